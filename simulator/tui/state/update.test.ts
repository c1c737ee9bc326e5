import { expect, test } from 'vitest';
import { realProfile as deviceProfile } from '../../device/real-token.ts';
import { realProfile } from '../desk-port.ts';
import { fakeWorld, hardware, software } from '../testing/fake-world.ts';
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
    event: { type: 'face', serial: 'SKTH00001', face: run.world.desk.face('SKTH00001', run.world.now) },
  });
  expect(run.text()).toContain('コードを表示');
});

test('a click on button ① presses, a click on a row chooses', async () => {
  const run = await testRun();
  await run.click('row:SKTH00002');
  await run.click('press:SKTH00002');
  expect(run.world.commands).toEqual([{ type: 'press', serial: 'SKTH00002' }]);
});

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
  await run.send({ type: 'wheel', target: 'row:SKTH00001', by: 1 });
  expect(run.model.chosen).toBe('SKTH00004');
});

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
  await run.keys('t', 'down', 'down', 'enter', '2', 'd', 'enter');
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
  expect(run.text()).toContain('コードを端末へ送りました');
  await run.keys('y');
  expect(run.effects.at(-1)).toEqual({ type: 'copy', text: 'SKTH00001' });
  await run.wait(3100);
  expect(run.text()).not.toContain('端末へ送りました');
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

test('q quits at once when nothing is lost; otherwise it asks, and no is the answer of Enter', async () => {
  const run = await testRun();
  await run.keys('q');
  expect(run.effects).toEqual([{ type: 'quit', exitCode: 0 }]);
  const world = { ...fakeWorld(start), wouldLose: () => ({ ja: '失われます', en: 'lost' }) };
  const asked = await testRun({}, world);
  await asked.keys('q');
  expect(asked.text()).toContain('失われます');
  await asked.keys('enter');
  expect(asked.effects).toEqual([]);
  await asked.keys('q', 'y');
  expect(asked.effects).toEqual([{ type: 'quit', exitCode: 0 }]);
});

test('Ctrl-C works in every field and dialog; the second one goes whatever is lost', async () => {
  for (const open of ['/', 'f', 'd', '?', 'm', 'v', 'e']) {
    const run = await testRun();
    await run.keys(open, 'C-c');
    expect(run.effects, open).toEqual([{ type: 'quit', exitCode: 130 }]);
  }
  const world = { ...fakeWorld(start), wouldLose: () => ({ ja: '失われます', en: 'lost' }) };
  const run = await testRun({}, world);
  await run.keys('C-c');
  expect(run.effects).toEqual([]);
  await run.keys('C-c');
  expect(run.effects).toEqual([{ type: 'quit', exitCode: 130 }]);
});

test('a keyboard-type token that types into the field is read; whose code it is, is shown', async () => {
  const run = await testRun({ cols: 120, rows: 40 });
  run.world.register('SKTH00002');
  await run.keys('down', 'space');
  const code = run.world.desk.face('SKTH00002', run.world.now).text;
  await run.keys('f');
  await run.bytes(`cccccccfhcbe${code}\r`);
  expect(run.text()).toContain(`${code} (6桁 前置 cccccccfhcbe)`);
  expect(run.text()).toContain('SKTH00002 の値です');
  expect(run.model.log.some((entry) => entry.text.ja.includes(code))).toBe(false);
});

test('a code that no registered TOTP token could have made is shown as such, a longer one without asking', async () => {
  const run = await testRun();
  run.world.register('SKTH00002');
  await run.bytes('000000\r');
  expect(run.text()).toContain('000000 (6桁) 登録済みのどのTOTPトークンの値でもありません');
  await run.bytes('12345678\r');
  expect(run.text()).toContain('12345678 (8桁) 登録済みのどのTOTPトークンの値でもありません');
  await run.bytes('1234x\r');
  expect(run.text()).toContain('コードではありません');
  expect(run.world.commands).toEqual([]);
});

