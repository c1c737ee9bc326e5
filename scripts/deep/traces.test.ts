import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('J7: the same seeds in two processes leave byte-equal traces (a sample)', { timeout: 60_000 }, () => {
  const script = join(import.meta.dirname, 'traces.ts');
  const said = execFileSync(process.execPath, [script, '15'], { encoding: 'utf8' });
  expect(said).toBe('15 seeds twice: 15 equal traces, 15 different ones among them\n15 passed, 0 failed\n');
});
