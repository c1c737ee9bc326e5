import { expect, test } from 'vitest';
import { demoContract, hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

test('what the portal registers or refuses is in the log, and the list shows who holds what', async () => {
  const run = await testRun();
  run.world.register('SKTH00002');
  run.world.say({
    type: 'refused',
    contractId: '12345678901',
    who: '管理者',
    act: 'register',
    serial: 'SKTH00001',
    why: { ja: '値が違う\u001b[2J', en: 'wrong code' },
  });
  expect(run.text()).toContain('SKTH00002 ポータルに登録: 全ての利用者');
  expect(run.text()).toContain('SKTH00001 拒否: 値が違う?[2J（管理者）');
  expect(run.text()).toMatch(/SKTH00002 100% +共有/);
});

const refused = {
  type: 'refused',
  contractId: '12345678901',
  who: 'user01',
  act: 'transfer',
  serial: 'SKTH00001',
  why: { ja: '確認暗証番号の誤り', en: 'wrong PIN' },
} as const;

test('a stop is told in words, in the log and beside the contract, without colour too', async () => {
  const world = fakeWorld(start);
  const run = await testRun({ cols: 120, rows: 40 }, world);
  world.contract = {
    ...demoContract,
    users: demoContract.users.map((user) => ({ ...user, stopped: user.userId === 'user01' })),
  };
  world.say({ ...refused, locked: 'user' });
  expect(run.text()).toContain('拒否: 確認暗証番号の誤り（user01）');
  expect(run.text()).toContain('user01 の利用を中止した');
  expect(run.text()).toContain('★ user01 利用中止');
  expect(run.text()).toContain('user01 利用中止 法人 太郎');
  world.contract = { ...demoContract, stopped: true };
  world.say({ ...refused, who: '管理者', locked: 'contract' });
  expect(run.text()).toContain('契約の利用を中止した');
  expect(run.text()).toContain('★ 利用停止中');
});

test('a clock that drifts is seen beside its token and in the log, and a right one takes no room', async () => {
  const run = await testRun({ cols: 120, rows: 40 });
  const plain = run.text();
  expect(plain).not.toContain('時計 ');
  await run.keys('d', '2', '0', 'tab', '-', '9', '0', 'enter');
  expect(run.text()).toContain('時計 -90秒、+20 ppm');
  expect(run.text()).toContain('SKTH00001 時計を変えた: -90秒、+20 ppm');
  await run.keys('d', '0', 'tab', '0', 'enter');
  expect(run.text()).toContain('時計を変えた: 正しい');
});

test('a retired app says so in the list, on its phone and in the log', async () => {
  const world = fakeWorld(start, [hardware(1), { ...software(1), state: 'retired' }]);
  const run = await testRun({ cols: 120, rows: 40 }, world);
  await run.keys('G');
  expect(run.text()).toMatch(/SKTS00001 +旧 /);
  expect(run.text()).toContain('ワンタイムパスワード (使用終了)');
  const token = { ...software(1), state: 'retired', face: world.desk.face('SKTS00001', start) } as const;
  await run.send({ type: 'desk', event: { type: 'token.changed', token } });
  expect(run.model.log.at(-1)?.text.en).toContain('retired');
});

test('of more users than fit, how many more there are, and the page reaches the last', async () => {
  const world = fakeWorld(start);
  const users = Array.from({ length: 30 }, (_, i) => ({ ...demoContract.users[0]!, userId: `user${i + 1}` }));
  world.contract = { ...demoContract, users };
  const run = await testRun({ cols: 120, rows: 40 }, world);
  expect(run.text()).toMatch(/ほか\d+ \(i\)/);
  await run.keys('i', ...Array<string>(60).fill('down'));
  expect(run.text()).toContain('user30');
});

test('what the bank wrote down before stands first in the log, once, with its own time', async () => {
  const world = fakeWorld(start);
  world.past = [
    {
      at: start - 3_600_000,
      fact: { type: 'registered', contractId: '12345678901', serial: 'SKTH00002', users: [], oldSerials: [] },
    },
    { at: start - 60_000, fact: refused },
  ];
  const run = await testRun({}, world);
  await run.keys('space');
  world.say({ type: 'changed' });
  expect(run.model.log.map(({ at }) => at)).toEqual([start - 3_600_000, start - 60_000, start]);
  expect(run.text()).toContain('16:03:12 SKTH00002 ポータルに登録');
});
