/** Whether two levels came to the same verdicts. PURE. */
import type { ScenarioVerdict, Summary } from './summary.ts';

export interface Difference {
  readonly at: string;
  readonly name: string;
  /** Level → verdict; `notRun` where the level did not have the scenario. */
  readonly verdicts: { readonly [level: string]: string };
}

export const notRun = 'not run';

/**
 * Scenarios on which two runs differ, step by step: two failures in different steps are two verdicts. A level that says
 * that it can't do a thing (skipped, with its reason) is compared up to there; the report names what it left out.
 */
export function differences(a: Summary, b: Summary): readonly Difference[] {
  const byPlace = (summary: Summary) => new Map(summary.scenarios.map((scenario) => [scenario.at, scenario]));
  const left = byPlace(a);
  const right = byPlace(b);
  const places = [...new Set([...left.keys(), ...right.keys()])];
  return places.flatMap((at) => {
    const verdicts = verdictsOf(left.get(at), right.get(at));
    if (verdicts === undefined) return [];
    const name = left.get(at)?.name ?? right.get(at)?.name ?? '';
    return [{ at, name, verdicts: { [a.level]: verdicts[0], [b.level]: verdicts[1] } }];
  });
}

/** How many scenarios both runs have: nothing compared is no agreement. */
export function comparedCount(a: Summary, b: Summary): number {
  const places = new Set(a.scenarios.map(({ at }) => at));
  return b.scenarios.filter(({ at }) => places.has(at)).length;
}

/** Undefined where they agree. */
function verdictsOf(
  one: ScenarioVerdict | undefined,
  other: ScenarioVerdict | undefined,
): readonly [string, string] | undefined {
  if (one === undefined || other === undefined) {
    if (saysWhyNot(one) || saysWhyNot(other)) return undefined;
    return [one?.status ?? notRun, other?.status ?? notRun];
  }
  const most = Math.max(one.steps.length, other.steps.length);
  const told = Math.min(stepsTold(one), stepsTold(other), most);
  for (let step = 0; step < told; step += 1) {
    const [left = notRun, right = notRun] = [one.steps[step]?.status, other.steps[step]?.status];
    if (left !== right) return [`${left} (step ${step + 1})`, `${right} (step ${step + 1})`];
  }
  // A hook may fail after steps that all agree.
  if (one.status === other.status || saysWhyNot(one) || saysWhyNot(other)) return undefined;
  return [one.status, other.status];
}

/** Steps before a driver said that it can't go on; all of them otherwise, those missing at one level too. */
const stepsTold = (scenario: ScenarioVerdict): number =>
  saysWhyNot(scenario)
    ? Math.max(
        0,
        scenario.steps.findIndex(({ status }) => status === 'skipped'),
      )
    : Number.POSITIVE_INFINITY;

const saysWhyNot = (scenario: ScenarioVerdict | undefined): boolean =>
  scenario?.status === 'skipped' && scenario.reason !== undefined;
