/** What the runs against wrong portals come to: verdicts, steps that never fail, the page. PURE. */
import type { Fault } from '../../harness/faults/fault.ts';
import type { Telling } from '../../harness/faults/tell.ts';

export type Verdict =
  /** A scenario with an id of the fault fails. */
  | 'told'
  /** Scenarios fail, none of which carries an id of the fault. */
  | 'told by others'
  | 'survived'
  /** Nothing was run against it, so nothing is known. */
  | 'nothing ran'
  /** The right portal: no scenario may fail. */
  | 'right'
  | 'the right portal is refused';

export interface Judgement {
  readonly telling: Telling;
  readonly verdict: Verdict;
}

export function judge(telling: Telling, fault: Fault | undefined): Judgement {
  const { ran, told } = telling;
  if (ran === 0) return { telling, verdict: 'nothing ran' };
  if (fault === undefined) return { telling, verdict: told.length === 0 ? 'right' : 'the right portal is refused' };
  if (told.length === 0) return { telling, verdict: 'survived' };
  const by = told.some(({ tags }) => fault.breaks.some((id) => tags.includes(id)));
  return { telling, verdict: by ? 'told' : 'told by others' };
}

/** The definitions of Then steps at which no wrong portal fails: emptied, nobody would notice. */
export function neverFailing(tellings: readonly Telling[], thens: readonly string[]): readonly string[] {
  const failing = new Set(
    tellings.filter(({ fault }) => fault !== '').flatMap(({ told }) => told.map((each) => each.definition)),
  );
  return thens.filter((definition) => !failing.has(definition));
}

/** One row a fault: what it is, its ids, and at each level the scenarios that told it. */
export function matrixPage(faults: readonly Fault[], tellings: readonly Telling[]): string {
  const levels = [...new Set(tellings.map(({ level }) => level))];
  const rows = faults.map((fault) => {
    const cells = levels.map((level) => {
      const telling = tellings.find((each) => each.level === level && each.fault === fault.name);
      if (telling === undefined) return '<td>–</td>';
      const { verdict } = judge(telling, fault);
      const by = telling.told.map(({ at, scenario }) => `<li>${escaped(at)} ${escaped(scenario)}</li>`).join('');
      return `<td class="${verdict === 'told' ? 'told' : 'not'}">${verdict} (${telling.told.length})<ul>${by}</ul></td>`;
    });
    return `<tr><th scope="row">${escaped(fault.name)}</th><td>${escaped(fault.breaks.join(' '))}</td><td lang="ja">${escaped(fault.text.ja)}</td>${cells.join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ichido: wrong portals</title>
<style>body{font-family:sans-serif}td,th{border:1px solid #999;padding:.3em;vertical-align:top;text-align:left}.told{background:#e6f4e6}.not{background:#fbe3e3}table{border-collapse:collapse}ul{margin:0;padding-left:1.2em;font-size:small}</style>
<h1>Wrong portals and wrong tokens: which scenarios told them</h1>
<table><thead><tr><th>fault</th><th>breaks</th><th>text</th>${levels.map((level) => `<th>${level}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
</html>
`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
