/** A scenario asserts something: judged by Gherkin's types of steps and by what defines them, not by words. */
import { beforeAll, expect, test } from 'vitest';
import { type DryScenario, dryRun } from './vocabulary/dry-run.ts';

let scenarios: readonly DryScenario[];
beforeAll(async () => {
  ({ scenarios } = await dryRun());
}, 60_000);

const outcomes = ({ steps }: DryScenario) => steps.filter(({ type }) => type === 'Outcome');

test('each step has one definition', () => {
  expect(scenarios.length).toBeGreaterThan(500);
  const not = scenarios.flatMap(({ uri, name, steps }) =>
    steps.filter(({ definedBy }) => definedBy.length !== 1).map(({ text }) => `${uri} ${name}: ${text}`),
  );
  expect(not).toEqual([]);
});

test('each scenario has an outcome, and its last step is one', () => {
  const not = scenarios
    .filter(({ steps }) => steps.at(-1)?.type !== 'Outcome')
    .map(({ uri, name }) => `${uri} ${name}`);
  expect(not).toEqual([]);
});

test('each outcome is defined as one: an act asserts nothing, whatever word stands before it', () => {
  const not = scenarios.flatMap((scenario) =>
    outcomes(scenario)
      .filter(({ definedBy }) => definedBy[0] !== 'Then')
      .map(({ text }) => `${scenario.uri} ${scenario.name}: ${text}`),
  );
  expect(not).toEqual([]);
});
