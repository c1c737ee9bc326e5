/** Which scenarios a wrong portal meets at which level. PURE. */
import type { Fault } from '../../harness/faults/fault.ts';
import type { Telling, TellOptions } from '../../harness/faults/tell.ts';
import type { LevelName } from '../../harness/levels.ts';

export interface Job extends TellOptions {
  readonly level: LevelName;
  /** undefined: the right portal, which no scenario may tell. */
  readonly fault: string | undefined;
}

/** The gate's: each fault meets the scenarios with its id up to the first that tells it; at http those that need pages. */
export const quickJobs = (level: LevelName, faults: readonly Fault[], everywhere: boolean): readonly Job[] =>
  faults
    .filter(({ at }) => (level === 'domain' ? at === 'everywhere' : everywhere || at === 'pages'))
    .map(({ name }) => ({ level, fault: name, scenarios: 'tagged', stopAtFirst: true }));

/** The first half of the matrix: at domain each fault meets every scenario. */
export const domainJobs = (faults: readonly Fault[]): readonly Job[] => [
  { level: 'domain', fault: undefined, scenarios: 'all', stopAtFirst: false },
  ...faults
    .filter(({ at }) => at === 'everywhere')
    .map(({ name }): Job => ({ level: 'domain', fault: name, scenarios: 'all', stopAtFirst: false })),
];

/**
 * The second half, at a level with pages. What domain can't have meets every scenario with its id. The rest is known from
 * domain, where a scenario costs a tenth: here it has to be told again by one of those that told it there by its id, or
 * else by any with its id. That the right portal passes there is shown by the gate's own run of the features.
 */
export const pageJobs = (level: LevelName, faults: readonly Fault[], domain: readonly Telling[]): readonly Job[] =>
  faults.map(({ name, at, breaks }): Job => {
    const job = { level, fault: name, scenarios: 'tagged', stopAtFirst: at !== 'pages' } as const;
    const told = domain.find(({ fault }) => fault === name)?.told ?? [];
    const by = told.filter(({ tags }) => breaks.some((id) => tags.includes(id))).map((each) => each.at);
    return by.length === 0 ? job : { ...job, scenarios: by };
  });
