import { expect, test } from 'vitest';
import { realProfile as deviceProfile } from '../../device/real-token.ts';
import { realProfile } from '../desk-port.ts';
import { hardware } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

test('Space presses the chosen token, and the log tells lit and dark', async () => {
  const run = await testRun();
  await run.keys('space');
  expect(run.world.commands).toEqual([{ type: 'press', serial: 'SKTH00001' }]);
  expect(run.text()).toContain('SKTH00001 ①を押した → 点灯');
  await run.keys('space');
  expect(run.text()).toContain('SKTH00001 消灯');
});

test('a press on a flat token says that nothing shows', async () => {
  const run = await testRun({}, fakeWorld(start, [hardware(1, 0)]));
  await run.keys('space');
  expect(run.text()).toContain('何も表示されない（電池切れ）');
});

test('a battery below 10 % shows its notice, then the code; the log tells both', async () => {
  const run = await testRun({}, fakeWorld(start, [hardware(1, 5)]));
  await run.keys('space');
  expect(run.text()).toContain('bAtt 05');
  run.world.now += 2000;
  await run.send({
    type: 'desk',
    event: {
      type: 'face.changed',
      token: { ...hardware(1), face: run.world.desk.face('SKTH00001', run.world.now) },
    },
  });
  expect(run.text()).toContain('コードを表示');
});

test('a click on button ① presses, a click on a row chooses', async () => {
  const run = await testRun();
  await run.click({ type: 'row', serial: 'SKTH00002' });
  await run.click({ type: 'press', serial: 'SKTH00002' });
  expect(run.world.commands).toEqual([{ type: 'press', serial: 'SKTH00002' }]);
});

test('a real token of the tray: its person presses it, and what the desk does to its own devices is not offered', async () => {
  const run = await testRun();
  run.world.add({
    serial: 'SKTH90001',
    kind: 'hardware',
    profile: realProfile,
    battery: null,
    state: 'ok',
    clock: null,
  });
  expect(run.text()).toContain('SKTH90001 real');
  expect(deviceProfile).toBe(realProfile);
  await run.keys('G', 's', 'v', 'd');
  expect([run.model.guide, run.model.dialog]).toEqual([undefined, undefined]);
  await run.keys('m');
  expect(run.text()).not.toContain('電池');
  await run.keys('escape', 'space');
  expect(run.text()).toContain('SKTH90001 実機のボタンを押してください');
});
