import { expect, test } from 'vitest';
import { hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

test('keys move the choice within 10,000 tokens, and the window follows', async () => {
  const tokens = Array.from({ length: 10_000 }, (_, i) => hardware(i + 1));
  const run = await testRun({}, fakeWorld(start, tokens));
  await run.keys('G');
  expect(run.model.chosen).toBe('SKTH10000');
  expect(run.text()).toContain('▸SKTH10000');
  await run.keys('g', 'down', 'j', 'pagedown');
  expect(run.model.chosen).toBe('SKTH00015');
  await run.keys('up', 'k', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up');
  expect(run.model.chosen).toBe('SKTH00001');
  await run.send({ type: 'wheel', target: { type: 'row', serial: 'SKTH00001' }, by: 1 });
  expect(run.model.chosen).toBe('SKTH00004');
});

test('the filter looks at serial, profile, state and holders', async () => {
  const run = await testRun({}, fakeWorld(start, [hardware(1), hardware(2, 5), software(1)]));
  run.world.register('SKTH00002');
  for (const [typed, wanted] of [
    ['skts', ['SKTS00001']],
    ['low', ['SKTH00002']],
    ['法人 太郎', ['SKTH00002']],
    ['skth shinkin', ['SKTH00001', 'SKTH00002']],
    ['nobody', []],
  ] as const) {
    await run.keys('/', ...typed, 'enter');
    expect(run.model.shown, typed).toEqual(wanted);
    await run.keys('/', 'escape');
  }
  expect(run.model.shown).toHaveLength(3);
  await run.keys('/', ...'nobody');
  expect(run.text()).toContain('一致するトークンがありません');
});

test('the filter follows the world: a battery that falls, a registration, a token that comes', async () => {
  const run = await testRun();
  await run.keys('/', ...'low', 'enter');
  expect(run.model.shown).toEqual([]);
  await run.world.desk.send({ type: 'setBattery', serial: 'SKTH00002', percent: 5 });
  run.world.add({ ...hardware(3, 4) });
  run.world.add(hardware(4));
  await run.wait(100);
  expect(run.model.shown).toEqual(['SKTH00002', 'SKTH00003']);
  await run.keys('/', 'home', ...'user01 ');
  expect(run.model.shown).toEqual([]);
  run.world.register('SKTH00003');
  await run.wait(100);
  expect(run.model.shown).toEqual(['SKTH00003']);
});

test('ten thousand tokens that come while a filter stands are filtered once', async () => {
  const run = await testRun();
  await run.keys('/', 'S');
  let asked = 0;
  const { info } = run.world.desk;
  const serials = Array.from({ length: 10_000 }, (_, i) => hardware(i + 3).serial);
  Object.assign(run.world.desk, {
    serials: () => serials,
    info: (serial: string) => {
      asked += 1;
      return info(serial);
    },
  });
  for (const serial of serials)
    await run.send({
      type: 'desk',
      event: { type: 'token.added', token: { ...hardware(1), serial, face: { kind: 'dark', text: '' } } },
    });
  await run.wait(200);
  expect(run.model.shown).toHaveLength(10_000);
  expect(asked).toBeLessThan(30_000);
});
