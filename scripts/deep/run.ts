/**
 * `npm run deep [-- PART…]`: the large counts that the gate shows a sample of, one part after the other. Each prints its
 * time when it ends; the last line is `N passed, N failed(, N skipped)`. The last result of each part stays in
 * reports/deep.json.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bothLanguages } from '../../common/text.ts';
import { addCounts, countsText } from '../gate/counts.ts';
import { root } from '../gate/parts.ts';
import { runPart } from '../gate/run-part.ts';
import { type LastResult, resultOf, withResults } from './last-results.ts';
import { deepParts } from './parts.ts';

const file = join(root, 'reports', 'deep.json');
const say = (text: string) => void process.stdout.write(`${text}\n`);

process.exitCode = await deep(process.argv.slice(2));

async function deep(asked: readonly string[]): Promise<number> {
  const names = deepParts.map(({ name }) => name);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `ichido: ${bothLanguages({ ja: 'そのような検査はありません', en: 'no such part' })}: ${unknown.join(', ')}\n`,
    );
    process.stderr.write(`ichido: ${names.join(', ')}\n`);
    return 2;
  }
  let total = { passed: 0, failed: 0, skipped: [] as readonly string[] };
  for (const part of deepParts.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    // A part that hangs is ended at twice its budget, and has failed.
    const outcome = await runPart(part, process.env, part.budgetSeconds * 2000);
    if (outcome.counts.failed > 0) say(outcome.output.trimEnd());
    say(`${part.name.padEnd(14)} ${outcome.seconds.toFixed(1).padStart(7)} s  ${countsText(outcome.counts)}`);
    keep(withResults(kept(), [resultOf(outcome, new Date().toISOString())], names));
    total = addCounts(total, outcome.counts);
  }
  for (const name of total.skipped) say(`skipped: ${name}`);
  say(countsText(total));
  return total.failed === 0 ? 0 : 1;
}

function kept(): readonly LastResult[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly parts: readonly LastResult[] }).parts;
  } catch {
    return []; // nothing was run yet, or an earlier run was cut short while it wrote
  }
}

function keep(parts: readonly LastResult[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ parts }, undefined, 1)}\n`);
}
