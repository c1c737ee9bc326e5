import { expect, test } from 'vitest';
import { minimum } from '../state/layout.ts';
import { demoContract, hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, type TestRun, testRun } from '../testing/test-run.ts';

/** Kept pictures of the screen: after a wanted change `vitest run -u` renews them, and the difference is read. */
const sizes = [
  [40, 12],
  [80, 24],
  [120, 40],
] as const;

async function desk(cols: number, rows: number, wide: boolean, lang: 'ja' | 'en'): Promise<TestRun> {
  const world = fakeWorld(start, [hardware(1, 83), hardware(2, 5), hardware(3, 0), software(1)]);
  world.contract = {
    ...demoContract,
    mode: 'individual',
    users: demoContract.users.map((user, i) => (i < 2 ? { ...user, serial: 'SKTH00001' } : user)),
  };
  world.hidRows = [{ id: 'a', name: 'Nitrokey Pro', can: { ja: '値を読めます', en: 'gives codes' } }];
  const run = await testRun({ cols, rows, wide, lang }, world);
  await run.keys('space');
  return run;
}

for (const [cols, rows] of sizes) {
  for (const wide of [false, true]) {
    for (const lang of ['ja', 'en'] as const) {
      const name = `${cols}x${rows}-${wide ? 'wide' : 'narrow'}-${lang}`;
      test(`the desk at ${name}`, async () => {
        const run = await desk(cols, rows, wide, lang);
        await expect(`${run.text()}\n`).toMatchFileSnapshot(`../testing/golden/desk-${name}.txt`);
      });
      test(`the swap at ${name}`, async () => {
        const run = await desk(cols, rows, wide, lang);
        await run.keys('s', 'y');
        await run.wait(20_000);
        await run.keys('enter', 'enter', 'space');
        await expect(`${run.text()}\n`).toMatchFileSnapshot(`../testing/golden/swap-${name}.txt`);
      });
      test(`a form at ${name}`, async () => {
        const run = await desk(cols, rows, wide, lang);
        await run.keys('d', '2', '0', 'enter', 'x', 'enter');
        await expect(`${run.text()}\n`).toMatchFileSnapshot(`../testing/golden/form-${name}.txt`);
      });
    }
  }
}

test.each([
  [20, 5],
  [39, 12],
  [200, 11],
  [10, 2],
  [6, 1],
])('at %i×%i the screen says in both languages that it is too small', async (cols, rows) => {
  const run = await testRun({ cols, rows });
  const text = run.text();
  expect(run.grid().ch).toHaveLength(cols * rows);
  if (cols >= 38 && rows >= 4) {
    expect(text).toContain('画面が小さすぎます');
    expect(text).toContain('too small');
  }
  if (cols >= 20) expect(text).toContain('小さすぎます');
});

test('every size from 1×1 to 150×50 is drawn, and what can be clicked is on the screen', async () => {
  const run = await testRun();
  for (let cols = 1; cols <= 150; cols += 3) {
    for (let rows = 1; rows <= 50; rows += 3) {
      await run.send({ type: 'resize', cols, rows });
      const grid = run.grid();
      expect(grid.ch).toHaveLength(cols * rows);
      for (const hit of grid.hits) {
        expect(hit.y + hit.height, `${JSON.stringify(hit.target)} at ${cols}x${rows}`).toBeLessThanOrEqual(rows);
        expect(hit.x, `${JSON.stringify(hit.target)} at ${cols}x${rows}`).toBeLessThan(cols);
      }
    }
  }
});

test('at the minimum size everything still works: choose, press, menu, form, swap', async () => {
  const run = await testRun({ cols: minimum.cols, rows: minimum.rows });
  await run.keys('down', 'space');
  expect(run.text()).toContain('SKTH00002');
  expect(run.text()).toContain('残り18秒');
  await run.keys('m');
  expect(run.text()).toContain('ボタン①を押す');
  await run.keys('escape', 'e');
  expect(run.text()).toContain('pskc.xml');
  await run.keys('escape', 's', 'y');
  await run.wait(20_000);
  expect(run.text()).toContain('SKTH00002 → SKTH00003');
  await run.click({ type: 'guide', act: 'next' });
  expect(run.model.guide?.step).toBe(1);
});

test('the hardware cursor stands in the field that is typed into, so that an input method draws there', async () => {
  const run = await testRun();
  expect(run.grid().cursor).toBeUndefined();
  await run.keys('/', 'あ', 'い');
  const grid = run.grid();
  const row = run.text().split('\n')[grid.cursor!.y]!;
  expect(row).toContain('/絞り込み: あい');
  const first = await testRun();
  await first.keys('/');
  expect(grid.cursor!.x - first.grid().cursor!.x).toBe(4);
});
