/** Cells of a terminal screen → an SVG picture. PURE: who asks has read the cells from a real terminal. */
export interface PictureCell {
  /** '' on the second half of a wide character. */
  readonly text: string;
  readonly width: 0 | 1 | 2;
  /** Palette number 0 to 255, or undefined for the terminal's own. */
  readonly fg: number | undefined;
  readonly bg: number | undefined;
  readonly bold: boolean;
  readonly inverse: boolean;
}

export interface PictureScreen {
  readonly cols: number;
  readonly rows: number;
  cell(x: number, y: number): PictureCell;
  readonly cursor?: { readonly x: number; readonly y: number } | undefined;
}

const cellWidth = 9;
const cellHeight = 18;
const margin = 14;
const bar = 30;
const ownForeground = '#d8dee4';
const ownBackground = '#14181c';

/** @param title shown in the window's bar. */
export function picture(screen: PictureScreen, title: string): string {
  const width = screen.cols * cellWidth + margin * 2;
  const height = screen.rows * cellHeight + margin * 2 + bar;
  const grounds: string[] = [];
  const shapes: string[] = [];
  const texts: string[] = [];
  for (let y = 0; y < screen.rows; y++) {
    for (let x = 0; x < screen.cols; x++) {
      const cell = screen.cell(x, y);
      if (cell.width === 0) continue;
      const [ink, ground] = colours(cell);
      const place = { x: margin + x * cellWidth, y: bar + margin + y * cellHeight, width: cell.width * cellWidth };
      if (ground !== ownBackground) grounds.push(rect(place.x, place.y, place.width, cellHeight, ground));
      const drawn = block(cell.text, place.x, place.y, ink);
      if (drawn !== undefined) shapes.push(drawn);
      else if (cell.text.trim() !== '') texts.push(text(cell, place.x, place.y, ink));
    }
  }
  const cursor =
    screen.cursor === undefined
      ? ''
      : rect(
          margin + screen.cursor.x * cellWidth,
          bar + margin + screen.cursor.y * cellHeight,
          2,
          cellHeight,
          '#ffffff',
        );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" rx="8" fill="${ownBackground}"/>
<g fill="#3a4149"><circle cx="18" cy="16" r="5.5"/><circle cx="36" cy="16" r="5.5"/><circle cx="54" cy="16" r="5.5"/></g>
<text x="${width / 2}" y="20" fill="#8b949e" font-family="sans-serif" font-size="12" text-anchor="middle">${escaped(title)}</text>
<g shape-rendering="crispEdges">
${merged(grounds).join('\n')}
${merged(shapes).join('\n')}
</g>
<g font-family="'DejaVu Sans Mono','Noto Sans Mono CJK JP','Noto Sans CJK JP',Menlo,Consolas,'MS Gothic',monospace" font-size="15" xml:space="preserve">
${texts.join('\n')}
</g>
${cursor}
</svg>
`;
}

function colours(cell: PictureCell): [string, string] {
  const ink = cell.fg === undefined ? ownForeground : palette(cell.fg);
  const ground = cell.bg === undefined ? ownBackground : palette(cell.bg);
  return cell.inverse ? [ground, ink] : [ink, ground];
}

const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

/** Neighbours of one colour and height become one rectangle: a tenth of the file. */
function merged(rects: readonly string[]): string[] {
  const out: string[] = [];
  let last: { x: number; y: string; width: number; height: string; fill: string } | undefined;
  const end = () => {
    if (last !== undefined) {
      out.push(`<rect x="${last.x}" y="${last.y}" width="${last.width}" height="${last.height}" fill="${last.fill}"/>`);
    }
    last = undefined;
  };
  for (const one of rects) {
    const match = /^<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="(#\w+)"\/>$/.exec(one);
    if (match === null) {
      end();
      out.push(one);
      continue;
    }
    const [, x, y, width, height, fill] = match as unknown as [string, string, string, string, string, string];
    if (last?.y === y && last.height === height && last.fill === fill && last.x + last.width === Number(x)) {
      last.width += Number(width);
    } else {
      end();
      last = { x: Number(x), y, width: Number(width), height, fill };
    }
  }
  end();
  return out;
}

/** Block elements are drawn as shapes, since fonts leave gaps between them. */
function block(ch: string, x: number, y: number, ink: string): string | undefined {
  const half = cellHeight / 2;
  const eighth = '▏▎▍▌▋▊▉'.indexOf(ch);
  if (ch !== '' && eighth >= 0) return rect(x, y, ((eighth + 1) * cellWidth) / 8, cellHeight, ink);
  switch (ch) {
    case '█':
      return rect(x, y, cellWidth, cellHeight, ink);
    case '▀':
      return rect(x, y, cellWidth, half, ink);
    case '▄':
      return rect(x, y + half, cellWidth, half, ink);
    case '▗':
      return rect(x + cellWidth / 2, y + half, cellWidth / 2, half, ink);
    case '▖':
      return rect(x, y + half, cellWidth / 2, half, ink);
    case '▝':
      return rect(x + cellWidth / 2, y, cellWidth / 2, half, ink);
    case '▘':
      return rect(x, y, cellWidth / 2, half, ink);
    case '─':
      return rect(x, y + half - 1, cellWidth, 1, ink);
    case '│':
      return rect(x + Math.floor(cellWidth / 2), y, 1, cellHeight, ink);
    case '┃':
      return rect(x + Math.floor(cellWidth / 2) - 1, y, 3, cellHeight, ink);
    default:
      return corner(ch, x, y, ink);
  }
}

function corner(ch: string, x: number, y: number, ink: string): string | undefined {
  const middleX = x + Math.floor(cellWidth / 2) + 0.5;
  const middleY = y + cellHeight / 2 - 0.5;
  const ends: { readonly [corner: string]: readonly [number, number] } = {
    '╭': [x + cellWidth, y + cellHeight],
    '╮': [x, y + cellHeight],
    '╰': [x + cellWidth, y],
    '╯': [x, y],
  };
  const end = ends[ch];
  if (end === undefined) return undefined;
  return `<path d="M${end[0]} ${middleY} Q${middleX} ${middleY} ${middleX} ${end[1]}" fill="none" stroke="${ink}" shape-rendering="auto"/>`;
}

function text(cell: PictureCell, x: number, y: number, ink: string): string {
  const weight = cell.bold ? ' font-weight="bold"' : '';
  // textLength keeps a glyph in its cell whatever font stands in.
  const length = cell.width * cellWidth - 0.5;
  return `<text x="${x}" y="${y + 14}" fill="${ink}"${weight} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(cell.text)}</text>`;
}

const escaped = (value: string): string =>
  value.replace(/[&<>"]/g, (ch) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[ch]!};`);

/** xterm's 256 colours. */
export function palette(index: number): string {
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  if (index < 16) return basic[index]!;
  if (index >= 232) return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return `#${hex(level(Math.floor(cube / 36)))}${hex(level(Math.floor(cube / 6) % 6))}${hex(level(cube % 6))}`;
}

const basic = [
  '#000000',
  '#cd3131',
  '#0dbc79',
  '#e5e510',
  '#2472c8',
  '#bc3fbc',
  '#11a8cd',
  '#e5e5e5',
  '#666666',
  '#f14c4c',
  '#23d18b',
  '#f5f543',
  '#3b8eea',
  '#d670d6',
  '#29b8db',
  '#ffffff',
];
