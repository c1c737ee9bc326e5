import { expect, test } from 'vitest';
import { testRun } from '../testing/test-run.ts';

test('HID devices are chosen, read and bound by key and by mouse', async () => {
  const run = await testRun({ cols: 120, rows: 40 });
  run.world.hidRows = [
    { id: 'a', name: 'YubiKey 5', can: { ja: '値を計算できます', en: 'computes codes' } },
    { id: 'b', name: 'Nitrokey \u001b[31mPro', can: { ja: '値を読めます', en: 'gives codes' }, code: '755224' },
  ];
  expect(run.text()).toContain('Nitrokey ?[~ 755224');
  await run.keys('h', 'down', 'enter', 'b');
  expect(run.model.dialog).toMatchObject({ kind: 'form', form: 'bind', device: 'b' });
  await run.keys(...'SKTH9', 'tab', 'tab', 'enter');
  expect(run.model.dialog).toMatchObject({ error: { en: expect.stringContaining('five digits') } });
  await run.keys('up', 'up', 'end', ...'0001', 'tab', '2', 'tab', 'enter');
  expect(run.model.dialog).toBeUndefined();
  await run.click({ type: 'readDevice', id: 'a' });
  await run.send({ type: 'click', target: { type: 'bindDevice', id: 'a' } });
  expect(run.model.dialog).toMatchObject({ form: 'bind', device: 'a' });
  await run.keys('escape');
  expect(run.effects).toEqual([
    { type: 'hidRead', id: 'b' },
    { type: 'hidBind', id: 'b', serial: 'SKTH90001', slot: 2, name: undefined },
    { type: 'hidRead', id: 'a' },
  ]);
});

test('the panel says what its keys do: another slot, binding, unbinding; a click on the help line does the same', async () => {
  const run = await testRun();
  const can = { ja: '値を読めます', en: 'gives codes' };
  run.world.hidRows = [
    { id: 'a', name: 'YubiKey 5', can },
    { id: 'b', name: 'Nitrokey Pro', can, serial: 'SKTH90001' },
  ];
  await run.keys('h', 'r', 'tab', ...'mail', 'enter', 'u', 'down');
  await run.wait(3100); // the word about nothing to unbind stands in the help line's place
  const [help, ...screen] = run.text().split('\n').reverse();
  for (const word of ['Enter 読む', 'b 割り当て', 'r スロット', 'u 解除', 'Esc 戻る']) expect(help).toContain(word);
  expect(screen.join('\n')).toMatch(/Nitrokey Pro SKTH90001 .*読み取り .*割り当て/);
  await run.click({ type: 'panel', act: 'release' });
  await run.click({ type: 'bindDevice', id: 'b' });
  expect(run.model.dialog).toMatchObject({ form: 'bind', fields: [{ field: { text: 'SKTH90001' } }, {}, {}] });
  await run.click({ type: 'dialog', part: 'cancel' });
  await run.click({ type: 'panel', act: 'which' });
  await run.keys('2', 'enter', 'enter');
  expect(run.effects).toEqual([
    { type: 'hidRead', id: 'a', slot: undefined, name: 'mail' },
    { type: 'hidRelease', serial: 'SKTH90001' },
    { type: 'hidRead', id: 'b', slot: 2, name: undefined },
  ]);
  await run.keys('escape');
  expect([run.model.focus, run.model.tab]).toEqual(['list', 'log']);
});

test('where no device is, the panel keeps no key but the way out, and on the smallest screen it is one line', async () => {
  const run = await testRun({ cols: 40, rows: 12 });
  await run.keys('h', 'down', 'space');
  expect(run.world.commands).toEqual([{ type: 'press', serial: 'SKTH00002' }]);
  expect(run.text()).toContain('つながっているデバイスはありません');
  run.world.hidRows = [
    { id: 'a', name: 'Key', can: { ja: '', en: '' }, prompt: { ja: '触れてください', en: 'touch' } },
  ];
  expect(run.text()).toContain('触れてください');
  // Once round: list, log, and back.
  await run.keys('tab', 'tab', 'tab');
  expect(run.model.focus).toBe('hid');
});

test('a token that wants its PIN opens a field of stars, and is told when the person declines', async () => {
  const run = await testRun();
  const row = {
    id: 'k',
    name: 'key',
    can: { ja: '', en: '' },
    prompt: { ja: 'PIN（残り 3 回）', en: 'PIN (3 tries left)' },
  };
  run.world.hidRows = [{ ...row, wantsPin: true }];
  await run.send({ type: 'hid' });
  await run.keys(...'4821');
  expect(run.text()).toContain('****');
  expect(run.text()).not.toContain('4821');
  await run.keys('enter');
  run.world.hidRows = [row];
  await run.send({ type: 'hid' });
  expect(run.model.dialog).toBeUndefined();
  run.world.hidRows = [{ ...row, wantsPin: true }];
  await run.send({ type: 'hid' });
  await run.keys('1', 'escape');
  expect(run.effects).toEqual([
    { type: 'hidPin', id: 'k', pin: '4821' },
    { type: 'hidPin', id: 'k', pin: undefined },
  ]);
});
