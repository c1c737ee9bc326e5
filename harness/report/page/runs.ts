/** What was run: the last full run of each level with all that tells it from another, other runs beside them as what they are. PURE. */

import { japanDateTime } from '../../../common/japan-time.ts';
import type { Text } from '../../../common/text.ts';
import { levelFolder } from '../level-folder.ts';
import { shardOf } from '../merge/shard.ts';
import { partlyPassed } from '../outcome.ts';
import type { Made, Summary } from '../summary.ts';
import type { Runs } from '../verdicts.ts';
import { badge, html, say, table } from './html.ts';

/** A run of some scenarios only, a shard, or one that was broken off. */
export interface PartialRun {
  /** Its folder under `<level>/partial/`. */
  readonly name: string;
  readonly summary: Summary;
}

const heads: { readonly [name: string]: Text } = {
  level: { ja: '実行レベル', en: 'Level' },
  verdict: { ja: '判定', en: 'Verdict' },
  passed: { ja: '成功', en: 'Passed' },
  failed: { ja: '失敗', en: 'Failed' },
  skipped: { ja: '見送り', en: 'Skipped' },
  other: { ja: 'その他', en: 'Other' },
  time: { ja: '時間', en: 'Time' },
  started: { ja: '実施日時（日本時間）', en: 'Started (Japan time)' },
  executor: { ja: '実施者', en: 'Executor' },
  version: { ja: '版', en: 'Version' },
  seed: { ja: '乱数の種・時計', en: 'Seed, clock' },
  machine: { ja: '実施環境', en: 'Machine' },
  args: { ja: '引数', en: 'Arguments' },
  files: { ja: 'ファイル', en: 'Files' },
  share: { ja: '件数', en: 'Run' },
};

const headsOf = (...names: string[]): Text[] => names.map((name) => heads[name] as Text);

/** `25 + 89`: fully, and in part. */
function passedCell({ scenarios }: Summary): string {
  const partly = partlyPassed(scenarios).length;
  const all = scenarios.filter(({ status }) => status === 'passed').length;
  return partly === 0 ? `${all}` : `${all - partly} + ${partly} ${say({ ja: '一部確認', en: 'partly' })}`;
}

export function levelTable(runs: Runs): string {
  const rows = [...runs].map(([level, run]) => {
    if (run === undefined)
      return `<tr><th scope="row">${html(level)}</th><td>${badge('notRun')}</td><td colspan="12">${say({ ja: '全件の実行はまだありません', en: 'No full run yet' })}</td></tr>`;
    const count = (status: string) => run.scenarios.filter((scenario) => scenario.status === status).length;
    const others = run.scenarios.length - count('passed') - count('failed') - count('skipped');
    const file = (name: string) => `<a href="${html(encodeURI(levelFolder(level)))}/${name}">${name}</a>`;
    return `<tr><th scope="row">${html(level)}</th><td>${badge(run.success ? 'proved' : 'failing')}</td>${[passedCell(run), count('failed'), count('skipped'), others].map((n) => `<td class="n">${n}</td>`).join('')}<td class="n">${seconds(run.ms)}</td>${factCells(run)}<td>${file('cucumber.html')} ${file('junit.xml')} ${file('messages.ndjson')}</td></tr>`;
  });
  return table(
    { ja: '実行レベルごとの最後の全件の実行', en: 'The last full run of each level' },
    headsOf(
      'level',
      'verdict',
      'passed',
      'failed',
      'skipped',
      'other',
      'time',
      'started',
      'executor',
      'version',
      'seed',
      'machine',
      'args',
      'files',
    ),
    rows,
  );
}

/** Runs that are no level's evidence. */
export function partialTable(partial: readonly PartialRun[]): string {
  if (partial.length === 0) return '';
  const rows = partial.map(({ name, summary }) => {
    const { level, scenarios, of } = summary;
    const folder = `${levelFolder(level)}/partial/${name}`;
    return `<tr><th scope="row">${html(level)}</th><td>${say(kindOf(summary))}</td><td>${badge(summary.success ? 'proved' : 'failing')}</td><td class="n">${scenarios.length} / ${of}</td>${factCells(summary)}<td><a href="${html(encodeURI(folder))}/cucumber.html">${html(name)}</a></td></tr>`;
  });
  return table(
    { ja: '一部だけの実行（上の判定には数えない）', en: 'Partial runs (not counted above)' },
    [
      heads['level'] as Text,
      { ja: '種類', en: 'Kind' },
      ...headsOf('verdict', 'share', 'started', 'executor', 'version', 'seed', 'machine', 'args', 'files'),
    ],
    rows,
  );
}

export function kindOf({ ended, args }: Pick<Summary, 'ended' | 'args'>): Text {
  if (!ended) return { ja: '中断', en: 'cut short' };
  const shard = shardOf(args);
  if (shard === undefined) return { ja: '一部', en: 'a part' };
  const which = `${shard.index}/${shard.total}`;
  return { ja: `分割 ${which}`, en: `shard ${which}` };
}

const factCells = ({ startedAt, executor = '', args, made }: Summary): string =>
  `<td class="n">${html(japanDateTime(startedAt))}</td><td>${html(executor)}</td><td>${html(versionOf(made))}</td><td>${say(seedOf(made))}</td><td>${html(`${made.machine}, Node ${made.node}`)}</td><td><code>${html(args.join(' '))}</code></td>`;

export const versionOf = ({ version, commit }: Made): string =>
  `ichido ${version}${commit === undefined ? '' : ` (${commit})`}`;

export function seedOf({ seed, clock }: Made): Text {
  const at = clock === undefined ? undefined : japanDateTime(clock);
  return {
    ja: `${seed === undefined ? '既定の種' : `種 ${seed}`}、${at === undefined ? '実時間' : `時計は ${at} から`}`,
    en: `${seed === undefined ? 'usual seed' : `seed ${seed}`}, ${at === undefined ? 'real time' : `clock from ${at}`}`,
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
