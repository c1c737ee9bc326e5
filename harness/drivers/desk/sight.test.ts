/** What eyes read is what the desk draws: its own frames, sent to a terminal and read back. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Face } from '../../../simulator/device/face.ts';
import { profiles } from '../../../simulator/device/profiles.ts';
import { theme } from '../../../simulator/tui/draw/theme.ts';
import { view } from '../../../simulator/tui/draw/view.ts';
import { createScreen } from '../../../simulator/tui/shell/screen.ts';
import { contextOf } from '../../../simulator/tui/state/context.ts';
import { hardware, software } from '../../../simulator/tui/testing/fake-facts.ts';
import { fakeWorld } from '../../../simulator/tui/testing/fake-world.ts';
import { start, testRun } from '../../../simulator/tui/testing/test-run.ts';
import { testTerminal } from '../../../simulator/tui/testing/test-terminal.ts';
import { sightOn } from './cells.ts';
import { clockIn, displayOf, labelOf, logOf, type Sight, secondsLeft } from './sight.ts';

const size = { cols: 120, rows: 50 };
const terminal = testTerminal(size.cols, size.rows);
const screen = createScreen(size.cols, size.rows);
afterAll(() => terminal.close());

/** The desk with one token in front, as it draws it. */
async function seeing(kind: 'hardware' | 'software', face: Face, battery = 100): Promise<Sight> {
  const world = fakeWorld(start, [kind === 'hardware' ? hardware(7, battery) : software(7)]);
  const desk = { ...world.desk, face: () => face };
  const { model } = await testRun(size, { ...world, desk });
  screen.forget();
  await terminal.write(screen.frame(view(model, contextOf({ ...world, desk }, 0), theme(true))));
  return sightOn(terminal.xterm);
}

const step = Math.floor(start / 30_000);
const codeFace = (code: string): Face => ({
  kind: 'code',
  text: code,
  code,
  step,
  validFrom: step * 30_000,
  validUntil: (step + 1) * 30_000,
});

async function read(kind: 'hardware' | 'software', face: Face, battery?: number): Promise<string | undefined> {
  const sight = await seeing(kind, face, battery);
  const label = labelOf(sight);
  if (label === undefined) throw new Error('no label');
  expect(label).toMatchObject({ serial: kind === 'hardware' ? 'SKTH00007' : 'SKTS00007', kind });
  return displayOf(sight, label);
}

/** Every digit at every place, every digit beside every digit, and some without a pattern. */
const codes = [
  ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(6)),
  ...Array.from({ length: 10 }, (_, first) => `${first}${(first + 1) % 10}${(first + 3) % 10}${first}11`),
  ...Array.from({ length: 60 }, (_, at) => String((at * 104_729 + 17) % 1_000_000).padStart(6, '0')),
  '111111',
  '114114',
  '411141',
  '747474',
  '000001',
  '100000',
  '171717',
];

describe.each(['hardware', 'software'] as const)('the display of a %s token', (kind) => {
  test.each(codes)('shows %s', async (code) => {
    expect(await read(kind, codeFace(code))).toBe(`${code.slice(0, 3)} ${code.slice(3)}`);
  });
});

test.each(['9', '5', '1', '0.4'])('a code fades at %s percent, and is still read', async (percent) => {
  expect(await read('hardware', codeFace('802497'), Number(percent))).toBe('802 497');
});

test.each(profiles.flatMap(({ notices }) => notices.map(({ text }) => text)))('the notice %s is read', async (text) => {
  expect(await read('hardware', { kind: 'battery', text }, 5)).toBe(text);
});

test('a dark display shows nothing, though its segments shimmer', async () => {
  expect(await read('hardware', { kind: 'dark', text: '' })).toBe('');
  expect(await read('hardware', { kind: 'dark', text: '' }, 0)).toBe('');
});

test('garbage is no code', async () => {
  expect((await read('hardware', { kind: 'garbage', text: 'EbA4_P' })) ?? '').not.toMatch(/^\d{3} \d{3}$/);
});

test('the clock, and what is left of a step', async () => {
  const sight = await seeing('hardware', codeFace('123456'));
  expect(clockIn(sight)).toBe(start);
  expect(secondsLeft(sight)).toBe(18);
  expect(logOf(sight)).toEqual([expect.any(String)]);
});
