import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { historySteps } from '../../harness/explore/history-feature.ts';
import { faultNamed, faults } from '../../harness/faults/faults.ts';
import { startWorkers } from '../faults/workers.ts';
import { actsInHistory, featureOf, historyTable, searchHistories } from './histories.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ichido-histories-'));
const workers = startWorkers(1);
afterAll(() => {
  workers.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** The line on which the scenario of a written history begins. */
const scenarioLine = 5;

async function runs(path: string, fault: string | undefined) {
  const scenarios = [`${path}:${scenarioLine}`];
  const [telling] = await workers.run([{ level: 'domain', fault, scenarios, stopAtFirst: false }]);
  return { ran: telling?.ran, told: telling?.told.length };
}

test('model and bank agree on 500 random acts, accepted and refused', () => {
  const histories = searchHistories(2026, 1);
  expect(histories.found).toBeUndefined();
  // What can't be done is left out: nobody reads a code from a phone that was given up.
  expect(histories.acts).toBeGreaterThan(actsInHistory * 0.8);
  expect(histories.refused).toBeGreaterThan(50);
  expect(histories.acts - histories.refused).toBeGreaterThan(50);
  expect(historyTable(histories, 0, 0)).toMatchObject({ success: true, name: 'histories' });
});

/** Of each kind one: who is registered, what is counted, what a stop does, what is written. `deep`: all that differ. */
const planted = [
  'mode-change-keeps-registrations',
  'sharers-lose-old',
  'bank-unlock-keeps-form',
  'lock-one-late',
  'no-mail-of-deregister',
];
const deep = process.env['ICHIDO_DEEP'] !== undefined;
const reached = (name: string) => faults.find((fault) => fault.name === name && fault.at === 'everywhere');
const wrappedHere = faults.filter(({ wrap }) =>
  Object.keys(wrap).every((part) => ['decide', 'resynchronise', 'store'].includes(part)),
);
const names = deep ? wrappedHere.map(({ name }) => name).filter(reached) : planted;

describe.each(names)('%s, planted in histories of 500 random acts', { timeout: 60_000 }, (name) => {
  test('comes out as a short feature that fails for it, and passes without it', async (context) => {
    const { wrap } = faultNamed(name);
    const histories = searchHistories(1, 4, wrap);
    if (histories.found === undefined) {
      // Histories leave out spent codes and windows: worlds and scenarios tell those.
      expect(planted).not.toContain(name);
      return context.skip('nothing of it shows in a history');
    }
    const done = historySteps(histories.found).filter((line) => line.startsWith('もし'));
    expect(done.length).toBeLessThanOrEqual(deep ? 16 : 8);
    const path = join(scratch, `${name}.feature`);
    writeFileSync(path, featureOf(histories, histories.found));
    expect(await runs(path, name), featureOf(histories, histories.found)).toEqual({ ran: 1, told: 1 });
    expect(await runs(path, undefined), featureOf(histories, histories.found)).toEqual({ ran: 1, told: 0 });
  });
});
