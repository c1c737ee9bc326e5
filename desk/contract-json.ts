/** A contract as scripts see it, in the ready line and on the control plane. PINs of the stub are test data. PURE: shapes only. */
import type { Policy } from '../portal-stub/rules/policy.ts';

export interface ContractJson {
  readonly contractId: string;
  /** ご契約先暗証番号 */
  readonly password: string;
  /** ご契約先確認暗証番号 */
  readonly confirmationPin: string;
  readonly mode: 'shared' | 'individual';
  readonly users: readonly UserJson[];
  /** What is registered for the contract, in shared mode; absent when nothing is. */
  readonly serial?: string | undefined;
  readonly stopped: boolean;
  readonly policy: Policy;
}

export interface UserJson {
  readonly userId: string;
  readonly name: string;
  /** 利用者暗証番号 */
  readonly password: string;
  /** 利用者確認暗証番号 */
  readonly confirmationPin: string;
  /** What is registered for the user, in individual mode; absent when nothing is. */
  readonly serial?: string | undefined;
  readonly stopped: boolean;
}
