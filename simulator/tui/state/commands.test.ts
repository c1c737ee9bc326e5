import { expect, test } from 'vitest';
import { hardware } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

test('a new token is issued with the chosen profile, and is then the chosen one', async () => {
  const run = await testRun();
  await run.keys('n', 'down', 'enter');
  expect(run.world.commands).toEqual([{ type: 'issue', profile: 'feitian-c200' }]);
  expect(run.model.chosen).toBe('SKTH00003');
  expect(run.text()).toContain('新しいトークンを発行');
});

test('an app is installed, backed up, restored and uninstalled', async () => {
  const run = await testRun();
  await run.keys('a');
  expect(run.model.chosen).toBe('SKTS00002');
  await run.keys('b', 'r', 'enter');
  expect(run.world.commands.slice(1)).toEqual([
    { type: 'backup', serial: 'SKTS00002' },
    { type: 'restore', backup: 'backup-of-SKTS00002' },
  ]);
  expect(run.model.chosen).toBe('SKTS00003');
  await run.keys('u');
  expect(run.text()).toContain('SKTS00003 は使えなくなり、戻せません。');
  await run.keys('enter');
  expect(run.world.desk.serials()).toContain('SKTS00003');
  await run.keys('u', 'y');
  expect(run.world.desk.serials()).not.toContain('SKTS00003');
  expect(run.model.chosen).toBe('SKTS00002');
});

test.each([
  ['10%', 'enter', 10],
  ['9%', 'down', 9],
  ['1%', 'down down', 1],
  ['flat', 'down down down', 0],
])('the battery menu runs it down to %s', async (_, moves, percent) => {
  const run = await testRun();
  await run.keys('v', ...moves.split(' ').filter((key) => key !== 'enter'), 'enter');
  expect(run.world.commands).toEqual([{ type: 'setBattery', serial: 'SKTH00001', percent }]);
});

test('a percentage is typed; nonsense is refused in the form, and nothing is sent', async () => {
  const run = await testRun();
  await run.keys('v', 'down', 'down', 'down', 'down', 'enter');
  await run.keys('1', '0', '1', 'enter');
  expect(run.text()).toContain('0〜100 の整数');
  await run.keys('backspace', 'backspace', 'backspace', '4', '2', 'enter');
  expect(run.world.commands).toEqual([{ type: 'setBattery', serial: 'SKTH00001', percent: 42 }]);
  expect(run.model.dialog).toBeUndefined();
});

test('what the desk refuses is said and logged', async () => {
  const run = await testRun({}, fakeWorld(start, [hardware(1, 5)]));
  await run.keys('v', 'enter');
  expect(run.text()).toContain('電池は増やせません');
  expect(run.model.log.at(-1)?.tone).toBe('bad');
});

test('drift is given as rate and offset, either of them alone too', async () => {
  const run = await testRun();
  await run.keys('d', '2', '0', 'tab', '-', '9', '0', 'enter');
  await run.keys('d', 'tab', '1', '.', '5', 'enter');
  await run.keys('d', 'tab', 'enter');
  expect(run.text()).toContain('数を入れてください');
  expect(run.world.commands).toEqual([
    { type: 'drift', serial: 'SKTH00001', ppm: 20, offsetMs: -90_000 },
    { type: 'drift', serial: 'SKTH00001', ppm: undefined, offsetMs: 1500 },
  ]);
});

test('the clock is moved, stopped at an instant, and let run again', async () => {
  const run = await testRun();
  await run.keys('t', 'enter');
  await run.keys('t', 'down', 'down', 'enter', '9', '0', 'enter');
  expect(run.text()).toContain('単位をつけて');
  await run.keys('backspace', 'backspace', '2', 'd', 'enter');
  await run.keys('t', 'down', 'down', 'down', 'enter', ...'2027-02-30 09:00', 'enter');
  expect(run.text()).toContain('2026-11-22 09:00 のように');
  await run.keys(...Array<string>(16).fill('backspace'), ...'2027-02-28 09:00', 'enter');
  await run.keys('t', 'down', 'down', 'down', 'down', 'enter');
  expect(run.world.commands).toEqual([
    { type: 'clock', change: { mode: 'manual', advanceMs: 30_000 } },
    { type: 'clock', change: { advanceMs: 2 * 86_400_000 } },
    { type: 'clock', change: { mode: 'manual', now: Date.UTC(2027, 1, 28) } },
    { type: 'clock', change: { mode: 'offset' } },
  ]);
});

test('code and serial are sent to the terminal, and only that is claimed', async () => {
  const run = await testRun();
  await run.keys('c');
  expect(run.text()).toContain('表示されているコードがありません');
  await run.keys('space', 'c');
  const face = run.world.desk.face('SKTH00001', run.world.now);
  expect(run.effects).toEqual([{ type: 'copy', text: face.text }]);
  expect(run.text()).toContain('コードをコピーしました（対応する端末のみ）');
  await run.keys('y');
  expect(run.effects.at(-1)).toEqual({ type: 'copy', text: 'SKTH00001' });
  await run.wait(3100);
  expect(run.text()).not.toContain('コピーしました');
});

test('PSKC goes to the file that was asked for', async () => {
  const run = await testRun();
  await run.keys('e');
  expect(run.text()).toContain('ichido-20261122.pskc.xml');
  await run.keys('enter');
  expect([...run.world.saved]).toEqual([['ichido-20261122.pskc.xml', '<KeyContainer/>']]);
  expect(run.text()).toContain('PSKCを書き出した');
});

test('ja and en are switched, and everything already said is said again in the other', async () => {
  const run = await testRun();
  await run.keys('space', 'l');
  expect(run.text()).toContain('① pressed → lit');
  expect(run.text()).toContain('Tokens');
});

test('a refusal is told in the language of the screen', async () => {
  const run = await testRun({ lang: 'en' });
  await run.keys('r', ...'x', 'enter');
  run.world.desk.send = () => Promise.resolve({ ok: false, text: { ja: '合言葉', en: 'the secret word' } });
  await run.keys('n', 'enter');
  expect(run.text()).toContain('the secret word');
  expect(run.text()).not.toContain('合言葉');
  await run.keys('l');
  expect(run.text()).toContain('合言葉');
});
