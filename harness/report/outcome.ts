/**
 * What a run came to. One meaning of success everywhere: what was asked for ran and passed. Nothing run, nothing but
 * skips and a run that was cut short are no success, whatever Cucumber says of them. PURE.
 */
import type { Text } from '../../common/text.ts';
import type { Folded, ScenarioVerdict } from './summary.ts';

export type Outcome = 'passed' | 'failed' | 'nothing' | 'no-steps' | 'only-skips' | 'too-many-skips' | 'cut-short';

export interface Ended extends Pick<Folded, 'success' | 'scenarios'> {
  /** How many were to run. */
  readonly chosen: number;
  readonly maxSkips: number | undefined;
  /** Cucumber's arguments: what may have matched nothing. */
  readonly args: readonly string[];
}

export function outcomeOf({ success, scenarios, chosen, maxSkips }: Omit<Ended, 'args'>): Outcome {
  const skipped = count(scenarios, 'skipped');
  if (scenarios.length === 0 && success) return 'nothing';
  if (!success) return 'failed';
  if (scenarios.length < chosen) return 'cut-short';
  if (scenarios.some(({ steps }) => steps.length === 0)) return 'no-steps';
  if (count(scenarios, 'passed') === 0) return 'only-skips';
  return maxSkips !== undefined && skipped > maxSkips ? 'too-many-skips' : 'passed';
}

/** Why a run without a failed scenario is no success; undefined where the scenarios say it. */
export function outcomeText(outcome: Outcome, { scenarios, chosen, maxSkips, args }: Ended): Text | undefined {
  switch (outcome) {
    case 'nothing':
      return {
        ja: `実行されたシナリオがありません。${args.length === 0 ? '機能のファイルを確かめてください。' : `当てはまるものがない指定: ${args.join(' ')}`}`,
        en: `no scenario was run: ${args.length === 0 ? 'check the feature files' : `nothing matches ${args.join(' ')}`}`,
      };
    case 'no-steps': {
      const empty = scenarios.filter(({ steps }) => steps.length === 0).map(({ at }) => at);
      return {
        ja: `手順のないシナリオがあります（前提・もし・ならばで始まる行がありません）: ${empty.join('、')}`,
        en: `scenarios without steps, which show nothing: ${empty.join(', ')}`,
      };
    }
    case 'only-skips':
      return {
        ja: 'どのシナリオも成功していません。見送りだけの実行は成功ではありません。',
        en: 'no scenario passed: a run of nothing but skips is no success',
      };
    case 'too-many-skips':
      return {
        ja: `見送りが ${count(scenarios, 'skipped')} 件あります（--max-skips ${maxSkips}）。`,
        en: `${count(scenarios, 'skipped')} scenarios were skipped (--max-skips ${maxSkips})`,
      };
    case 'cut-short':
      return {
        ja: `${chosen} シナリオのうち ${scenarios.length} だけが実行されました。`,
        en: `only ${scenarios.length} of ${chosen} scenarios were run`,
      };
    case 'passed':
    case 'failed':
      return undefined;
  }
}

/** The last line: the counts, and each reason for skipping once. */
export function lastLine(scenarios: readonly ScenarioVerdict[]): Text {
  const [passed, skipped] = [count(scenarios, 'passed'), count(scenarios, 'skipped')];
  const failed = scenarios.length - passed - skipped;
  const why = (none: string) => {
    const reasons = new Map<string, number>();
    for (const { status, reason = none } of scenarios) {
      if (status === 'skipped') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    return [...reasons].map(([reason, times]) => `${reason} ×${times}`);
  };
  return {
    ja: `成功 ${passed}、失敗 ${failed}、見送り ${skipped}${skipped === 0 ? '' : `（${why('理由の記録なし').join('、')}）`}`,
    en: `${passed} passed, ${failed} failed, ${skipped} skipped${skipped === 0 ? '' : ` (${why('no reason given').join(', ')})`}`,
  };
}

const count = (scenarios: readonly ScenarioVerdict[], status: ScenarioVerdict['status']): number =>
  scenarios.filter((scenario) => scenario.status === status).length;
