import { expect, test } from 'vitest';
import { refusalsPage, storedRefusalsPage } from './refusals-page.ts';

test('docs/refusals.md is what the table says (node scripts/refusals-page.ts --write)', () => {
  expect(storedRefusalsPage()).toBe(refusalsPage());
});
