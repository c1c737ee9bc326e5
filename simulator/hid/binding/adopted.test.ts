/** Tokens that only eyes can read: what a person types, mistypes and types too late. */
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../cell/clock.ts';
import { createLiveTray } from '../../cell/live-tray.ts';
import { memoryHid } from '../io/memory-hid.ts';
import { virtualTimers } from '../talk/virtual-timers.ts';
import { createRealTokens, type Prompt } from './real-tokens.ts';
import { readLine } from './typed-line.ts';

const FOB = 'SKTH90001';

function setUp(stepsOff?: (serial: string, code: string) => number | 'none' | undefined) {
  const timers = virtualTimers();
  const tray = createLiveTray({ clock: createClock({ wall: () => 59_000 }), seed: new Uint8Array(32) });
  const random = (length: number) => new Uint8Array(length);
  const hid = createRealTokens({ port: memoryHid(), timers, tray, random, deadlineMs: 20_000, stepsOff });
  onTestFinished(() => hid.close());
  const prompts: (Prompt | undefined)[] = [];
  hid.onPrompt((prompt) => prompts.push(prompt));
  expect(hid.adopt(FOB)).toMatchObject({ ok: true });
  /** A press, and one line a second from whoever was asked. */
  const pressTyping = (...lines: readonly string[]) => {
    for (const [at, line] of lines.entries()) timers.at(1000 * (at + 1), () => void hid.typed(line));
    return tray.press(FOB);
  };
  return { tray, hid, prompts, pressTyping };
}
const because = (prompts: readonly (Prompt | undefined)[]) =>
  prompts.flatMap((prompt) => (prompt === undefined ? [] : [prompt.because ?? 'asked']));

test('a press asks for what the display shows, and takes it', async () => {
  const { pressTyping, prompts } = setUp();
  expect(await pressTyping('755224')).toMatchObject({ ok: true, value: { face: { code: '755224' } } });
  expect(prompts).toMatchObject([{ serial: FOB, ask: 'type' }, undefined]);
});

test('a slip, a battery notice and a second look are asked for again, within one press', async () => {
  const { pressTyping, prompts } = setUp();
  expect(await pressTyping('75522', 'bAtt 05', 'もう一度', '755224')).toMatchObject({ ok: true });
  expect(because(prompts)).toEqual(['asked', 'garbage', 'battery', 'again']);
});

test.each([
  ['not of this token', 'none', 'wrong'],
  ['of an earlier step', -3, 'late'],
  ['of a later step', 2, 'early'],
] as const)('a code that is %s is asked for again; typed twice it is meant', async (_what, off, told) => {
  const { pressTyping, prompts } = setUp((_serial, code) => (code === '111111' ? off : 0));
  expect(await pressTyping('111111', '755224')).toMatchObject({ ok: true, value: { face: { code: '755224' } } });
  expect(because(prompts)).toEqual(['asked', told]);
  const stubborn = setUp(() => off);
  expect(await stubborn.pressTyping('111111', '111111')).toMatchObject({ ok: true });
});

test.each([1, 0, -1])('a code %i steps off is a person’s time', async (off) => {
  const { pressTyping, prompts } = setUp(() => off);
  expect(await pressTyping('755224')).toMatchObject({ ok: true });
  expect(because(prompts)).toEqual(['asked']);
});

test('who gives up, and who does not answer in time, is told apart', async () => {
  const refusal = async (...lines: readonly string[]) => {
    const answer = await setUp().pressTyping(...lines);
    return answer.ok ? '' : answer.refusal.text.en;
  };
  expect(await refusal('やめる')).not.toBe(await refusal());
});

test('is released, and never takes the serial of a virtual token', () => {
  const { tray, hid } = setUp();
  expect(hid.adopt(FOB)).toMatchObject({ ok: false, code: 'serial-taken' });
  expect(hid.release(FOB)).toMatchObject({ ok: true });
  expect(tray.serials()).toEqual([]);
  expect(hid.adopt('SKTH1')).toMatchObject({ ok: false, code: 'serial-invalid' });
});

test.each([
  ['７５５２２４', { kind: 'code', code: '755224' }],
  [' 755224 ', { kind: 'code', code: '755224' }],
  ['ｂＡｔｔ　０５', { kind: 'battery' }],
  ['Lo-batt 2', { kind: 'battery' }],
  ['', { kind: 'again' }],
  ['give up', { kind: 'give-up' }],
  ['8E8.88', { kind: 'garbage' }],
  ['7552240', { kind: 'garbage' }],
])('%j is read as %j', (line, read) => {
  expect(readLine(line)).toEqual(read);
});
