/** The switches of the rule book's decisions (D-01, D-04, D-08, D-09, D-13, D-20). PURE. */
export interface Policy {
  /** D-01: 次へ leads to a confirmation screen that asks the PIN. */
  readonly confirmModeChange: boolean;
  /** D-04: steps accepted early or late, 0 to 10. */
  readonly windowSteps: number;
  /** D-08: what a user without a registered token meets at 資金移動. */
  readonly unregisteredUser: 'refuse' | 'confirmationPin';
  /** D-09: consecutive failures until a lock falls. */
  readonly lockLimit: number;
  /** D-13: hardware and software tokens may coexist in one contract. */
  readonly mixKinds: boolean;
  /** D-20: an idle administrator is logged off. */
  readonly idleMinutes: number;
}

export const defaultPolicy: Policy = {
  confirmModeChange: false,
  windowSteps: 1,
  unregisteredUser: 'refuse',
  lockLimit: 7,
  mixKinds: true,
  idleMinutes: 15,
};

const isBoolean = (value: unknown) => typeof value === 'boolean';
const isWhole = (value: unknown, least: number, most: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const valid: { readonly [key in keyof Policy]: (value: unknown) => boolean } = {
  confirmModeChange: isBoolean,
  windowSteps: (value) => isWhole(value, 0, 10),
  unregisteredUser: (value) => value === 'refuse' || value === 'confirmationPin',
  lockLimit: (value) => isWhole(value, 1, 1_000_000),
  mixKinds: isBoolean,
  idleMinutes: (value) => isWhole(value, 1, 24 * 60),
};

/** The names in `patch` that are no switch of ours, or whose value is none of that switch's. */
export function policyProblems(patch: object): readonly string[] {
  return Object.entries(patch)
    .filter(([key, value]) => value !== undefined && !(Object.hasOwn(valid, key) && valid[key as keyof Policy](value)))
    .map(([key]) => key);
}

/** `base` with the switches of `patch` that are given. */
export function policyWith(base: Policy, patch: Partial<Policy> = {}): Policy {
  return { ...base, ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) };
}