test('a desk that cannot tell says that it cannot', async () => {
  const run = await testRun();
  await run.keys('f', ...'000000');
  await run.send({ type: 'input', token: { type: 'key', key: 'enter' } });
  await run.send({ type: 'made', code: '000000', serials: undefined });
  expect(run.model.reader.result).toMatchObject({ from: 'unknown' });
  // An answer about another code is late, not this one's.
  await run.send({ type: 'made', code: '111111', serials: ['SKTH00001'] });
  expect(run.model.reader.result).toMatchObject({ from: 'unknown' });
});

test('a pasted text is never taken for keys', async () => {
  const run = await testRun();
  await run.bytes('\u001b[200~ qqnas\ry\u001b[201~');
  expect(run.effects).toEqual([]);
  expect(run.world.commands).toEqual([]);
  await run.keys('e');
  await run.bytes('\u001b[200~/x\ry\u001b[201~');
  expect(run.model.dialog).toMatchObject({ kind: 'form' });
});

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
  await run.click('read:a');
  await run.send({ type: 'click', target: 'bind:a' });
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
  await run.click('device:release');
  await run.click('bind:b');
  expect(run.model.dialog).toMatchObject({ form: 'bind', fields: [{ field: { text: 'SKTH90001' } }, {}, {}] });
  await run.click('cancel');
  await run.click('device:which');
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
  await run.keys('tab', 'tab');
  expect(run.model.focus).toBe('hid');
});

test('a real token of the tray: its person presses it, and what the desk does to its own devices is not offered', async () => {
  const run = await testRun();
  run.world.add({ serial: 'SKTH90001', kind: 'hardware', profile: realProfile, battery: null, state: 'ok' });
  expect(run.text()).toContain('SKTH90001 real');
  expect(deviceProfile).toBe(realProfile);
  await run.keys('G', 's', 'v', 'd');
  expect([run.model.guide, run.model.dialog]).toEqual([undefined, undefined]);
  await run.keys('m');
  expect(run.text()).not.toContain('電池');
  await run.keys('escape', 'space');
  expect(run.text()).toContain('SKTH90001 実機のボタンを押してください');
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
  for (const serial of serials) await run.send({ type: 'desk', event: { type: 'added', serial } });
  await run.wait(200);
  expect(run.model.shown).toHaveLength(10_000);
  expect(asked).toBeLessThan(30_000);
});

test('a refusal is told in the language of the screen', async () => {
  const run = await testRun({ lang: 'en' });
  await run.keys('r', ...'x', 'enter');
  run.world.desk.send = () => Promise.resolve({ ok: false, message: '合言葉 / the secret word' });
  await run.keys('n', 'enter');
  expect(run.text()).toContain('the secret word');
  expect(run.text()).not.toContain('合言葉');
  await run.keys('l');
  expect(run.text()).toContain('合言葉');
});

test('under a dialog the help line says its keys, and they can be clicked', async () => {
  const run = await testRun();
  await run.keys('v');
  expect(run.text().split('\n').at(-1)).toMatch(/^ Enter 実行 {2}Esc 閉じる {2}↑↓ 選択 *$/);
  await run.click('ok');
  expect(run.world.commands).toEqual([{ type: 'setBattery', serial: 'SKTH00001', percent: 10 }]);
  await run.keys('d', '5');
  await run.click('next');
  await run.keys('7');
  await run.click('ok');
  expect(run.world.commands.at(-1)).toMatchObject({ type: 'drift', ppm: 5, offsetMs: 7000 });
  await run.keys('/', 'x');
  await run.click('field:clear');
  expect([run.model.focus, run.model.filter.text]).toEqual(['list', '']);
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

test('a click beside a dialog closes it, and nothing under it is hit', async () => {
  const run = await testRun();
  await run.keys('v');
  await run.send({ type: 'click', target: 'outside' });
  expect(run.model.dialog).toBeUndefined();
  await run.keys('v');
  expect(run.grid().hits.some((hit) => hit.target.startsWith('row:'))).toBe(false);
});

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
