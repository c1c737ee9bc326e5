/** What was explored completely, beside the scenarios: each its table, what it counts and what it leaves out. PURE. */

import { japanDateTime } from '../../../common/japan-time.ts';
import { bothLanguages } from '../../../common/text.ts';
import type { Exploration } from '../../explore/exploration.ts';
import { badge, html, say, table } from './html.ts';

export function exploredSection(explored: readonly Exploration[]): string {
  if (explored.length === 0) return '';
  return `<section aria-label="${bothLanguages({ ja: '網羅した検査', en: 'Explored' })}"><h2>${say({ ja: '網羅した検査', en: 'Explored completely' })}</h2>\n${explored.map(one).join('\n')}\n</section>`;
}

function one({ name, title, notes, heads, rows, success, at, ms }: Exploration): string {
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${html(String(cell))}</td>`).join('')}</tr>`);
  const when = `${japanDateTime(at)}, ${(ms / 1000).toFixed(1)} s`;
  return `<details id="explored-${html(name)}"><summary>${say(title)} ${badge(success ? 'proved' : 'failing')}</summary>${notes.map((note) => `<p>${say(note)}</p>`).join('')}${table(title, heads, cells)}<p class="seen">${html(when)}</p></details>`;
}
