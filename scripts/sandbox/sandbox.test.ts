/** The sandbox as a person has it: in a terminal, with the desk attached in another and the portal's pages beside. */
import { afterAll, expect, test } from 'vitest';
import { adminHttp } from '../../harness/drivers/http/admin.ts';
import type { BankContract } from '../../harness/ports.ts';
import { ichido, node, type PtyRun, removeStateHome, root, runInPty } from '../pictures/test-pty.ts';

const open: PtyRun[] = [];
afterAll(() => {
  for (const run of open) run.kill();
  removeStateHome();
});
const opened = (run: PtyRun): PtyRun => {
  open.push(run);
  return run;
};

test('the 前提 are played, then portal and desk are a person’s until Enter', { timeout: 90_000 }, async () => {
  const scenario = '電池切れトークンの交換（共有）';
  const sandbox = opened(
    runInPty(node, [`${root}scripts/sandbox/run.ts`, '--name', scenario], { cols: 160, rows: 40 }),
  );
  await sandbox.until('Enter で終わります', 60_000);
  const told = sandbox.text();
  expect(told).toMatch(/「旧」 SKTH00001　全員で共有/);
  const [, url = ''] = /portal: (http:\S+)/.exec(told) ?? [];
  const [, contractId = '', password = ''] = /ご契約先ID (\d{11})　ご契約先暗証番号 (\S+?)　/.exec(told) ?? [];

  const desk = opened(runInPty(node, [...ichido, 'tui', '--attach', '--lang', 'ja'], { cols: 120, rows: 40 }));
  await desk.until('SKTH00001', 60_000);
  const admin = adminHttp(url, { contractId } as BankContract);
  expect(await admin.logIn(password)).toMatchObject({ accepted: true });
  expect((await admin.openRegistration()).shown.serial).toBe('SKTH00001');

  sandbox.type('\r');
  expect(await sandbox.exited).toMatchObject({ exitCode: 0 });
  await expect(fetch(url)).rejects.toThrow();
});
