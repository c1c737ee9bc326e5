/** The first line: product, the desk's clock, the other language. PURE. */

import type { Rect } from '../geometry.ts';
import { duration, japanTime } from '../texts/times.ts';
import { type Brush, width } from './brush.ts';
import { fill, hit, put } from './grid.ts';

export function drawTitle(brush: Brush, area: Rect): void {
  const { grid, theme, context, t } = brush;
  fill(grid, area, theme.title);
  const clock = context.desk.clock();
  const at = japanTime(context.now);
  const shift = clock.mode === 'offset' ? ` ${duration(clock.offsetMs)}` : '';
  const when = area.width >= 60 ? `${at.date} ${at.time} JST` : at.time;
  const mode = `${t.clockModes[clock.mode]}${shift}`;
  const language = t.otherLanguage;
  const right = ` ${mode}  ${when}  ${language} `;
  const x = area.x + area.width - width(brush, right);
  const long = ` ${t.product}  ${context.owns ? t.desk : t.attached}`;
  const name = width(brush, long) < x - area.x ? long : ` ${t.product}`;
  put(grid, area.x, area.y, name, theme.title, x);
  put(grid, x, area.y, right, theme.titleDim);
  put(grid, x + width(brush, ` ${mode}  `), area.y, when, theme.title);
  hit(
    grid,
    { x, y: area.y, width: width(brush, ` ${mode}  ${when}`), height: 1 },
    { type: 'command', command: 'clock' },
  );
  const languageX = area.x + area.width - width(brush, language) - 2;
  put(grid, languageX + 1, area.y, language, theme.titleKey);
  hit(
    grid,
    { x: languageX, y: area.y, width: width(brush, language) + 2, height: 1 },
    { type: 'command', command: 'language' },
  );
}
