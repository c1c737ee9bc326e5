import { expect, test } from 'vitest';
import { testRun } from '../testing/test-run.ts';

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
