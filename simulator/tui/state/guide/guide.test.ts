import { expect, test } from 'vitest';
import { demoContract, hardware, software } from '../../testing/fake-facts.ts';
import { fakeWorld } from '../../testing/fake-world.ts';
import { start, type TestRun, testRun } from '../../testing/test-run.ts';

/** Every text that the old token's display showed while it faded. */
async function faded(run: TestRun): Promise<string[]> {
  const shown: string[] = [];
  for (let i = 0; i < 300 && run.model.guide?.phase === 'fade'; i++) {
    await run.wait(100);
    const face = run.world.desk.face(run.model.guide?.old ?? '', run.world.now);
    const text = face.kind === 'battery' ? face.text : face.kind;
    if (shown.at(-1) !== text) shown.push(text);
  }
  return shown.filter((text) => text !== 'dark' || shown.at(-1) === text);
}

test('the battery swap: from full through bAtt 09 … bAtt 00 to nothing, a replacement, the walk, done by the portal’s word (S-26 to S-31)', async () => {
  const run = await testRun();
  run.world.register('SKTH00001');
  await run.keys('s', 'y');
  const shown = await faded(run);
  expect(shown.filter((text) => text.startsWith('bAtt'))).toEqual(
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((percent) => `bAtt 0${percent}`),
  );
  expect(shown.at(-1)).toBe('dark');
  // Eighty presses of the last percent are one line of the log for each notice.
  const notices = run.model.log.map((entry) => entry.text.en).filter((text) => text.includes('bAtt'));
  expect(notices).toHaveLength(10);
  // It is pressed until 00 shows, and no longer.
  expect(run.world.commands.filter((command) => command.type === 'press').length).toBeLessThan(130);
  expect(run.world.desk.info('SKTH00001')).toMatchObject({ battery: 0, state: 'flat' });
  expect(run.model.guide).toMatchObject({ phase: 'walk', old: 'SKTH00001', fresh: 'SKTH00003' });
  expect(run.world.commands.at(-1)).toEqual({ type: 'issue', profile: 'shinkin-keyfob' });

  const text = run.text().replaceAll(/\s/g, '');
  expect(text).toContain('http://127.0.0.1:8420');
  expect(text).toContain('「シリアル番号」にSKTH00003を入力');
  expect(text).toContain('Kakunin1');
  // S-27: neither a deregistration nor a mode change comes before it.
  expect(text).not.toContain('解除');
  expect(text).not.toContain('該当の利用者を選択');

  await run.keys('space');
  expect(run.world.commands.at(-1)).toEqual({ type: 'press', serial: 'SKTH00003' });
  await run.keys('c', 'y');
  const code = run.world.desk.face('SKTH00003', run.world.now).text;
  expect(run.effects).toEqual([
    { type: 'copy', text: code },
    { type: 'copy', text: 'SKTH00003' },
  ]);

  run.world.say({
    type: 'refused',
    contractId: '12345678901',
    who: '管理者',
    act: 'register',
    serial: 'SKTH00003',
    why: { ja: '暗証番号が違う', en: 'wrong PIN' },
  });
  expect(run.text()).toContain('ポータルが受け付けませんでした: 暗証番号が');
  run.world.register('SKTH00002');
  expect(run.model.guide?.phase).toBe('walk');
  run.world.register('SKTH00003');
  expect(run.model.guide?.phase).toBe('done');
  expect(run.text()).toContain('登録完了  SKTH00003');
  await run.keys('enter');
  expect(run.model.guide).toBeUndefined();
  expect(run.model.chosen).toBe('SKTH00003');
});

test('in individual mode the users are chosen, and those who keep the old one are named (S-36, W5)', async () => {
  const world = fakeWorld(start);
  const users = demoContract.users.map((user, i) => (i < 2 ? { ...user, serial: 'SKTH00001' } : user));
  world.contract = { ...demoContract, mode: 'individual', users };
  const run = await testRun({ cols: 120, rows: 40 }, world);
  await run.keys('s', 'y');
  await faded(run);
  expect(run.text()).toContain('該当の利用者を選択: user01 法人 太郎、user02 法人 花子');
  world.register('SKTH00003', ['user01']);
  expect(run.model.guide?.phase).toBe('done');
  expect(run.text()).toContain('user01は新しいトークンで取引できます');
  expect(run.text()).toContain('user02は古いシリアル番号のままです');
});

test('the walk by mouse alone: buttons, steps and the code are clicked', async () => {
  const run = await testRun();
  await run.click({ type: 'command', command: 'swap' });
  await run.click({ type: 'dialog', part: 'ok' });
  await faded(run);
  await run.click({ type: 'guide', act: 'next' });
  await run.click({ type: 'guide', act: 'next' });
  await run.click({ type: 'step', index: 5 });
  expect(run.model.guide?.step).toBe(5);
  await run.click({ type: 'press', serial: 'SKTH00003' });
  await run.click({ type: 'copyCode', serial: 'SKTH00003' });
  expect(run.effects).toHaveLength(1);
  await run.click({ type: 'guide', act: 'back' });
  await run.click({ type: 'copySerial', serial: 'SKTH00003' });
  expect(run.effects.at(-1)).toEqual({ type: 'copy', text: 'SKTH00003' });
  run.world.register('SKTH00003');
  await run.click({ type: 'guide', act: 'close' });
  expect(run.model.guide).toBeUndefined();
});

