/**
 * `node scripts/outside/run.ts [--quick] [FAULT…]`: the features against the portals of examples/ that are none of ours. The
 * right one must be told by no scenario, each planted fault by one at least. Prints a line a run and `N passed, N failed`.
 *
 * `--quick` is the gate's: a fault meets the scenarios that carry its rule, and no further than the first that tells it.
 */
import { parseArgs } from 'node:util';
import { type Fault, faults } from '../../examples/kamome/rules.ts';
import { createTeller } from '../../harness/faults/tell.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const stage = 'examples/kamome/stage.ts';
/** Fewer than this would mean that the right bank lets too little be tried. */
const leastRan = 110;

const { tell } = await createTeller();
const chosen = (Object.keys(faults) as Fault[]).filter(
  (name) => positionals.length === 0 || positionals.includes(name),
);
let passed = 0;
let failed = 0;
const count = (ok: boolean, line: string): void => {
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${line}\n`);
  if (ok) passed += 1;
  else failed += 1;
};

if (positionals.length === 0) {
  delete process.env['KAMOME_FAULT'];
  const { ran, told } = await tell('', undefined, { scenarios: 'all', stopAtFirst: false, stage });
  const wrongly = told.map(({ at, step }) => `${at} ${step}`);
  count(told.length === 0 && ran >= leastRan, `kamome: ${ran} scenarios ran ${wrongly.join(', ')}`);
}
for (const name of chosen) {
  process.env['KAMOME_FAULT'] = name;
  const scenarios = values.quick ? 'tagged' : 'all';
  const { ran, told } = await tell('', { name, breaks: faults[name] }, { scenarios, stopAtFirst: values.quick, stage });
  const by = told.map(({ at, step }) => `${at} ${step}`);
  const shown = by.slice(0, 3).join(', ') + (by.length > 3 ? ` and ${by.length - 3} more` : '');
  count(told.length > 0, `kamome ${name}: ${ran} scenarios ran; ${shown || 'told by none'}`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
