/**
 * What a run came to. One meaning of success everywhere: what was asked for ran and passed. Nothing run, nothing but
 * skips and a run that was cut short are no success, whatever Cucumber says of them. PURE.
 */
import type { Text } from '../../common/text.ts';
import type { Folded, ScenarioVerdict } from './summary.ts';

export type Outcome =
  | 'passed'
  | 'failed'
  | 'nothing'
  | 'no-steps'
  | 'only-skips'
  | 'too-many-skips'
  | 'too-many-partly'
  | 'cut-short';

export interface Ended extends Pick<Folded, 'success' | 'scenarios'> {
  /** How many were to run. */
  readonly chosen: number;
  readonly maxSkips: number | undefined;
  /** So many scenarios may pass without everything that they ask for having been looked at. */
  readonly maxPartly?: number | undefined;
  /** Cucumber's arguments: what may have matched nothing. */
  readonly args: readonly string[];
}

export function outcomeOf({ success, scenarios, chosen, maxSkips, maxPartly }: Omit<Ended, 'args'>): Outcome {
  const skipped = count(scenarios, 'skipped');
  if (scenarios.length === 0 && success) return 'nothing';
  if (!success) return 'failed';
  if (scenarios.length < chosen) return 'cut-short';
  if (scenarios.some(({ steps }) => steps.length === 0)) return 'no-steps';
  if (count(scenarios, 'passed') === 0) return 'only-skips';
  if (maxSkips !== undefined && skipped > maxSkips) return 'too-many-skips';
  return maxPartly !== undefined && partlyPassed(scenarios).length > maxPartly ? 'too-many-partly' : 'passed';
}

/** Why a run without a failed scenario is no success; undefined where the scenarios say it. */
export function outcomeText(
  outcome: Outcome,
  { scenarios, chosen, maxSkips, maxPartly, args }: Ended,
): Text | undefined {
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
    case 'too-many-partly':
      return {
        ja: `一部だけを確かめた成功が ${partlyPassed(scenarios).length} 件あります（--max-partly ${maxPartly}）。`,
        en: `${partlyPassed(scenarios).length} scenarios were checked in part only (--max-partly ${maxPartly})`,
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

/** Whatever passed without everything that it asks for having been looked at: a verdict of its own. */
export const partlyPassed = (scenarios: readonly ScenarioVerdict[]): readonly ScenarioVerdict[] =>
  scenarios.filter(({ status, unchecked }) => status === 'passed' && unchecked !== undefined);

/** The last line: the counts, each reason for skipping once, and each fact that could not be looked at. */
export function lastLine(scenarios: readonly ScenarioVerdict[]): Text {
  const partly = partlyPassed(scenarios);
  const skips = scenarios.filter(({ status }) => status === 'skipped');
  const passed = count(scenarios, 'passed') - partly.length;
  const failed = scenarios.length - passed - partly.length - skips.length;
  const why = (none: string) => counted(skips.map(({ reason = none }) => reason));
  const facts = counted(partly.flatMap(({ unchecked = [] }) => unchecked));
  const [jaPartly, enPartly] =
    partly.length === 0
      ? ['', '']
      : [
          `、一部確認 ${partly.length}（未確認: ${facts.join('、')}）`,
          `, ${partly.length} partly (not checked: ${facts.join(', ')})`,
        ];
  return {
    ja: `成功 ${passed}${jaPartly}、失敗 ${failed}、見送り ${skips.length}${skips.length === 0 ? '' : `（${why('理由の記録なし').join('、')}）`}`,
    en: `${passed} passed${enPartly}, ${failed} failed, ${skips.length} skipped${skips.length === 0 ? '' : ` (${why('no reason given').join(', ')})`}`,
  };
}

/** Each word once, with how often it was said. */
const counted = (words: readonly string[]): readonly string[] =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${word} ×${all.length}`);

const count = (scenarios: readonly ScenarioVerdict[], status: ScenarioVerdict['status']): number =>
  scenarios.filter((scenario) => scenario.status === status).length;
