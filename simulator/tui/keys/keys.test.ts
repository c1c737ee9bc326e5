import { expect, test } from 'vitest';
import { testRun } from '../testing/test-run.ts';
import { commandOf, helpRows, keyTable } from './desk-keys.ts';
import { guideKeys, panelKeys } from './part-keys.ts';

test('no key means two things', () => {
  for (const table of [keyTable, guideKeys, panelKeys]) {
    const keys = table.flatMap((row) => row.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  }
});

test('no command is a digit: digits belong to typed codes', () => {
  for (const digit of '0123456789') expect(commandOf(digit)).toBeUndefined();
});

test('the help line says what the keys do, and a click on it does the same', async () => {
  const run = await testRun({ cols: 200, rows: 40 });
  const line = run.text().split('\n').at(-1)!;
  for (const row of helpRows) {
    expect(line).toContain(`${row.shown} ${row.short.ja}`);
    expect(run.grid().hits.some((hit) => hit.target === row.target)).toBe(true);
  }
});

test('the help page lists every command', async () => {
  const run = await testRun({ cols: 100, rows: 50 });
  await run.keys('?');
  for (const row of keyTable) expect(run.text()).toContain(row.long.ja);
  expect(run.text()).toMatch(/↑ k +前のトークンを選ぶ/);
  expect(run.text()).toMatch(/h → b +HID: シリアル番号に割り当てる/);
});

test('every command can be had with the mouse alone: on the screen, or in the actions menu', async () => {
  const byMouse = new Set<string>();
  for (const index of [0, 2]) {
    const run = await testRun({ cols: 120, rows: 50 });
    await run.click({ type: 'row', serial: run.model.shown[index]! });
    for (const hit of run.grid().hits) if (hit.target.type === 'command') byMouse.add(hit.target.command);
    await run.click({ type: 'command', command: 'menu' });
    if (run.model.dialog?.kind !== 'menu') throw new Error('no menu');
    for (const { act } of run.model.dialog.items) if (act.type === 'command') byMouse.add(act.command);
  }
  // Choosing is a click on the row, paging the wheel, a pane is clicked on its name; the rest belong to the terminal itself.
  const round = ['nextPane', 'paneBefore'];
  const keysOnly = ['up', 'down', 'pageUp', 'pageDown', 'first', 'last', 'leave', 'interrupt', 'repaint', 'suspend'];
  const missing = keyTable
    .map((row) => row.command)
    .filter((id) => !byMouse.has(id) && ![...keysOnly, ...round].includes(id));
  expect(missing).toEqual([]);
});

test('with an input method on, full-width letters and the wide blank are the keys they look like', async () => {
  const run = await testRun();
  await run.keys('　');
  expect(run.world.commands).toEqual([{ type: 'press', serial: 'SKTH00001' }]);
  await run.keys('ｊ');
  expect(run.model.chosen).toBe('SKTH00002');
  await run.keys('ｎ', 'ｊ', 'enter', 'ｕ');
  expect(run.world.commands.at(-1)).toEqual({ type: 'issue', profile: 'feitian-c200' });
});

test('kana is no key: one line says so, whatever is open but a field', async () => {
  const run = await testRun();
  await run.keys('あ');
  expect(run.text()).toContain('IMEを切ってください');
  expect(run.world.commands).toEqual([]);
  await run.keys('/', 'あ');
  expect(run.model.filter.text).toBe('あ');
});

test('a code typed through an input method is that code, and the filter finds by full-width letters', async () => {
  const run = await testRun();
  await run.keys('ｆ', ...'１２３４５６', 'enter');
  expect(run.model.reader.result).toMatchObject({ kind: 'code', code: '123456' });
  await run.keys('escape', '/', ...'ＳＫＴＳ');
  expect(run.model.shown).toEqual(['SKTS00001']);
});

test('B is the hand of the bank: it unlocks the contract and resets the chosen serial', async () => {
  const run = await testRun();
  await run.keys('B', 'enter');
  expect(run.world.bankActs).toEqual([{ type: 'unlock', contractId: '12345678901' }]);
  expect(run.text()).toContain('銀行: 契約 12345678901 の利用中止を解除した');
  await run.keys('B', 'down', 'enter');
  expect(run.world.bankActs[1]).toEqual({ type: 'reset', serial: 'SKTH00001' });
});
