/** 試験成績書 on A4: one page to open, look through and print, without anything outside it. PURE. */
import { html } from '../page/html.ts';
import { columns } from './columns.ts';
import { type EvidenceRow, numbersOf } from './rows.ts';
import {
  approvals,
  coverLines,
  notRunLines,
  summaryHeads,
  summaryLines,
  title,
  traceLines,
  verdictOrNone,
} from './sheets.ts';
import type { WorkbookSources } from './workbook.ts';

export function paperPage(sources: WorkbookSources): string {
  const levels = sources.summaries.map(({ level }) => level);
  const numbers = numbersOf(sources.summaries.flatMap(({ scenarios }) => scenarios));
  const traces = traceLines(sources, numbers).map((trace) =>
    row([
      `<b>${html(trace.id)}</b>`,
      cell(trace.quotations),
      cell(trace.shows),
      cell(trace.infer),
      verdict(verdictOrNone(trace.overall)),
      ...levels.map((level) => verdict(verdictOrNone(trace.levels.get(level)))),
      trace.numbers.map((id) => `<a href="#${html(id)}">${html(id)}</a>`).join(' ') || 'シナリオなし',
    ]),
  );
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<section class="cover"><h1>${title}</h1>
<table><tbody>${coverLines(sources)
    .map(([label, value]) => `<tr><th scope="row">${html(label)}</th><td>${cell(value)}</td></tr>`)
    .join('')}</tbody></table>
<table class="stamps"><caption>承認欄</caption><thead><tr>${approvals.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody><tr>${approvals.map(() => '<td class="stamp"></td>').join('')}</tr></tbody></table></section>
<section><h2>集計</h2>${table(
    '機能ごと、実行レベルごとの集計',
    summaryHeads,
    summaryLines(sources).map((cells) => row(cells.map((each) => cell(String(each))))),
  )}
${table(
  '実行されなかったもの',
  ['対象', '内容'],
  notRunLines(sources).map((cells) => row(cells.map(cell))),
)}</section>
<section><h2>試験成績</h2>${table(
    '試験成績',
    columns.map(({ head }) => head),
    sources.rows.map(testRow),
    'tests',
  )}</section>
<section><h2>追跡表</h2>${table('規則と試験の対応', ['規則', '取扱説明書の文（その場所）', '確かめること', '推定', '判定', ...levels, '項番'], traces)}</section>
<section><h2>証跡</h2>${pictures(sources) || '<p>画像のある試験はありません。</p>'}</section>
</main>
</body>
</html>
`;
}

const cell = (text: string): string => html(text).replaceAll('\n', '<br>');
const row = (cells: readonly string[]): string => `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
const verdict = (word: string): string => `<span class="${word === '不合格' ? 'bad' : ''}">${html(word)}</span>`;
const table = (caption: string, heads: readonly string[], rows: readonly string[], name = ''): string =>
  `<div class="wide" role="region" tabindex="0" aria-label="${html(caption)}"><table class="${name}"><caption>${html(caption)}</caption><thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;

const pictureId = ({ number, level }: EvidenceRow): string => `pictures-${number}-${level}`;

/** The first row of a scenario is where its number leads. */
function testRow(test: EvidenceRow, index: number, all?: readonly EvidenceRow[]): string {
  const first = all?.findIndex(({ number }) => number === test.number) === index;
  const cells = columns.map(({ head, value }) => (head === '判定' ? verdict(value(test)) : cell(value(test))));
  const seen =
    test.pictures.length === 0 ? '' : ` <a href="#${html(pictureId(test))}">画像 ${test.pictures.length} 枚</a>`;
  return `<tr${first ? ` id="${html(test.number)}"` : ''}>${cells.map((each, at) => `<td>${each}${at === cells.length - 1 ? seen : ''}</td>`).join('')}</tr>`;
}

function pictures({ rows, picture }: WorkbookSources): string {
  return rows
    .filter((test) => test.pictures.length > 0)
    .map((test) => {
      const shown = test.pictures.map(({ path, mediaType, caption }) => {
        const bytes = picture(path);
        return bytes === undefined
          ? `<p>画像がありません: ${html(path)}</p>`
          : `<figure><img loading="lazy" alt="${html(caption)}" src="data:${html(mediaType)};base64,${bytes.toString('base64')}"><figcaption>${html(caption)}</figcaption></figure>`;
      });
      return `<section id="${html(pictureId(test))}"><h3><a href="#${html(test.number)}">${html(test.number)}</a> ${html(test.level)} ${html(test.name)}</h3>${shown.join('')}</section>`;
    })
    .join('\n');
}

const style = `
:root { font-family: "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif; line-height: 1.5; color: #111; background: #fff }
body { margin: 1rem } h1 { font-size: 1.6rem } a { color: #0b4fa0 }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: .5rem 0 1rem } caption { text-align: start; font-weight: bold }
th, td { border: 1px solid #999; padding: .2rem .4rem; vertical-align: top; text-align: start } th { background: #e8eef7 }
.tests td { min-width: 6rem; max-width: 18rem; overflow-wrap: anywhere } .stamp { width: 5rem; height: 5rem } .bad { color: #9b1216; font-weight: bold }
img { max-width: 100%; border: 1px solid #999 } figure { margin: .5rem 0 }
@media print {
  @page { size: A4 landscape; margin: 10mm }
  body { margin: 0; font-size: 6.5pt } .cover, section { break-after: page } section section { break-after: auto }
  .wide { overflow: visible } .tests td { min-width: 0; max-width: none; padding: .1rem .2rem } tr, figure { break-inside: avoid } img { max-height: 16cm } a { color: inherit; text-decoration: none }
}
`;