test('the phone change gets the new app at once and shows its code without a button (S-30, S-32)', async () => {
  const run = await testRun();
  await run.keys('G', 'w', 'y');
  expect(run.world.commands).toEqual([{ type: 'changePhone', serial: 'SKTS00001' }]);
  expect(run.model.guide).toMatchObject({ phase: 'walk', old: 'SKTS00001', fresh: 'SKTS00002' });
  expect(run.text()).toContain('アル番号が付きます');
  expect(run.text()).not.toContain('①を押し（');
  run.world.register('SKTS00002');
  expect(run.model.guide?.phase).toBe('done');
});

test('a swap is for hardware, a phone change for apps', async () => {
  const run = await testRun();
  await run.keys('w');
  expect(run.model.guide).toBeUndefined();
  expect(run.text()).toContain('このトークンではできません');
  await run.keys('G', 's');
  expect(run.model.guide).toBeUndefined();
  expect(run.world.commands).toEqual([]);
});

test('what fails is said, and the guide lets go', async () => {
  const run = await testRun({}, fakeWorld(start, [hardware(1, 100), software(1)]));
  await run.keys('s', 'y');
  await run.send({
    type: 'reply',
    tag: { type: 'guide' },
    reply: { ok: false, text: { ja: '在庫に入れられません', en: 'stock refused' } },
  });
  expect(run.text()).toContain('できませんでした');
  expect(run.text()).toContain('在庫に入れられません');
  expect(run.text()).not.toContain('stock refused');
  await run.keys('enter');
  expect(run.model.guide).toBeUndefined();
});

test('a token that is low already fades from where it is; a flat one is exchanged at once', async () => {
  const low = await testRun({}, fakeWorld(start, [hardware(1, 4)]));
  await low.keys('s', 'y');
  const shown = await faded(low);
  expect(shown[0]).toBe('bAtt 03');
  const flat = await testRun({}, fakeWorld(start, [hardware(1, 0)]));
  await flat.keys('s');
  await flat.wait(200);
  expect(flat.model.guide).toMatchObject({ phase: 'walk', fresh: 'SKTH00002' });
});

test('quitting in the middle of a swap asks first', async () => {
  const run = await testRun();
  await run.keys('s', 'y', 'q');
  expect(run.text()).toContain('交換が途中です');
  expect(run.effects).toEqual([]);
});

test('the walk goes on by itself when the administrator is in; other logins and other contracts do not move it', async () => {
  const run = await testRun();
  await run.keys('s', 'y');
  await faded(run);
  run.world.say({ type: 'login', contractId: '12345678901', userId: 'user01' });
  run.world.say({ type: 'login', contractId: '99999999999' });
  expect(run.model.guide).toMatchObject({ phase: 'walk', step: 0 });
  run.world.say({ type: 'login', contractId: '12345678901' });
  expect(run.model.guide).toMatchObject({ step: 2 });
  await run.keys('enter', 'enter');
  run.world.say({ type: 'login', contractId: '12345678901' });
  expect(run.model.guide).toMatchObject({ step: 4 });
});

test('while the old token fades, the help line offers the way out, and after the registration the way back', async () => {
  const run = await testRun({ cols: 40, rows: 12 });
  const help = () => run.text().split('\n').at(-1)!.trim();
  await run.keys('s', 'y');
  expect(help()).toBe('Esc 閉じる  l English');
  await faded(run);
  expect(help()).toMatch(/^Space ①を押す {2}Enter 次へ {2}Esc 閉じる/);
  run.world.register('SKTH00003');
  expect(help()).toBe('Enter デスクへ  l English');
  await run.keys('enter', 'G', 'k', 'w', 'y');
  expect([run.model.guide?.reason, help().includes('①')]).toEqual(['phone', false]);
});

test('an exchange asks first, and Enter means no', async () => {
  const run = await testRun();
  await run.keys('s');
  expect(run.text()).toContain('SKTH00001 の電池を切らし、');
  await run.keys('enter', 'G', 'w', 'escape');
  expect([run.model.guide, run.world.commands]).toEqual([undefined, []]);
});

test('an exchange that was left half done is gone on with, for the old token and for the new one', async () => {
  const run = await testRun();
  await run.keys('s', 'y');
  await faded(run);
  await run.keys('enter', 'enter', 'escape');
  expect([run.model.chosen, run.model.guide]).toEqual(['SKTH00003', undefined]);
  const commands = run.world.commands.length;
  await run.keys('s', 'enter');
  expect(run.model.guide).toMatchObject({ phase: 'walk', old: 'SKTH00001', fresh: 'SKTH00003', step: 2 });
  await run.keys('escape', 'g', 's', 'enter');
  expect(run.model.guide).toMatchObject({ phase: 'walk', old: 'SKTH00001', fresh: 'SKTH00003' });
  expect([run.world.commands.length, run.model.chosen]).toEqual([commands, 'SKTH00003']);
  await run.keys('escape', 's', 'down', 'enter');
  expect(run.model.dialog?.kind).toBe('confirm');
  await run.keys('escape');
  run.world.register('SKTH00003');
  await run.keys('s');
  expect(run.model.dialog?.kind).toBe('confirm');
});
