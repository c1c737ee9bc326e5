import { expect, test } from 'vitest';
import { testRun } from '../testing/test-run.ts';

test('what the portal registers or refuses is in the log, and the list shows who holds what', async () => {
  const run = await testRun();
  run.world.register('SKTH00002');
  run.world.say({
    type: 'refused',
    contractId: '12345678901',
    act: 'register',
    serial: 'SKTH00001',
    why: { ja: '値が違う\u001b[2J', en: 'wrong code' },
  });
  expect(run.text()).toContain('SKTH00002 ポータルに登録: 全ての利用者');
  expect(run.text()).toContain('SKTH00001 ポータルが拒否: 値が違う?[2J');
  expect(run.text()).toMatch(/SKTH00002 100% +共有/);
});
