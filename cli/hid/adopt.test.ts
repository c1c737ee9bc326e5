/** `ichido token adopt`: the file goes to the bank, the token to the desk, and a code that isn't its own is noticed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { pskcKey, pskcOf, secretOf } from '../../portal-stub/testing/test-bank.ts';
import { codeOfStep, stepAt } from '../../simulator/device/otp.ts';
import { memoryHid } from '../../simulator/hid/io/memory-hid.ts';
import { ichido } from '../testing/test-command.ts';

const FOB = 'SKTH90001';
const now = 1_775_001_600_000;
let desk: RunningDesk;
let folder: string;
let pskc: string;

beforeEach(async () => {
  desk = await startDesk({ demo: false, seed: 1, now, hid: memoryHid() });
  folder = mkdtempSync(join(tmpdir(), 'ichido-adopt-'));
  pskc = join(folder, 'fob.xml');
  writeFileSync(pskc, pskcOf([pskcKey(FOB)]));
  const { portalUrl: portal, controlUrl: control, secret } = desk;
  writeFileSync(join(folder, 'desk.json'), JSON.stringify({ portal, control, secret, pid: process.pid }));
  vi.stubEnv('ICHIDO_DESK', join(folder, 'desk.json'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('with its PSKC file: the bank knows it, and a code of another token is doubted', async () => {
  const adopted = await ichido('token', 'adopt', FOB, '--pskc', pskc);
  expect(adopted).toMatchObject({ code: 0, err: expect.stringContaining('checked against its secret') });
  expect(desk.service.serial(FOB)).toBeDefined();
  const asked: (string | undefined)[] = [];
  desk.hid.onPrompt((prompt) => prompt && asked.push(prompt.because ?? prompt.ask));
  const right = codeOfStep(secretOf(FOB), stepAt(now));
  const wrong = `${(Number(right[0]) + 1) % 10}${right.slice(1)}`;
  const pressed = desk.tray.press(FOB);
  expect([desk.hid.typed(wrong), desk.hid.typed(right)]).toEqual([true, true]);
  expect(await pressed).toMatchObject({ ok: true, value: { face: { code: right } } });
  expect(asked).toEqual(['type', 'wrong']);
});

test('without one: any six digits are passed on, and it says so', async () => {
  const adopted = await ichido('token', 'adopt', FOB);
  expect(adopted).toMatchObject({ code: 0, err: expect.stringContaining('unchecked') });
  const pressed = desk.tray.press(FOB);
  desk.hid.typed('123456');
  expect(await pressed).toMatchObject({ ok: true, value: { face: { code: '123456' } } });
});

test('a serial that stands there already is refused in the desk’s own words; a key without its file is wrong usage', async () => {
  await ichido('token', 'adopt', FOB);
  expect(await ichido('token', 'adopt', FOB)).toMatchObject({ code: 1, err: expect.stringContaining('taken') });
  writeFileSync(join(folder, 'key'), '00112233445566778899aabbccddeeff');
  expect((await ichido('token', 'adopt', FOB, '--pskc-key', `@${join(folder, 'key')}`)).code).toBe(2);
});
