/** The stage on a desk that somebody else runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../../../desk/start-desk.ts';
import { NotSupported } from '../../ports.ts';
import { openHttpStage } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'ichido-stage-'));
const file = join(folder, 'desk.json');
let desk: RunningDesk;

beforeAll(async () => {
  desk = await startDesk({ demo: false, seed: 1 });
  writeFileSync(file, JSON.stringify({ portal: desk.portalUrl, control: desk.controlUrl, secret: desk.secret }));
});
afterAll(async () => {
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('tokens come onto it, its clock is the time of day and nobody’s to move, and it runs on afterwards', async () => {
  const stage = await openHttpStage({ desk: file });
  const before = desk.tray.serials().length;
  await stage.begin?.();
  await stage.tokens.issue('hardware');
  expect(desk.tray.serials()).toHaveLength(before + 1);
  expect(Math.abs((await stage.clock.now()) - Date.now())).toBeLessThan(60_000);
  await expect(stage.clock.advance(1000)).rejects.toThrow(NotSupported);
  await stage.close();
  expect((await fetch(desk.portalUrl)).status).toBe(200);
});

test('what stands in its windows is told until the scene is over', async () => {
  const stage = await openHttpStage({ desk: file });
  const contract = await stage.bank.createContract({ users: [{ userId: 'user01', name: '法人 太郎' }] });
  await stage.admin(contract).logIn(contract.password);
  expect(stage.shown?.().map(({ name }) => name)).toEqual(['管理者: ご契約先ステータス']);
  expect(stage.shown?.()[0]?.text).toMatch(/name="csrf" value="\*\*\*"/);
  await stage.end?.();
  expect(stage.shown?.()).toEqual([]);
  await stage.close();
});

test('a file that is none of a desk’s is an error', async () => {
  writeFileSync(join(folder, 'other.json'), '{}');
  await expect(openHttpStage({ desk: join(folder, 'other.json') })).rejects.toThrow('other.json');
});
