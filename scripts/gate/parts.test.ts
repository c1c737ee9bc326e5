import { describe, expect, test } from 'vitest';
import { systemParts } from '../../cli/parts/system-parts.ts';
import { gateParts, limitSeconds } from './parts.ts';
import { wanted } from './system.ts';
import { aimSeconds, timesTable } from './times.ts';

const parts = gateParts('scratch');

describe('the parts of the gate', () => {
  test('their budgets together keep to the aim, and the aim to the limit', () => {
    // What runs beside the others takes none of their time.
    const inTurn = parts.filter(({ beside }) => beside !== true);
    const sum = inTurn.reduce((seconds, part) => seconds + part.budgetSeconds, 0);
    expect(sum).toBeLessThanOrEqual(aimSeconds);
    expect(aimSeconds).toBeLessThan(limitSeconds);
  });

  test('each system part that is wanted is in the table of system parts', () => {
    const known = systemParts.map(({ name }) => name);
    const named = parts.flatMap((part) => [...(part.needs ?? []), ...(part.uses ?? [])]);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('nothing is installed that no chosen part wants; what a test asks for on the machine is', () => {
    const part = { name: 'x', words: [], budgetSeconds: 1 };
    expect(wanted([part])).toEqual([]);
    expect(wanted([{ ...part, needs: ['chromium'] }]).map(({ debian }) => debian)).toEqual(['chromium-headless-shell']);
    expect(wanted(parts).map(({ debian }) => debian)).toContain('python3-pskc');
  });

  test('times stand beside budgets, and whatever is over its budget is marked', () => {
    const of = (name: string, seconds: number) => ({ part: { name, budgetSeconds: 10 }, seconds });
    expect(timesTable([of('lint', 3.14), of('unit', 11)], 14).split('\n')).toEqual([
      'lint             3.1 s of   10 s',
      'unit            11.0 s of   10 s  OVER ITS BUDGET',
      'total           14.0 s of  900 s',
    ]);
  });
});
