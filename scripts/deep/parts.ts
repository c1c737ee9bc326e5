/** What `npm run deep` runs, in one table: what takes longer than the gate may. */
import { join } from 'node:path';
import { printedCounts } from '../gate/counts.ts';
import { type Part, root } from '../gate/parts.ts';

const script = (name: string) => join(root, 'scripts', name);

const repeated = (level: string) => [script('deep/repeat.ts'), level];

/** Each is a script of its own that prints `N passed, N failed` last. */
export const deepParts: readonly Part[] = [
  { name: 'double-click', words: [script('deep/double-click.ts')], budgetSeconds: 1800, count: printedCounts },
  // 10,000 sockets at each of two doors, in three ways.
  { name: 'half-open', words: [script('deep/half-open.ts')], budgetSeconds: 300, count: printedCounts },
  // 200 times SIGKILL at random points of a desk's work.
  { name: 'kills', words: [script('deep/kills.ts')], budgetSeconds: 1200, count: printedCounts },
  { name: 'faults', words: [script('faults/run.ts')], budgetSeconds: 1800, count: printedCounts },
  { name: 'outside', words: [script('outside/run.ts')], budgetSeconds: 900, count: printedCounts },
  // A person with tokens that only eyes can read, in real time.
  { name: 'by-eye', words: [script('deep/by-eye.ts')], budgetSeconds: 400, count: printedCounts },
  { name: 'browser', words: repeated('browser'), budgetSeconds: 5400, count: printedCounts },
  // The last run of each: http's is the gate's.
  { name: 'browser-verdicts', words: [script('gate/compare-levels.ts'), 'http', 'browser'], budgetSeconds: 10 },
  // What only pages can have wrong is told through a real browser, too.
  {
    name: 'browser-faults',
    words: [script('faults/run.ts'), '--quick', '--pages', '--level', 'browser'],
    budgetSeconds: 1200,
    count: printedCounts,
  },
  { name: 'desk', words: repeated('desk'), budgetSeconds: 1800, count: printedCounts },
  // A thousand seeds, each in two processes (J7).
  { name: 'traces', words: [script('deep/traces.ts')], budgetSeconds: 600, count: printedCounts },
  // The boundary sweep and the worlds, whole; their tables stand in reports/index.html.
  { name: 'explored', words: [script('deep/explored.ts')], budgetSeconds: 900, count: printedCounts },
  // The tests that show a sample in the gate.
  { name: 'counts', words: [script('deep/counts.ts')], budgetSeconds: 3600, count: printedCounts },
  // Playwright with four workers and a hundred tests, eight tokens by lease.
  { name: 'pool', words: [script('deep/pool.ts')], budgetSeconds: 300, count: printedCounts },
  // Every kind of client; the gate tries four of them.
  { name: 'package', words: [script('package/run.ts'), '--all'], budgetSeconds: 900, count: printedCounts },
];
