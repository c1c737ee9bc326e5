/** What the runs say of one rule, level by level, and of one scenario. PURE. */
import type { Text } from '../../common/text.ts';
import type { ScenarioVerdict, Summary } from './summary.ts';

/** `cannot`: every scenario of it was skipped, with its reason. */
export type Verdict = 'failing' | 'proved' | 'cannot' | 'notRun';

export const verdictTexts: { readonly [verdict in Verdict]: Text } = {
  failing: { ja: '不合格', en: 'failing' },
  proved: { ja: '合格', en: 'proved' },
  cannot: { ja: '確認できない', en: "can't be proved" },
  notRun: { ja: '未実行', en: 'not run' },
};

/** The last full run of a level; undefined where there is none. */
export type Runs = ReadonlyMap<string, Summary | undefined>;

export interface RuleVerdict {
  readonly overall: Verdict;
  readonly levels: ReadonlyMap<string, Verdict>;
  /** Each scenario that claims it, by its place. */
  readonly scenarios: readonly string[];
  /** Why it can't be proved where it can't. */
  readonly reasons: readonly string[];
}

/** Level → last full run, in the order of the levels; a level that was never run in full stands there too. */
export const runsOf = (summaries: readonly Summary[], levels: readonly string[]): Runs =>
  new Map(
    [...new Set([...levels, ...summaries.map(({ level }) => level)])].map((level) => [
      level,
      summaries.find((summary) => summary.level === level),
    ]),
  );

/** Rule → what the runs say. */
export function ruleVerdicts(runs: Runs, ids: readonly string[]): ReadonlyMap<string, RuleVerdict> {
  const byTag = new Map<string, Map<string, ScenarioVerdict[]>>();
  for (const [level, run] of runs) {
    for (const scenario of run?.scenarios ?? []) {
      for (const tag of scenario.tags) {
        const levels = byTag.get(tag) ?? new Map<string, ScenarioVerdict[]>();
        byTag.set(tag, levels.set(level, [...(levels.get(level) ?? []), scenario]));
      }
    }
  }
  return new Map(ids.map((id) => [id, ruleVerdict(runs, byTag.get(id) ?? new Map())]));
}

function ruleVerdict(runs: Runs, found: ReadonlyMap<string, readonly ScenarioVerdict[]>): RuleVerdict {
  const levels = new Map([...runs.keys()].map((level) => [level, verdictOf(found.get(level) ?? [])]));
  const all = [...found.values()].flat();
  return {
    overall: worstFirst.find((verdict) => [...levels.values()].includes(verdict)) ?? 'notRun',
    levels,
    scenarios: [...new Set(all.map(({ at }) => at))],
    reasons: [...new Set(all.flatMap(({ status, reason }) => (status === 'skipped' ? [reason ?? ''] : [])))],
  };
}

/** One failing scenario makes a rule failing; one that passed, and none that failed, proves it. */
export function verdictOf(scenarios: readonly Pick<ScenarioVerdict, 'status'>[]): Verdict {
  const judged = scenarios.map(({ status }) => scenarioVerdict(status));
  return worstFirst.find((verdict) => judged.includes(verdict)) ?? 'notRun';
}

export const scenarioVerdict = (status: ScenarioVerdict['status'] | undefined): Verdict =>
  status === undefined ? 'notRun' : status === 'passed' ? 'proved' : status === 'skipped' ? 'cannot' : 'failing';

const worstFirst: readonly Verdict[] = ['failing', 'proved', 'cannot', 'notRun'];
