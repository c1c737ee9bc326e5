import { expect, test } from 'vitest';
import { hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

const large = { cols: 200, rows: 50, lang: 'en' } as const;
const world = () => fakeWorld(start, [hardware(1, 83), hardware(2, 5), hardware(3, 0), software(1)]);

test('Tab goes round the panes that the screen has, Alt and a digit to one of them', async () => {
  const run = await testRun(large, world());
  const focuses: string[] = [];
  for (const key of ['tab', 'tab', 'tab', 'tab', 'S-tab', 'M-2', 'M-3', 'M-1', 'M-4', 'escape']) {
    await run.keys(key);
    focuses.push(run.model.focus);
  }
  expect(focuses).toEqual(['log', 'hid', 'contract', 'list', 'contract', 'log', 'hid', 'list', 'contract', 'list']);
  const small = await testRun({ cols: 80, rows: 24 }, world());
  await small.keys('tab', 'tab');
  expect(small.model).toMatchObject({ focus: 'hid', tab: 'hid' });
  await small.keys('tab', 'M-4');
  expect(small.model.focus).toBe('list');
});

test('z gives the list and the devices the screen and back; Enter on log and contract opens their page', async () => {
  const run = await testRun({ cols: 80, rows: 24, lang: 'en' }, world());
  expect(run.text()).toContain('◎');
  await run.keys('z');
  expect(run.text()).toContain('SKTH00001 ■■■■□  83%          shinkin-keyfob');
  expect(run.text()).not.toContain('◎');
  await run.keys('escape');
  expect(run.model.zoomed).toBe(false);
  await run.keys('tab', 'enter');
  expect(run.model.dialog).toMatchObject({ kind: 'page', page: 'log' });
  await run.keys('escape', 'tab', 'z');
  expect(run.text()).toContain('nothing is plugged in');
  expect(run.text()).not.toContain('SKTH00001');
  await run.keys('z', 'M-1', 's', 'y', 'z');
  expect(run.text()).toContain('Battery-depletion swap');
});

test('S and a click on the name of a column sort; what needs somebody comes first, the chosen one stays', async () => {
  const run = await testRun(large, world());
  run.world.register('SKTH00003');
  const order = () => run.model.shown.map((serial) => serial.slice(3));
  await run.keys('S');
  expect(order()).toEqual(['H00003', 'H00002', 'H00001', 'S00001']);
  expect(run.model.chosen).toBe('SKTH00001');
  expect(run.text()).toMatch(/battery▲/);
  await run.world.desk.send({ type: 'setBattery', serial: 'SKTH00001', percent: 1 });
  await run.wait(100);
  expect(order().indexOf('H00001')).toBe(1);
  await run.click({ type: 'sort', sort: 'holder' });
  expect(order()[0]).toBe('H00003');
  await run.click({ type: 'sort', sort: 'state' });
  expect(order()).toEqual(['H00003', 'H00001', 'H00002', 'S00001']);
  await run.click({ type: 'sort', sort: 'arrival' });
  expect(order()).toEqual(['H00001', 'H00002', 'H00003', 'S00001']);
  const small = await testRun({ cols: 80, rows: 24, lang: 'en' }, world());
  await small.keys('S', 'S');
  expect(small.text()).toContain('▲display');
});

test('a large list says when a token was pressed last', async () => {
  const run = await testRun(large, world());
  await run.keys('space');
  expect(run.text()).toMatch(/SKTH00001 ■.* 17:03:12/);
});
