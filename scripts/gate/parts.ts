/** The parts of the gate in one table: what each runs, what it wants of the system, and how long it may take. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Counts, featureCounts, oneFailed, printedCounts, vitestCounts } from './counts.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Part {
  readonly name: string;
  /** A script for this Node, and its arguments. */
  readonly words: readonly string[];
  /** What it should take on two cores. All of them together aim at 15 minutes; over it, the gate says so. */
  readonly budgetSeconds: number;
  /** Names of system parts without which it can't run. */
  readonly needs?: readonly string[];
  /** Names of system parts without which some of its tests are skipped, by name. */
  readonly uses?: readonly string[];
  /** It runs beside the others from the beginning, on a core of its own. */
  readonly beside?: boolean;
  /** It takes both cores, so it waits for what runs beside: deadlines of a machine without KVM are short. */
  readonly wide?: boolean;
  /** A report that an earlier run may have left. */
  readonly report?: string;
  /** How its counts are read; by its exit code alone unless given. */
  readonly count?: (output: string, exitCode: number) => Counts;
}

/** The gate takes no longer than this, whatever hangs. */
export const limitSeconds = 20 * 60;

const tool = (...path: string[]) => join(root, 'node_modules', ...path);
const script = (name: string) => join(root, 'scripts', name);

function features(level: string, budgetSeconds: number, needs: readonly string[] = []): Part {
  const report = join(root, 'reports', level, 'summary.json');
  return {
    name: `bdd ${level}`,
    words: [join(root, 'cli', 'ichido.ts'), 'bdd', '--level', level],
    budgetSeconds,
    needs,
    wide: level !== 'domain',
    report,
    count: (_output, exitCode) => featureCounts(readFileSync(report, 'utf8'), exitCode),
  };
}

/** The scenarios of a level that have a tag: where they left their report, they say themselves. */
function tagged(level: string, tag: string, budgetSeconds: number, needs: readonly string[]): Part {
  return {
    ...features(level, budgetSeconds, needs),
    words: [join(root, 'cli', 'ichido.ts'), 'bdd', '--level', level, '--tags', tag],
    count: (output, exitCode) => {
      const [, folder = ''] = /^ichido: (reports\/.+)\/cucumber\.html/m.exec(output) ?? [];
      return featureCounts(readFileSync(join(root, folder, 'summary.json'), 'utf8'), exitCode);
    },
  };
}

/** Fastest first. `scratch` is a folder for what only the gate reads. */
export function gateParts(scratch: string): readonly Part[] {
  const vitestReport = join(scratch, 'vitest.json');
  return [
    {
      name: 'hid-vm',
      words: [script('hid-vm/run.ts')],
      budgetSeconds: 240,
      uses: ['qemu', 'xz'],
      beside: true,
      // 69: this machine cannot run it, and the suites are named as skipped.
      count: (output, exitCode) => printedCounts(output, exitCode === 69 ? 0 : exitCode),
    },
    {
      name: 'lint',
      words: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'],
      budgetSeconds: 20,
    },
    { name: 'types', words: [tool('typescript', 'bin', 'tsc'), '-p', '.'], budgetSeconds: 30 },
    { name: 'knip', words: [tool('knip', 'bin', 'knip.js'), '--no-progress'], budgetSeconds: 20 },
    {
      name: 'spelling',
      words: [tool('cspell', 'bin.mjs'), 'lint', '--no-progress', '--no-summary', '--dot', '.'],
      budgetSeconds: 30,
    },
    features('domain', 30),
    { name: 'package', words: [script('package/run.ts')], budgetSeconds: 120, count: printedCounts },
    features('http', 60),
    // One scenario per screen and verdict.
    tagged('browser', '@browser', 60, ['chromium']),
    // The manual's three procedures, by a whole person.
    tagged('desk', '@procedure', 45, ['chromium']),
    { name: 'verdicts', words: [script('gate/compare-levels.ts')], budgetSeconds: 10 },
    {
      name: 'faults',
      words: [script('faults/run.ts'), '--quick'],
      budgetSeconds: 90,
      wide: true,
      count: printedCounts,
    },
    // Somebody else's portal under the same features, and one planted fault after the other in it.
    {
      name: 'outside',
      words: [script('outside/run.ts'), '--quick'],
      budgetSeconds: 60,
      wide: true,
      count: printedCounts,
    },
    {
      name: 'unit',
      words: [
        tool('vitest', 'vitest.mjs'),
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${vitestReport}`,
      ],
      budgetSeconds: 240,
      wide: true,
      uses: ['libusb', 'tmux', 'pskctool', 'python-pskc', 'umockdev'],
      count: (_output, exitCode) =>
        existsSync(vitestReport) ? vitestCounts(readFileSync(vitestReport, 'utf8'), exitCode) : oneFailed,
    },
  ];
}
