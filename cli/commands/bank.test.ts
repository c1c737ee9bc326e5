import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { ichido } from '../testing/test-command.ts';

const demoId = '12345678901';
let running: RunningDesk;
let folder: string;

beforeEach(async () => {
  running = await startDesk({ seed: 1, now: Date.UTC(2026, 10, 22, 10, 3, 30) });
  folder = mkdtempSync(join(tmpdir(), 'ichido-bank-'));
  const { portalUrl: portal, controlUrl: control, secret } = running;
  const file = join(folder, 'desk.json');
  writeFileSync(file, JSON.stringify({ portal, control, secret, pid: process.pid }));
  vi.stubEnv('ICHIDO_DESK', file);
  vi.stubEnv('ICHIDO_LANG', 'en');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const wrongLogins = (count: number): void => {
  for (let i = 0; i < count; i++) running.service.act(demoId, { type: 'adminLogin', password: `wrong123${i}` });
};

test('a stopped contract is seen and unlocked, and the history and the mail say so', async () => {
  wrongLogins(10);
  expect(running.service.contract(demoId)?.stopped).toBe(true);
  expect((await ichido('bank', 'show')).out).toContain('STOPPED (ichido bank unlock)');
  expect(JSON.parse((await ichido('bank', 'show', '--json')).out)).toMatchObject({ contractId: demoId, stopped: true });
  expect((await ichido('bank', 'attempts')).out).toMatch(/adminLogin +refused: .*★ contract/);
  expect((await ichido('bank', 'unlock')).out).toContain('in use');
  expect(running.service.contract(demoId)?.stopped).toBe(false);
  expect((await ichido('bank', 'history', demoId)).out).toContain('利用中止の解除（銀行）');
  expect((await ichido('bank', 'mails')).out).toContain('お知らせ');
});

test('the table is in the language that was chosen', async () => {
  vi.stubEnv('ICHIDO_LANG', 'ja');
  expect((await ichido('bank', 'show')).out).toMatch(/^ご契約先ID: 12345678901\n利用中\n/);
});

test('a serial: where it stands, its lock, its drift; reset and unknown ones', async () => {
  running.service.setUp(demoId, { mode: 'shared', serial: 'SKTH00001' });
  expect((await ichido('bank', 'show', 'SKTH00001')).out).toContain(`contract: ${demoId}`);
  expect((await ichido('bank', 'reset', 'SKTH00001')).out).toContain('not locked');
  const unknown = await ichido('bank', 'reset', 'SKTH99999');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('not in stock')]);
  const shown = JSON.parse((await ichido('token', 'show', 'SKTH00001', '--json')).out);
  expect(shown).toMatchObject({ holder: { contract: demoId, driftSteps: 0 }, clock: { driftPpm: 0 } });
});

test('what is no contract or serial is wrong usage', async () => {
  expect((await ichido('bank', 'show', 'x')).code).toBe(2);
  expect((await ichido('bank', 'reset', 'x')).code).toBe(2);
  expect((await ichido('bank', 'history', '99999999999')).code).toBe(1);
});
