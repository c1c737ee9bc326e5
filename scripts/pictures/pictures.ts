/**
 * Makes the pictures of docs/pictures again: the real command in a pseudo terminal, walked through the battery swap with
 * the real portal; what the terminal's cells then hold is drawn as SVG, and as PNG where a Chromium is at hand.
 *
 *     node scripts/pictures/pictures.ts [--png] [folder]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IBufferCell } from '@xterm/headless';
import { findBrowser } from '../../browser/find-browser.ts';
import { type PictureCell, picture } from './terminal-picture.ts';
import { ichido, node, ownDesk, type PtyRun, root, runInPty } from './test-pty.ts';
import { walkSwap } from './walk-swap.ts';

const words = process.argv.slice(2);
const png = words.includes('--png');
const folder = resolve(words.find((word) => !word.startsWith('-')) ?? join(root, 'docs/pictures'));

/** The command with settings of its own: a manual clock would stand, so the pictures' times are those of the day. */
function start(cols: number, rows: number, lang: 'ja' | 'en'): PtyRun {
  return runInPty(node, [...ichido, 'tui', ...ownDesk, '--lang', lang], { cols, rows });
}

function svgOf({ xterm }: PtyRun, title: string): string {
  const buffer = xterm.buffer.active;
  let cell: IBufferCell | undefined;
  const at = (x: number, y: number): PictureCell => {
    cell = buffer.getLine(buffer.baseY + y)?.getCell(x, cell);
    if (cell === undefined) throw new Error(`no cell at ${x},${y}`);
    return {
      text: cell.getChars(),
      width: cell.getWidth() as 0 | 1 | 2,
      fg: cell.isFgDefault() ? undefined : cell.getFgColor(),
      bg: cell.isBgDefault() ? undefined : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  };
  return picture({ cols: xterm.cols, rows: xterm.rows, cell: at }, title);
}

function save(name: string, svg: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.svg`), svg);
  if (png) savePng(name, svg);
  console.log(name);
}

/** The same picture as pixels, twice as fine. */
function savePng(name: string, svg: string): void {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) as unknown as [string, string, string];
  const page = mkdtempSync(join(tmpdir(), 'ichido-picture-'));
  try {
    const html = join(page, 'picture.html');
    writeFileSync(html, `<body style="margin:0;background:transparent">${svg}</body>`);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=2',
    ];
    const target = join(folder, `${name}.png`);
    execFileSync(
      findBrowser() ?? 'chromium',
      [
        ...options,
        '--default-background-color=00000000',
        `--window-size=${width},${height}`,
        `--screenshot=${target}`,
        html,
      ],
      { stdio: 'ignore' },
    );
  } finally {
    rmSync(page, { recursive: true, force: true });
  }
}

/** Each walk with the moments that are kept of it. */
const walks = [
  { by: 'keys', lang: 'ja', cols: 80, rows: 24, keep: ['desk', 'fading', 'code', 'done'] },
  { by: 'mouse', lang: 'ja', cols: 120, rows: 40, keep: ['desk', 'fading', 'code', 'done'] },
  { by: 'keys', lang: 'en', cols: 80, rows: 24, keep: ['code'] },
  { by: 'mouse', lang: 'en', cols: 120, rows: 40, keep: ['desk', 'done'] },
] as const;

for (const { by, lang, cols, rows, keep } of walks) {
  const run = start(cols, rows, lang);
  try {
    const serial = await walkSwap(run, {
      by,
      lang,
      look: async (moment) => {
        if ((keep as readonly string[]).includes(moment)) {
          save(
            `${moment === 'desk' ? 'desk' : `swap-${moment}`}-${cols}x${rows}-${lang}`,
            svgOf(run, lang === 'ja' ? '一度 ichido' : 'ichido'),
          );
        }
      },
    });
    if (serial !== 'SKTH00003') throw new Error(`the portal shows ${serial}`);
  } finally {
    run.kill();
  }
}

const run = start(120, 40, 'ja');
try {
  await run.until(/http:\/\/127/);
  run.type('Gw');
  await run.until('スマートフォンの機種変更');
  run.type('y');
  await run.until('SKTS00001 → SKTS00002');
  save('phone-change-120x40-ja', svgOf(run, '一度 ichido'));
  run.type('\u001b');
  await run.until('トークン 4/4');
  run.type('m');
  await run.until('操作 SKTS00002');
  save('actions-120x40-ja', svgOf(run, '一度 ichido'));
} finally {
  run.kill();
}
process.exit(0);
