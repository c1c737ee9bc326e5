import { expect, test } from 'vitest';
import { start } from '../cell/test-live-tray.ts';
import { type AppToken, appFace, appNextChange, appToken, backupOf, readBackup } from './app-token.ts';
import { drift } from './device-clock.ts';

const secret = new Uint8Array(20).fill(9);
const app = appToken({ serial: 'SKTS00007', secret }, start);
const codeAt = (token: AppToken, now: number): string => {
  const face = appFace(token, now);
  if (face.kind !== 'code') throw new Error(`a code was expected, got ${face.kind}`);
  return face.code;
};

test('N4, P-08: it shows a code at once and all the time, another each step', () => {
  expect(codeAt(app, start)).toMatch(/^[0-9]{6}$/);
  expect(codeAt(app, start + 29_999)).toBe(codeAt(app, start));
  expect(codeAt(app, start + 30_000)).not.toBe(codeAt(app, start));
  expect(appNextChange(app, start)).toBe(start + 30_000);
});

test('a phone whose clock is 10 s ahead changes 10 s early', () => {
  const fast: AppToken = { ...app, clock: drift(app.clock, { offsetMs: 10_000 }, start) };
  expect(appNextChange(fast, start)).toBe(start + 20_000);
  expect(codeAt(fast, start + 20_000)).toBe(codeAt(app, start + 30_000));
});

test('S-32: a backup holds neither the secret nor any form of it', () => {
  const backup = backupOf(app, start);
  expect(readBackup(backup)).toEqual({ serial: 'SKTS00007', madeAt: start });
  const inside = Buffer.from(backup.split('.')[1] ?? '', 'base64url').toString('latin1');
  for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const) {
    expect(backup).not.toContain(Buffer.from(secret).toString(form));
    expect(inside).not.toContain(Buffer.from(secret).toString(form));
  }
});

const encode = (value: unknown): string =>
  `ichido-backup-1.${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

test.each([
  '',
  'SKTS00007',
  'ichido-backup-1.',
  'ichido-backup-2.e30',
  'ichido-backup-1.!!!!',
  `ichido-backup-1.${'A'.repeat(401)}`,
  encode(null),
  encode([]),
  encode({}),
  encode({ serial: 'SKTH00001', madeAt: 1 }),
  encode({ serial: ['SKTS00001'], madeAt: 1 }),
  encode({ serial: 'SKTS00001', madeAt: '1' }),
])('%s is no backup', (text) => {
  expect(readBackup(text)).toBeUndefined();
});
