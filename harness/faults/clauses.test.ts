/** Every id of the rule book has a scenario and a wrong portal; ids that say several things have one for each. */
import { beforeAll, describe, expect, test } from 'vitest';
import { decisions } from '../report/rules/decisions.ts';
import { isKnownId } from '../report/rules/ids.ts';
import { physics } from '../report/rules/physics.ts';
import { statements } from '../report/rules/statements.ts';
import { type DryScenario, dryRun } from '../vocabulary/dry-run.ts';
import { clauses, unbreakable } from './clauses.ts';
import { faults } from './faults.ts';

let scenarios: readonly DryScenario[];
beforeAll(async () => {
  ({ scenarios } = await dryRun());
}, 60_000);

const ids = [...Object.keys(statements), ...Object.keys(decisions), ...Object.keys(physics)];

test('every id has a scenario', () => {
  const tagged = new Set(scenarios.flatMap(({ tags }) => tags));
  expect(ids.filter((id) => !tagged.has(id))).toEqual([]);
});

test('every id is broken by a wrong portal or token', () => {
  const broken = new Set(faults.flatMap(({ breaks }) => breaks));
  expect(ids.filter((id) => !broken.has(id))).toEqual([]);
});

describe.each(clauses)('$id $text.en', ({ id, faults: names, text }) => {
  test('has wrong portals that break this id', () => {
    expect(text.ja).not.toBe('');
    const breaking = names.filter((name) => faults.find((fault) => fault.name === name)?.breaks.includes(id));
    expect(names.length).toBeGreaterThan(0);
    expect(breaking).toEqual(names);
  });
});

test('ids of several clauses have them told apart', () => {
  expect([...new Set(clauses.map(({ id }) => id))]).toEqual(['D-04', 'D-05', 'D-09', 'D-17']);
});

test('what nothing can break says why, in both languages', () => {
  for (const { id, text, why } of unbreakable) {
    expect(isKnownId(id), id).toBe(true);
    for (const each of [text, why]) expect([each.ja, each.en].every((words) => words.length > 5)).toBe(true);
  }
});
