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
 * Scenarios on which two runs differ. A level that says that it can't do a thing (skipped, with its reason) differs from
 * nobody: it gave no verdict, and the report names it.
 */
export function differences(a: Summary, b: Summary): readonly Difference[] {
  const byPlace = (summary: Summary) => new Map(summary.scenarios.map((scenario) => [scenario.at, scenario]));
  const left = byPlace(a);
  const right = byPlace(b);
  const places = [...new Set([...left.keys(), ...right.keys()])];
  return places.flatMap((at) => {
    const [one, other] = [left.get(at), right.get(at)];
    if (one?.status === other?.status) return [];
    if (saysWhyNot(one) || saysWhyNot(other)) return [];
    const name = one?.name ?? other?.name ?? '';
    return [{ at, name, verdicts: { [a.level]: one?.status ?? notRun, [b.level]: other?.status ?? notRun } }];
  });
}

const saysWhyNot = (scenario: ScenarioVerdict | undefined): boolean =>
  scenario?.status === 'skipped' && scenario.reason !== undefined;
