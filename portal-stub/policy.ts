/** The switches of the rule book's decisions (D-01, D-04, D-08, D-09, D-13, D-20). PURE. */
export interface Policy {
  readonly confirmModeChange: boolean;
  readonly windowSteps: number;
  readonly unregisteredUser: 'refuse' | 'confirmationPin';
  readonly lockLimit: number;
  readonly mixKinds: boolean;
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
