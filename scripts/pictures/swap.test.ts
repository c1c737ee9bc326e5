/**
 * The main job on the whole product: the guided battery swap, from a full battery to the new serial in the portal, with
 * the real servers, in two terminal emulators. The forms are filled by the http driver, from what the desk's screen says.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { ichido, node, ownDesk, type PtyRun, removeStateHome, runInPty } from './test-pty.ts';

import { hasTmux, runInTmux, type TmuxRun } from './test-tmux.ts';
import { walkSwap } from './walk-swap.ts';

afterAll(removeStateHome);

// The fading takes its seconds whatever the machine can do: the walks go beside each other.
const timeout = 120_000;
const concurrent = true;
const open: (PtyRun | TmuxRun)[] = [];
afterAll(() => {
  for (const run of open.splice(0)) 'kill' in run ? run.kill() : run.close();
});
const tui = [...ichido, 'tui', ...ownDesk];

test('the swap in a pty, by keys alone, at 80×24', { timeout, concurrent }, async () => {
  const run = runInPty(node, tui);
  open.push(run);
  expect(await walkSwap(run, { by: 'keys', lang: 'ja' })).toBe('SKTH00003');
});

/** Where the screens of the walk are kept, when somebody wants to look at them. */
const keep = process.env['ICHIDO_KEEP_SCREENS'];

const inTmux = test.skipIf(!hasTmux());

inTmux.each([
  ['by mouse alone, at 120×40', 'mouse', 'ja', 120, 40],
  ['in English, by keys alone, at 80×24', 'keys', 'en', 80, 24],
  ...(keep === undefined
    ? []
    : ([
        ['by keys alone, at 120×40', 'keys', 'ja', 120, 40],
        ['by keys alone, at 80×24', 'keys', 'ja', 80, 24],
        ['by mouse alone, at 80×24', 'mouse', 'ja', 80, 24],
        ['in English, by mouse alone, at 120×40', 'mouse', 'en', 120, 40],
      ] as const)),
] as const)(
  'in tmux (skipped where tmux is not installed): the swap %s',
  { timeout, concurrent },
  async (_, by, lang, cols, rows) => {
    const name = `swap-${by}-${lang}-${cols}x${rows}`;
    const run = runInTmux(name, [node, ...tui, '--lang', lang], cols, rows);
    open.push(run);
    const look = async (moment: string) => {
      if (keep === undefined) return;
      mkdirSync(keep, { recursive: true });
      writeFileSync(`${keep}/${name}-${moment}.txt`, run.text());
    };
    expect(await walkSwap(run, { by, lang, look })).toBe('SKTH00003');
    run.type('qy');
    await run.until('code=0');
  },
);

inTmux(
  'in tmux (skipped where tmux is not installed): lines are real characters for tmux’s copy, and a resize is followed',
  { timeout, concurrent },
  async () => {
    const run = runInTmux('copy', [node, ...tui], 80, 24);
    open.push(run);
    await run.until('SKTH00001');
    expect(run.text()).toContain('╭─ トークン');
    run.resize(120, 40);
    await run.until('ご契約先ID');
    expect(run.text().split('\n').length).toBeGreaterThanOrEqual(40);
    run.type('\u0003');
    await run.until('code=130');
  },
);
