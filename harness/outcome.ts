/** What an act led to and what the registration screens show. PURE: shapes only. */
import type { PagePart } from './page-port.ts';

export type UsageMode = 'shared' | 'individual';

/** What an act led to, as a person at the screen would tell it. */
export type Outcome =
  | {
      readonly accepted: true;
      /** The text of the screen's status, such as 登録完了. Empty where the screen has none (次へ just leads on). */
      readonly status: string;
      /** What the screen says is registered now; undefined where the screen shows no registrations. */
      readonly shown: ShownRegistrations | undefined;
      /** The page that it led to; absent at a level without pages. */
      readonly page?: readonly PagePart[];
    }
  | {
      readonly accepted: false;
      /** `E-OTP-01` and the like. */
      readonly code: string;
      /** Other refusals that this bank tells in the same words, where nobody can know which it was. */
      readonly also?: readonly string[];
      /** What the page says beside the code; undefined at a level without pages. */
      readonly text: string | undefined;
      /** Label → what still stands in the field; absent at a level without pages. Never printed. */
      readonly kept?: ReadonlyMap<string, string>;
      /** Everything that tells this refusal from another, as one text: what is the same here is the same to a person. */
      readonly traces?: string;
      readonly page?: readonly PagePart[];
    };

/** What the registration screens show. */
export interface ShownRegistrations {
  readonly mode: UsageMode;
  /** Shared mode; undefined = 未登録. */
  readonly serial: string | undefined;
  /** Individual mode: 利用者ID → serial or undefined = 未登録. Empty in shared mode: no user choice is offered. */
  readonly users: ReadonlyMap<string, string | undefined>;
}
