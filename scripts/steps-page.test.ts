import { expect, test } from 'vitest';
import { stepsPage, storedStepsPage } from './steps-page.ts';

test('docs/steps.md is what Cucumber registers, each with an example (node scripts/steps-page.ts --write)', async () => {
  const page = await stepsPage();
  expect(page).not.toContain('自分の手順\n');
  expect(storedStepsPage()).toBe(page);
}, 60_000);
