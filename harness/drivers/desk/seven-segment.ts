/**
 * Seven-segment digits, read as eyes read them: from what is lit, with a table of shapes of their own. Nothing of the
 * drawer is asked. PURE.
 */

/** What is lit: one character a pixel, `#` or another. */
export type Ink = readonly string[];

interface Size {
  readonly width: number;
  /** Odd: top, middle and bottom bar stand on rows of their own. */
  readonly height: number;
  readonly gap: number;
}

/** Sizes of displays, the largest first. */
const sizes: readonly Size[] = [
  { width: 6, height: 13, gap: 2 },
  { width: 5, height: 9, gap: 1 },
  { width: 4, height: 9, gap: 1 },
];

/** Lit segments, named as data sheets name them: a on top, then clockwise, g in the middle. */
const shapes: { readonly [lit: string]: string } = {
  abcdef: '0',
  bc: '1',
  abdeg: '2',
  abcdg: '3',
  bcfg: '4',
  acdfg: '5',
  acdefg: '6',
  abc: '7',
  abcdefg: '8',
  abcdfg: '9',
  abcefg: 'A',
  cdefg: 'b',
  defg: 't',
  def: 'L',
  cdeg: 'o',
  g: '-',
};

/**
 * The text; '' where nothing is lit, undefined where it can't be read. A blank between two signs is half a sign wide.
 */
export function readSegments(ink: Ink): string | undefined {
  const box = boxOf(ink);
  if (box === undefined) return '';
  const readings = new Set<string>();
  for (const size of sizes) {
    const middle = (size.height - 1) / 2;
    for (let top = box.top - middle; top <= box.top; top++) {
      if (top + size.height <= box.bottom) continue;
      for (let left = box.left - size.width + 1; left <= box.left; left++) {
        for (const text of readingsFrom(ink, size, left, top, box.right)) {
          if (!text.startsWith(' ')) readings.add(text);
        }
      }
    }
  }
  // Whatever can be read in two ways is no reading.
  const [only, ...others] = readings;
  return others.length === 0 ? only : undefined;
}

/** Every way to read the row of signs from `left` to the last lit column. */
function readingsFrom(ink: Ink, size: Size, left: number, top: number, right: number): string[] {
  if (left > right) return [''];
  const sign = signAt(ink, size, left, top);
  const next = left + size.width + size.gap;
  const here =
    sign === undefined || !isDark(ink, left + size.width, next)
      ? []
      : readingsFrom(ink, size, next, top, right).map((rest) => `${sign}${rest}`);
  const half = left + Math.ceil(size.width / 2) + size.gap;
  if (!isDark(ink, left, half)) return here;
  const after = readingsFrom(ink, size, half, top, right).filter((rest) => !rest.startsWith(' '));
  return [...here, ...after.map((rest) => ` ${rest}`)];
}

function signAt(ink: Ink, size: Size, left: number, top: number): string | undefined {
  const lit = new Map<string, { on: number; of: number }>();
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const on = isLit(ink, left + x, top + y);
      const segment = segmentAt(x, y, size);
      if (segment === undefined) {
        if (on) return undefined;
        continue;
      }
      const count = lit.get(segment) ?? { on: 0, of: 0 };
      lit.set(segment, { on: count.on + (on ? 1 : 0), of: count.of + 1 });
    }
  }
  if ([...lit.values()].some(({ on, of }) => on !== 0 && on !== of)) return undefined;
  const names = [...lit].filter(([, { on }]) => on > 0).map(([name]) => name);
  return shapes[names.sort().join('')];
}

/** The segment that a pixel of a sign belongs to; undefined in the corners and inside. */
function segmentAt(x: number, y: number, { width, height }: Size): string | undefined {
  const middle = (height - 1) / 2;
  const across = ({ 0: 'a', [middle]: 'g', [height - 1]: 'd' } as { readonly [row: number]: string })[y];
  const edge = x === 0 || x === width - 1;
  if (across !== undefined) return edge ? undefined : across;
  if (!edge) return undefined;
  return x === 0 ? (y < middle ? 'f' : 'e') : y < middle ? 'b' : 'c';
}

const isLit = (ink: Ink, x: number, y: number): boolean => ink[y]?.[x] === '#';

/** Nothing is lit in the columns from `from` to before `to`. */
const isDark = (ink: Ink, from: number, to: number): boolean =>
  ink.every((row) => !row.slice(Math.max(0, from), Math.max(0, to)).includes('#'));

function boxOf(ink: Ink): { left: number; right: number; top: number; bottom: number } | undefined {
  const rows = ink.flatMap((row, y) => (row.includes('#') ? [y] : []));
  const [top] = rows;
  const bottom = rows.at(-1);
  if (top === undefined || bottom === undefined) return undefined;
  const lit = ink.filter((row) => row.includes('#'));
  return {
    left: Math.min(...lit.map((row) => row.indexOf('#'))),
    right: Math.max(...lit.map((row) => row.lastIndexOf('#'))),
    top,
    bottom,
  };
}
