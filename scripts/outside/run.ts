/**
 * `node scripts/outside/run.ts [--quick] [FAULT…]`: the features against the portals of examples/ that are none of ours. The
 * right one must be told by no scenario, each planted fault by one at least. Prints a line a run and `N passed, N failed`.
 *
 * `--quick` is the gate's: a fault meets the scenarios that carry its rule, and no further than the first that tells it.
 */
import { parseArgs } from 'node:util';
import { faults as kamome } from '../../examples/kamome/rules.ts';
import { faults as minato } from '../../examples/minato/faults.ts';
import { createTeller } from '../../harness/faults/tell.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});

interface Example {
  readonly name: string;
  /** The variable that plants a fault in it. */
  readonly variable: string;
  readonly faults: { readonly [name: string]: readonly string[] };
  /** Fewer scenarios than this would mean that the right bank lets too little be tried. */
  readonly leastRan: number;
}

const examples: readonly Example[] = [
  { name: 'kamome', variable: 'KAMOME_FAULT', faults: kamome, leastRan: 300 },
  { name: 'minato', variable: 'MINATO_FAULT', faults: minato, leastRan: 300 },
];

const { tell } = await createTeller();
let passed = 0;
let failed = 0;
const count = (ok: boolean, line: string): void => {
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${line}\n`);
  if (ok) passed += 1;
  else failed += 1;
};

for (const example of examples) await tryExample(example);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function tryExample({ name, variable, faults, leastRan }: Example): Promise<void> {
  const stage = `examples/${name}/stage.ts`;
  if (positionals.length === 0) {
    delete process.env[variable];
    // The gate's share of the right portal: what its faults are told by.
    const breaks = Object.values(faults).flat();
    const scenarios = values.quick ? 'tagged' : 'all';
    const { ran, told } = await tell('', { name: '', breaks }, { scenarios, stopAtFirst: false, stage });
    const wrongly = told.map(({ at, step }) => `${at} ${step}`);
    const enough = ran >= (values.quick ? 1 : leastRan);
    count(told.length === 0 && enough, `${name}: ${ran} scenarios ran ${wrongly.join(', ')}`);
  }
  for (const [fault, breaks] of Object.entries(faults)) {
    if (positionals.length > 0 && !positionals.includes(fault)) continue;
    process.env[variable] = fault;
    const scenarios = values.quick ? 'tagged' : 'all';
    const options = { scenarios, stopAtFirst: values.quick, stage } as const;
    const { ran, told } = await tell('', { name: fault, breaks }, options);
    const by = told.map(({ at, step }) => `${at} ${step}`);
    const shown = by.slice(0, 3).join(', ') + (by.length > 3 ? ` and ${by.length - 3} more` : '');
    count(told.length > 0, `${name} ${fault}: ${ran} scenarios ran; ${shown || 'told by none'}`);
  }
}
