/** A whole desk in a terminal, without a browser: what hands do there and eyes read there is what the desk holds. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlClient, connectControl } from '../../../simulator/control/client.ts';
import { NotSupported } from '../../ports.ts';
import { clockControl, tokenControl } from '../http/tokens.ts';
import { sceneStart } from '../scene-start.ts';
import { type Hands, handsAt } from './hands.ts';
import { startTui, type TuiDesk } from './tui.ts';

let desk: TuiDesk;
let client: ControlClient;
let hands: Hands;
/** What the desk itself says. */
let truth: Hands;

beforeAll(async () => {
  desk = await startTui({ now: sceneStart, seed: 1 });
  client = await connectControl({ url: desk.controlUrl, secret: desk.secret });
  truth = { tokens: tokenControl(client), clock: clockControl(client, false) };
  hands = handsAt(desk.terminal, truth);
}, 60_000);
afterAll(async () => {
  await client?.close();
  await desk?.stop();
});

const timeout = 60_000;

test('a token is issued, pressed and read, step by step, until its light goes out', { timeout }, async () => {
  const serial = await hands.tokens.issue('hardware');
  expect(await hands.tokens.face(serial)).toEqual({ kind: 'dark', text: '' });
  await hands.tokens.press(serial);
  for (const ms of [0, 29_000]) {
    await hands.clock.advance(ms);
    expect(await hands.tokens.face(serial)).toEqual(await truth.tokens.face(serial));
  }
  await hands.clock.advance(1000);
  expect(await hands.tokens.face(serial)).toEqual({ kind: 'dark', text: '' });
  const { face } = await hands.tokens.press(serial);
  expect(face).toMatchObject({ kind: 'code' });
  expect(await hands.tokens.press(serial)).toEqual({ face: { kind: 'dark', text: '' } });
});

test('a profile is chosen from the menu; its battery notice, then its code, then nothing', { timeout }, async () => {
  const serial = await hands.tokens.issue('hardware', 'lo-batt-card');
  expect(await client.call('tokens.list', {})).toContainEqual(
    expect.objectContaining({ serial, profile: 'lo-batt-card' }),
  );
  await hands.tokens.setBattery(serial, 9);
  expect((await hands.tokens.press(serial)).face).toEqual({ kind: 'battery', text: 'Lo-bAtt 2' });
  await hands.clock.advance(5000);
  expect(await hands.tokens.face(serial)).toEqual(await truth.tokens.face(serial));
  await hands.tokens.setBattery(serial, 0);
  expect((await hands.tokens.press(serial)).face).toEqual({ kind: 'dark', text: '' });
  await hands.tokens.fail(serial, 'garbage');
});

test('a display that shows nonsense gives no code', { timeout }, async () => {
  const serial = await hands.tokens.issue('hardware');
  await hands.tokens.fail(serial, 'garbage');
  expect((await hands.tokens.press(serial)).face).toMatchObject({ kind: 'garbage' });
});

test('an app: its code, a change of phone, a backup, the end', { timeout }, async () => {
  const old = await hands.tokens.issue('software');
  expect(await hands.tokens.face(old)).toEqual(await truth.tokens.face(old));
  const next = await hands.tokens.changePhone(old);
  expect(next).not.toBe(old);
  const restored = await hands.tokens.restore(await hands.tokens.backup(next));
  expect(new Set([old, next, restored]).size).toBe(3);
  await expect(hands.tokens.drift(restored, { offsetMs: 45_000 })).rejects.toThrow(NotSupported);
  await hands.tokens.uninstall(old);
  const left = (await client.call('tokens.list', {})).map(({ serial }) => serial);
  expect(left).toEqual(expect.arrayContaining([next, restored]));
  expect(left).not.toContain(old);
});

test('what is asked for at the same time is done one after the other', { timeout }, async () => {
  const serials = [await hands.tokens.issue('software'), await hands.tokens.issue('software')];
  const read = await Promise.all(serials.map((serial) => hands.tokens.face(serial)));
  expect(read).toEqual(await Promise.all(serials.map((serial) => truth.tokens.face(serial))));
});
