/**
 * What eyes see on the screen of the desk: the clock, the label of the token in front, what its display shows, the log.
 * Everything is read off characters and colours. PURE.
 */
import { type Ink, readSegments } from './seven-segment.ts';

/** A character and the brightness of its two colours, 0 to 255; undefined = the terminal's own. */
export interface SeenCell {
  readonly ch: string;
  readonly fore: number | undefined;
  readonly back: number | undefined;
}

/** Rows of cells; the second half of a wide character is a cell without a character. */
export type Sight = readonly (readonly SeenCell[])[];

export interface Label {
  readonly serial: string;
  readonly kind: 'hardware' | 'software';
  /** Where the label is. */
  readonly row: number;
  readonly column: number;
}

export const rowText = (row: readonly SeenCell[]): string => row.map(({ ch }) => ch).join('');
/** The screen for a report, which codes that may have been typed don't enter. */
export const reportOf = (sight: Sight): string =>
  sight
    .map((row) => rowText(row).trimEnd())
    .join('\n')
    .replace(/(?<!\d)\d{6}(?!\d)/g, '●●●●●●');

/** The instant on the first line, milliseconds since the epoch; seconds are what a clock on a wall shows. */
export function clockIn(sight: Sight): number | undefined {
  const [, date, time] = / (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) JST/.exec(rowText(sight[0] ?? [])) ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${time}+09:00`);
}

/** The lines of the log, oldest first: the pane at the bottom left. */
export function logOf(sight: Sight): readonly string[] {
  const rows = sight.map(rowText);
  const top = rows.findIndex((row) => /^.─ 記録 ─/.test(row));
  if (top < 0) return [];
  const pane = rows.slice(top + 1);
  const end = pane.findIndex((row) => !row.startsWith('│'));
  return (end < 0 ? pane : pane.slice(0, end)).map((row) => (row.split('│')[1] ?? '').trim()).filter(Boolean);
}

/** What the list is narrowed to; undefined where it shows all. */
export function filterOf(sight: Sight): string | undefined {
  const list = sight.map((row) => rowText(row.slice(0, listEnd(sight)))).join('\n');
  return / \/絞り込み: (\S*)/.exec(list)?.[1];
}

/** The label of the token that is shown large: on a hardware token beside the ring, on a phone below the digits. */
export function labelOf(sight: Sight): Label | undefined {
  for (const [row, cells] of sight.entries()) {
    const text = rowText(cells);
    const hardware = /◎ (SKT[HS]\d{5})(?!\d)/.exec(text);
    const software = /シリアル番号 (SKT[HS]\d{5})(?!\d)/.exec(text);
    const found = hardware ?? software;
    if (found === null) continue;
    const column = cells.findIndex((_, at) => rowText(cells.slice(at)).startsWith(found[0]));
    return { serial: found[1] ?? '', kind: hardware === null ? 'software' : 'hardware', row, column };
  }
  return undefined;
}

/** How long the code in front is still the current one; undefined where the desk says nothing of it. */
export function secondsLeft(sight: Sight): number | undefined {
  const [, seconds] = /残り *(\d+)秒/.exec(sight.map(rowText).join('\n')) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

/** What the display of the token shows: '' when it is dark, undefined when it can't be read. */
export function displayOf(sight: Sight, label: Label): string | undefined {
  const step = label.kind === 'hardware' ? 1 : -1;
  const rows: number[] = [];
  // From the label to the next row that has letters: the display and its frame, which are blocks of colour.
  for (let row = label.row + step; ; row += step) {
    const cells = sight[row]?.slice(listEnd(sight));
    if (cells === undefined) break;
    if (cells.some(({ ch }) => !isBlock(ch))) {
      if (rows.length > 1) break;
      continue;
    }
    rows.push(row);
  }
  const picture = rows.sort((a, b) => a - b).flatMap((row) => pixelRows((sight[row] ?? []).slice(listEnd(sight))));
  return readSegments(inkIn(picture));
}

type Pixel = number | undefined;

const isBlock = (ch: string): boolean => ch === '' || ' ▀▄█▌▐'.includes(ch);

/** A cell is two pixels high. */
function pixelRows(cells: readonly SeenCell[]): [Pixel[], Pixel[]] {
  const upper = cells.map(({ ch, fore, back }) => (ch === '▀' || ch === '█' ? fore : back));
  const lower = cells.map(({ ch, fore, back }) => (ch === '▄' || ch === '█' ? fore : back));
  return [upper, lower];
}

/** Less is not seen as lit: segments that are off shimmer through the glass, and a dark display shows where they are. */
const leastContrast = 25;

/** What stands out from the ground of the display, which is the colour that most of it has. */
function inkIn(picture: readonly (readonly Pixel[])[]): Ink {
  const counts = new Map<number, number>();
  for (const pixel of picture.flat()) if (pixel !== undefined) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const [ground] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (ground === undefined) return [];
  const inside = picture.map((row) => [row.indexOf(ground), row.lastIndexOf(ground)] as const);
  const left = Math.min(...inside.filter(([first]) => first >= 0).map(([first]) => first));
  const right = Math.max(...inside.map(([, last]) => last));
  return picture.flatMap((row) =>
    row.includes(ground)
      ? [
          row
            .slice(left, right + 1)
            .map((pixel) => (pixel !== undefined && Math.abs(pixel - ground) >= leastContrast ? '#' : '.'))
            .join(''),
        ]
      : [],
  );
}

/** Where the list of tokens ends and the token in front begins. */
function listEnd(sight: Sight): number {
  const frame = sight.find((row) => /^.─ トークン /.test(rowText(row)));
  const end = frame?.findIndex(({ ch }, at) => at > 0 && (ch === '╮' || ch === '┐')) ?? -1;
  return end + 1;
}
