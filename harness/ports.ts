/**
 * The language that the steps speak. A named assembly (assemblies.ts) decides what stands behind each port.
 * A driver that cannot do a thing throws `NotSupported` and the scenario is skipped with that reason, never passed unseen.
 */
export type UsageMode = 'shared' | 'individual';

/** What an act led to, as a person at the screen would tell it. */
export type Outcome =
  | { readonly accepted: true; /** What the screen says is registered now. */ readonly shown: ShownRegistrations }
  | { readonly accepted: false; /** `E-OTP-01` and the like. */ readonly code: string; readonly text: string };

/** What the OTP section and the registration screen show. */
export interface ShownRegistrations {
  readonly mode: UsageMode;
  /** Shared mode; undefined = 未登録. */
  readonly serial: string | undefined;
  /** Individual mode: 利用者ID → serial or undefined = 未登録. Empty in shared mode: no user choice is offered. */
  readonly users: ReadonlyMap<string, string | undefined>;
}

export class NotSupported extends Error {}
