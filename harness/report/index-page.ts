/** `reports/index.html`: the last full run of every level on one page, other runs beside them. PURE: text in, text out. */

import { japanDateTime } from '../../common/japan-time.ts';
import { comparedCount, differences, notRun } from './compare.ts';
import { catalogue, decisions, easyToMiss, isKnownId, markers, physics, statements } from './rule-ids.ts';
import type { ScenarioVerdict, Summary } from './summary.ts';

const marks: { readonly [status: string]: string } = {
  passed: '✓',
  failed: '✗',
  skipped: '–',
  undefined: '?',
  pending: '…',
  ambiguous: '≠',
  unknown: '?',
};

/** A run of some scenarios only, or one that was broken off. */
export interface PartialRun {
  /** Its folder under `<level>/partial/`. */
  readonly name: string;
  readonly summary: Summary;
}

/**
 * @param summaries full runs in the order of the columns. The mark of the page is theirs alone, and none without them.
 * @param partial whatever else was run.
 */
export function indexPage(summaries: readonly Summary[], partial: readonly PartialRun[] = []): string {
  const mark = summaries.length === 0 ? 'skipped' : summaries.every(({ success }) => success) ? 'passed' : 'failed';
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ichido — 実行結果 / results</title>
<style>${style}</style>
</head>
<body>
<h1><span lang="ja">実行結果</span> <span lang="en" class="en">Results</span> <span class="${mark}">${marks[mark]}</span></h1>
${levelTable(summaries)}
${partialTable(partial)}
${differenceList(summaries)}
${skippedList(summaries)}
${scenarioTable(summaries)}
${tagTable(summaries)}
</body>
</html>
`;
}

function levelTable(summaries: readonly Summary[]): string {
  if (summaries.length === 0)
    return '<p>全件の実行はまだありません。 <span lang="en" class="en">No full run yet.</span></p>';
  const rows = summaries.map((summary) => {
    const count = (status: string) => summary.scenarios.filter((scenario) => scenario.status === status).length;
    const others = summary.scenarios.length - count('passed') - count('failed') - count('skipped');
    const file = (name: string) => `<a href="${html(summary.level)}/${name}">${name}</a>`;
    return `<tr><th scope="row">${html(summary.level)}</th>${verdictCell(summary)}<td class="n passed">${count('passed')}</td><td class="n${count('failed') > 0 ? ' failed' : ''}">${count('failed')}</td><td class="n">${count('skipped')}</td><td class="n">${others}</td><td class="n">${seconds(summary.ms)}</td><td>${html(japanDateTime(summary.startedAt))}</td><td>${html(summary.executor ?? '')}</td><td>${file('cucumber.html')} · ${file('junit.xml')} · ${file('messages.ndjson')}</td></tr>`;
  });
  return table(
    '実行レベル / Levels',
    [
      '実行レベル level',
      '判定 verdict',
      '成功 passed',
      '失敗 failed',
      '見送り skipped',
      'その他 other',
      '時間 time',
      '開始 started (JST)',
      '実施者 executor',
      'ファイル files',
    ],
    rows,
  );
}

const verdictCell = ({ success }: Summary): string =>
  `<td class="n ${success ? 'passed' : 'failed'}">${success ? '✓' : '✗'}</td>`;

/** Runs that are no level's evidence: filtered, shards, broken off. */
function partialTable(partial: readonly PartialRun[]): string {
  if (partial.length === 0) return '';
  const rows = partial.map(({ name, summary }) => {
    const { level, args, scenarios, of, ended, startedAt, executor = '' } = summary;
    const folder = `${level}/partial/${name}`;
    const broken = ended ? '' : ' 中断 cut short';
    return `<tr><th scope="row">${html(level)}</th>${verdictCell(summary)}<td class="n">${scenarios.length} / ${of}${broken}</td><td><code>${html(args.join(' '))}</code></td><td>${html(japanDateTime(startedAt))}</td><td>${html(executor)}</td><td><a href="${html(encodeURI(folder))}/cucumber.html">${html(name)}</a></td></tr>`;
  });
  const heads = [
    '実行レベル level',
    '判定 verdict',
    '件数 run',
    '引数 arguments',
    '開始 started (JST)',
    '実施者 executor',
    'ファイル files',
  ];
  return table('一部だけの実行 / Partial runs', heads, rows);
}

function differenceList(summaries: readonly Summary[]): string {
  const [first, ...rest] = summaries;
  if (first === undefined || rest.length === 0) return '';
  if (rest.every((other) => comparedCount(first, other) === 0))
    return '<p>複数の実行レベルで実行したシナリオはありません。 <span lang="en" class="en">No scenario was run at several levels.</span></p>';
  // A level may have fewer scenarios (`real`): no verdict is not another verdict.
  const found = rest
    .flatMap((other) => differences(first, other))
    .filter(({ verdicts }) => !Object.values(verdicts).includes(notRun));
  if (found.length === 0)
    return '<p>複数の実行レベルで実行したシナリオの判定は、すべて同じです。 <span lang="en" class="en">Scenarios run at several levels came to the same verdicts.</span></p>';
  const rows = found.map(
    ({ at, name, verdicts }) =>
      `<tr><td>${html(at)}</td><td>${html(name)}</td><td>${html(
        Object.entries(verdicts)
          .map(([level, verdict]) => `${level}: ${verdict}`)
          .join(', '),
      )}</td></tr>`,
  );
  return table('判定の違い / Different verdicts', ['場所 where', 'シナリオ scenario', '判定 verdicts'], rows);
}

function skippedList(summaries: readonly Summary[]): string {
  const rows = summaries.flatMap(({ level, scenarios }) =>
    scenarios
      .filter(({ status }) => status === 'skipped')
      .map(
        ({ at, name, reason }) =>
          `<tr><th scope="row">${html(level)}</th><td>${html(at)}</td><td>${html(name)}</td><td>${html(reason ?? '')}</td></tr>`,
      ),
  );
  if (rows.length === 0) return '';
  return table(
    '見送ったシナリオ / Skipped',
    ['実行レベル level', '場所 where', 'シナリオ scenario', '理由 reason'],
    rows,
  );
}

function scenarioTable(summaries: readonly Summary[]): string {
  const all = new Map<string, ScenarioVerdict>();
  for (const { scenarios } of summaries)
    for (const scenario of scenarios) if (!all.has(scenario.at)) all.set(scenario.at, scenario);
  const rows = [...all.values()].map((scenario) => {
    const cells = summaries.map(({ scenarios }) => {
      const verdict = scenarios.find(({ at }) => at === scenario.at);
      if (verdict === undefined) return '<td></td>';
      return `<td class="n ${verdict.status}" title="${html(verdict.status)}">${marks[verdict.status] ?? '?'} ${verdict.ms} ms</td>`;
    });
    return `<tr><td>${html(scenario.feature)}</td><td title="${html(scenario.at)}">${html(scenario.name)}</td><td>${scenario.tags.map(tag).join(' ')}</td>${cells.join('')}</tr>`;
  });
  const heads = ['機能 feature', 'シナリオ scenario', '規則 rules', ...summaries.map(({ level }) => level)];
  return table('シナリオ / Scenarios', heads, rows);
}

function tagTable(summaries: readonly Summary[]): string {
  const byTag = new Map<string, ScenarioVerdict[]>();
  const seen = new Set<string>();
  for (const { scenarios } of summaries) {
    for (const scenario of scenarios) {
      if (seen.has(scenario.at)) continue;
      seen.add(scenario.at);
      for (const name of scenario.tags) byTag.set(name, [...(byTag.get(name) ?? []), scenario]);
    }
  }
  const rows = [...byTag]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(
      ([name, scenarios]) =>
        `<tr><th scope="row" id="tag-${html(name)}">${html(name)}</th><td>${html(meaning(name))}</td><td class="n">${scenarios.length}</td><td>${html([...new Set(scenarios.map((scenario) => scenario.name))].join('、'))}</td></tr>`,
    );
  return table('規則ごと / By rule', ['規則 rule', '意味 meaning', '数 count', 'シナリオ scenarios'], rows);
}

/** The bank's own words in its quotation marks, ours without. What we infer is not printed beside them. */
function meaning(id: string): string {
  const rule = statements[id];
  if (rule === undefined) return decisions[id] ?? physics[id] ?? catalogue[id] ?? easyToMiss[id] ?? '';
  return rule.says === undefined ? rule.shows : `「${rule.says}」 ${rule.shows}`;
}

const tag = (name: string): string =>
  `<a href="#tag-${html(name)}"${isKnownId(name) || markers.includes(name) ? '' : ' class="unknown"'}>${html(name)}</a>`;

const table = (caption: string, heads: readonly string[], rows: readonly string[]): string =>
  `<table><caption>${html(caption)}</caption><thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** An instant of a run, as read in Japan. */

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light dark; font-family: system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; line-height: 1.5 }
body { max-width: 78rem; margin: 2rem auto; padding: 0 1rem }
h1 .en, p .en { color: GrayText; font-weight: normal }
table { border-collapse: collapse; margin: 2rem 0; width: 100% }
caption { text-align: start; font-weight: bold; font-size: 1.1rem; padding-bottom: .5rem }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent) }
td.n { white-space: nowrap; font-variant-numeric: tabular-nums }
.passed { color: light-dark(#17692e, #7fd69a) } .failed, .undefined, .ambiguous, .pending { color: light-dark(#a4161a, #ff8f8f); font-weight: bold } .skipped { color: GrayText }
a.unknown { text-decoration: line-through }
`;
