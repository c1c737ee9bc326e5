import { expect, test } from 'vitest';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';

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
