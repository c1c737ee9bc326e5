/** What a program that has the desk in its own process does most, each in one call. */
import { bothLanguages, type Text } from '../common/text.ts';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import { contractJson } from '../portal-stub/web/control/shapes.ts';
import type { LiveTray } from '../simulator/cell/live-tray.ts';
import { readCode } from '../simulator/cell/read-code.ts';
import type { ContractJson } from './contract-json.ts';

/** A tray or a bank that said no. `code` is that of the control API (`unknown-serial`, `code-invalid`, …). */
export class RefusedByDesk extends Error {
  readonly code: string;
  readonly text: Text;

  constructor({ code, text }: { readonly code: string; readonly text: Text }) {
    super(bothLanguages(text));
    this.name = 'RefusedByDesk';
    this.code = code;
    this.text = text;
  }
}

type NewContract = Parameters<PortalService['createContract']>[0];

export interface TrayHand {
  /**
   * A new token in the tray and in the bank's stock. Returns its serial. Throws `RefusedByDesk`.
   * @example const serial = desk.issue('hardware')
   */
  issue(kind: 'hardware' | 'software', profile?: string): string;
  /**
   * Six digits of a token or an app, pressed for as needed. With `fresh` it waits for a step whose code was not shown before;
   * rejects with `RefusedByDesk` (`clock-stopped` where the desk's clock would have to be advanced for it).
   * @example const code = await desk.code(serial)
   */
  code(serial: string, options?: { readonly fresh?: boolean }): Promise<string>;
}

export interface BankHand {
  /**
   * A new contract at the bank, with ids and PINs of its own (test data). Throws `RefusedByDesk`.
   * @example const { contractId, password } = desk.contract({ mode: 'individual' })
   */
  contract(wanted?: NewContract): ContractJson;
}

export const trayHand = (tray: LiveTray): TrayHand => ({
  issue: (kind, profile) => {
    const answer = tray.send({ type: 'issue', kind, ...(profile === undefined ? {} : { profile }) });
    if (!answer.ok) throw new RefusedByDesk(answer.refusal);
    return answer.value[0] ?? '';
  },
  code: async (serial, { fresh = false } = {}) => {
    const answer = await readCode(tray, serial, { fresh });
    if (!answer.ok) throw new RefusedByDesk(answer.refusal);
    return answer.value.code;
  },
});

export const bankHand = (service: PortalService): BankHand => ({
  contract: (wanted = {}) => {
    const made = service.createContract(wanted);
    if (!made.ok) throw new RefusedByDesk(made.error);
    return contractJson(made.value);
  },
});
