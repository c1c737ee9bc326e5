import { expect, test } from 'vitest';
import { testRun } from '../../testing/test-run.ts';

test('under a dialog the help line says its keys, and they can be clicked', async () => {
  const run = await testRun();
  await run.keys('v');
  expect(run.text().split('\n').at(-1)).toMatch(/^ Enter 実行 {2}Esc 閉じる {2}↑↓ 選択 *$/);
  await run.click({ type: 'dialog', part: 'ok' });
  expect(run.world.commands).toEqual([{ type: 'setBattery', serial: 'SKTH00001', percent: 10 }]);
  await run.keys('d', '5');
  await run.click({ type: 'dialog', part: 'next' });
  await run.keys('7');
  await run.click({ type: 'dialog', part: 'ok' });
  expect(run.world.commands.at(-1)).toMatchObject({ type: 'drift', ppm: 5, offsetMs: 7000 });
  await run.keys('/', 'x');
  await run.click({ type: 'field', act: 'leave' });
  expect([run.model.focus, run.model.filter.text]).toEqual(['list', '']);
});

test('a click beside a dialog closes it, and nothing under it is hit', async () => {
  const run = await testRun();
  await run.keys('v');
  await run.send({ type: 'click', target: { type: 'dialog', part: 'outside' } });
  expect(run.model.dialog).toBeUndefined();
  await run.keys('v');
  expect(run.grid().hits.some((hit) => hit.target.type === 'row')).toBe(false);
});
