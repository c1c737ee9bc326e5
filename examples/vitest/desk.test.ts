import { type RunningDesk, startDesk } from 'ichido';
import { afterAll, beforeAll, expect, test } from 'vitest';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ seed: 1, now: Date.parse('2026-04-01T09:00:00+09:00'), demo: false });
});
afterAll(() => desk.stop());

test('the code of a token changes every 30 seconds', async () => {
  const serial = desk.issue('hardware');
  const first = await desk.code(serial);
  desk.clock.change({ advanceMs: 30_000 });
  const second = await desk.code(serial, { fresh: true });
  expect(first).toMatch(/^\d{6}$/);
  expect(second).not.toBe(first);
});

test('the bank knows a token that was issued, and nobody has it yet', () => {
  const serial = desk.issue('software');
  expect(desk.service.serial(serial)).toMatchObject({ serial });
  expect(desk.contract({ mode: 'individual' }).users[0]?.serial).toBeUndefined();
});

test('what is refused says why, in a code', async () => {
  await expect(desk.code('SKTH99999')).rejects.toMatchObject({ code: 'unknown-serial' });
});
