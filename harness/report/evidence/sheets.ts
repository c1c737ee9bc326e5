/** The sheets of 試験成績書 as plain tables: cover, summary, traceability. The table of the tests is rows.ts. PURE. */
import { japanDateTime } from '../../../common/japan-time.ts';
import { kindOf, type PartialRun, seedOf, versionOf } from '../page/runs.ts';
import { sections } from '../rules/sections.ts';
import type { Summary } from '../summary.ts';
import { type Runs, ruleVerdicts, scenarioVerdict, type Verdict, verdictTexts } from '../verdicts.ts';
import { type EvidenceRow, verdictWord } from './rows.ts';

export interface Sources {
  readonly runs: Runs;
  readonly summaries: readonly Summary[];
  readonly partial: readonly PartialRun[];
  readonly rows: readonly EvidenceRow[];
}

export const title = 'ワンタイムパスワード 試験成績書';
/** Whose stamps the cover waits for. */
export const approvals: readonly string[] = ['作成', '審査', '承認'];

const once = (values: readonly string[]): string => [...new Set(values)].join('\n');

/** Label and value. */
export function coverLines({ summaries, partial, rows }: Sources): readonly (readonly [string, string])[] {
  const from = Math.min(...summaries.map(({ startedAt }) => startedAt));
  const to = Math.max(...summaries.map(({ startedAt, ms }) => startedAt + ms));
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  return [
    ['対象', 'ichido（ワンタイムパスワードのトークンと管理者画面のスタブ）'],
    ['版', once(summaries.map(({ made }) => versionOf(made)))],
    ['実施環境', once(summaries.map(({ made }) => `${made.machine}, Node ${made.node}`))],
    ['実施期間', `${japanDateTime(from)} から ${japanDateTime(to)} まで（日本時間）`],
    ['実施者', once(summaries.map(({ executor = '（記載なし）' }) => executor))],
    ['実行レベル', summaries.map(({ level, made }) => `${level}（${seedOf(made).ja}）`).join('\n')],
    ['引数', once(summaries.map(({ level, args }) => `${level}: ${args.join(' ')}`))],
    [
      '判定',
      `${verdictWord('proved')} ${count('proved')}、${verdictWord('failing')} ${count('failing')}、${verdictWord('cannot')} ${count('cannot')}`,
    ],
    ['一部だけの実行', partial.length === 0 ? 'なし' : `${partial.length} 件（この成績書には数えない）`],
  ];
}

export const summaryHeads: readonly string[] = ['機能', '実行レベル', '件数', '合格', '不合格', '確認できない'];

/** By feature and level. */
export function summaryLines({ summaries }: Sources): readonly (readonly (string | number)[])[] {
  const features = [...new Set(summaries.flatMap(({ scenarios }) => scenarios.map(({ feature }) => feature)))];
  const line = (feature: string, { level, scenarios }: Summary) => {
    const all = scenarios.filter((scenario) => feature === '合計' || scenario.feature === feature);
    const count = (verdict: Verdict) => all.filter(({ status }) => scenarioVerdict(status) === verdict).length;
    return all.length === 0 ? [] : [[feature, level, all.length, count('proved'), count('failing'), count('cannot')]];
  };
  return [...features, '合計'].flatMap((feature) => summaries.flatMap((run) => line(feature, run)));
}

/** What was not run, and why. */
export function notRunLines({ runs, partial, rows }: Sources): readonly (readonly [string, string])[] {
  const verdicts = ruleVerdicts(runs, ids);
  const silent = ids.filter((id) => verdicts.get(id)?.scenarios.length === 0);
  return [
    ...[...runs].flatMap(([level, run]): [string, string][] =>
      run === undefined ? [[`実行レベル ${level}`, '全件の実行がない']] : [],
    ),
    ...(silent.length === 0 ? [] : [['シナリオが実行されていない規則', silent.join(' ')] as const]),
    ...rows
      .filter(({ verdict }) => verdict === 'cannot')
      .map(({ number, level, name, notes }) => [`${number}（${level}）`, `${name}: ${notes.split('\n')[0]}`] as const),
    ...partial.map(
      ({ name, summary }) =>
        [
          `${summary.level} の${kindOf(summary).ja}の実行`,
          `${name}（${summary.scenarios.length} / ${summary.of} 件、${japanDateTime(summary.startedAt)}）`,
        ] as const,
    ),
  ];
}

const ids = sections.flatMap(({ rules }) => rules.map(({ id }) => id));

export interface TraceLine {
  readonly id: string;
  readonly quotations: string;
  readonly shows: string;
  readonly infer: string;
  /** 項番 of its scenarios. */
  readonly numbers: readonly string[];
  readonly overall: Verdict;
  readonly levels: ReadonlyMap<string, Verdict>;
}

/** Each rule, its scenarios, its verdict. */
export function traceLines(
  { runs, rows, summaries }: Sources,
  numbers: ReadonlyMap<string, string>,
): readonly TraceLine[] {
  const verdicts = ruleVerdicts(runs, ids);
  const run = new Set(summaries.map(({ level }) => level));
  return sections
    .filter(({ kind }) => kind !== 'C')
    .flatMap(({ rules }) => rules)
    .flatMap(({ id, quotations, shows, infer }) => {
      const verdict = verdicts.get(id);
      if (verdict === undefined || rows.length === 0) return [];
      return {
        id,
        quotations: quotations.map(({ text, at }) => `「${text}」（${at}）`).join('\n'),
        shows: shows.ja,
        infer: infer?.ja ?? '',
        numbers: verdict.scenarios.map((at) => numbers.get(at) ?? at),
        overall: verdict.overall,
        levels: new Map([...verdict.levels].filter(([level]) => run.has(level))),
      };
    });
}

export const verdictOrNone = (verdict: Verdict | undefined): string =>
  verdict === undefined ? '' : verdictTexts[verdict].ja;
