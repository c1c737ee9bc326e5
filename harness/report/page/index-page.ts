/**
 * `reports/index.html`, the manual that runs: one page without anything outside it. The last full run of every level;
 * what failed first; the manual sentence by sentence with its verdicts; each scenario with its steps and what was seen.
 * PURE: text in, text out.
 */
import { bothLanguages } from '../../../common/text.ts';
import type { Exploration } from '../../explore/exploration.ts';
import { levelFolder } from '../level-folder.ts';
import type { ScenarioVerdict, Summary } from '../summary.ts';
import { type Runs, runsOf, type Verdict, verdictTexts } from '../verdicts.ts';
import { exploredSection } from './explored.ts';
import { differenceList, failureList } from './failures.ts';
import { badge, html, marks, say } from './html.ts';
import { ruleSections } from './rules.ts';
import { levelTable, type PartialRun, partialTable } from './runs.ts';
import { type ShowPicture, scenarioSections } from './scenarios.ts';
import { script } from './script.ts';
import { style } from './style.ts';

export interface Evidence {
  /** Full runs in the order of the columns. The mark of the page is theirs alone, and none without them. */
  readonly summaries: readonly Summary[];
  /** Whatever else was run. */
  readonly partial: readonly PartialRun[];
  /** Every level there is, run or not. */
  readonly levels: readonly string[];
  /** What was explored completely. */
  readonly explored?: readonly Exploration[];
  /** The bytes of a picture by its path from `reports/`; undefined where it is gone. */
  readonly picture: (path: string) => Uint8Array | undefined;
}

/** Pictures that the page holds itself; later ones are linked, so that it can still be opened. */
const mostPictureBytes = 24 * 2 ** 20;

export function indexPage(evidence: Evidence): string {
  const { summaries, partial } = evidence;
  const runs = runsOf(summaries, evidence.levels);
  const overall: Verdict =
    summaries.length === 0 ? 'notRun' : summaries.every(({ success }) => success) ? 'proved' : 'failing';
  const scenarios = new Map<string, ScenarioVerdict>();
  for (const { scenarios: all } of summaries)
    for (const scenario of all) if (!scenarios.has(scenario.at)) scenarios.set(scenario.at, scenario);
  const show = pictures(evidence);
  // What failed takes its pictures first.
  const failures = failureList(summaries, show);
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ichido — ${bothLanguages({ ja: '実行結果', en: 'results' })}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#manual">${say({ ja: '規則へ', en: 'To the rules' })}</a>
<header><h1>${say({ ja: 'ワンタイムパスワードの取扱説明書と実行結果', en: 'The one-time password manual, and what its runs show' })} ${badge(overall)}</h1><button type="button" id="language" lang="en">English</button></header>
<main>
${finder(runs)}
${failures}
<section id="runs" aria-label="${bothLanguages({ ja: '実行', en: 'Runs' })}">
${levelTable(runs)}
${partialTable(partial)}
${differenceList(summaries)}
${exploredSection(evidence.explored ?? [])}
</section>
<div id="manual">
${ruleSections(runs, scenarios)}
</div>
${scenarioSections(runs, scenarios, show)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** Search and filters; they work by the script alone and are hidden without it. */
function finder(runs: Runs): string {
  const option = (value: string, ja: string, en: string) =>
    `<option value="${html(value)}" data-ja="${html(ja)}" data-en="${html(en)}">${html(ja)}</option>`;
  const verdicts = (Object.keys(verdictTexts) as Verdict[]).map((verdict) =>
    option(verdict, `${marks[verdict]} ${verdictTexts[verdict].ja}`, `${marks[verdict]} ${verdictTexts[verdict].en}`),
  );
  const kinds: readonly [string, string, string][] = [
    ['S', 'S 取扱説明書', 'S the manual'],
    ['easy', '見落としやすい帰結', 'Easy to miss'],
    ['D', 'D 決めごと', 'D decisions'],
    ['P', 'P 実物', 'P physics'],
    ['C', '目録とタグ', 'Catalogue and tags'],
  ];
  return `<form id="finder" role="search" hidden onsubmit="return false">
<label>${say({ ja: '検索', en: 'Search' })} <input type="search" id="q" autocomplete="off" aria-keyshortcuts="/"></label>
<label>${say({ ja: '判定', en: 'Verdict' })} <select id="verdict">${option('', 'すべて', 'all')}${verdicts.join('')}${option('none', 'シナリオなし', 'without a scenario')}</select></label>
<label>${say({ ja: '実行レベル', en: 'Level' })} <select id="level">${option('', 'どれでも', 'any')}${[...runs.keys()].map((level) => option(level, level, level)).join('')}</select></label>
<label>${say({ ja: '種類', en: 'Kind' })} <select id="kind">${option('', 'すべて', 'all')}${kinds.map(([value, ja, en]) => option(value, ja, en)).join('')}</select></label>
<output id="found" aria-live="polite"></output>
</form>`;
}

function pictures({ picture }: Evidence): ShowPicture {
  let bytes = 0;
  return (summary, { file, mediaType }, alt) => {
    const path = `${levelFolder(summary.level)}/${file}`;
    const read = picture(path);
    if (read === undefined) return `<p class="seen">${say({ ja: '画像なし', en: 'no picture' })}: ${html(path)}</p>`;
    bytes += read.length;
    if (bytes > mostPictureBytes) return `<p><a href="${html(path)}">${html(alt)}</a></p>`;
    return `<img loading="lazy" alt="${html(alt)}" src="data:${html(mediaType)};base64,${Buffer.from(read).toString('base64')}">`;
  };
}
