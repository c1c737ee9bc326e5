/** What `npm run deep` runs, in one table: what takes longer than the gate may. */
import { join } from 'node:path';
import { printedCounts } from '../gate/counts.ts';
import { type Part, root } from '../gate/parts.ts';

const script = (name: string) => join(root, 'scripts', name);

/** Each is a script of its own that prints `N passed, N failed` last. */
export const deepParts: readonly Part[] = [
  { name: 'faults', words: [script('faults/run.ts')], budgetSeconds: 1800, count: printedCounts },
];
