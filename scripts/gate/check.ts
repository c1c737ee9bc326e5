/**
 * `npm test`: the gate. Each part prints its time when it ends, what fails prints its output, and a table shows times
 * beside budgets; the last line is `N passed, N failed(, N skipped)`. As root on Debian without a terminal it installs
 * the system parts that its parts need. `npm test -- lint unit` runs the parts that are named.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bothLanguages } from '../../common/text.ts';
import { addCounts, countsText } from './counts.ts';
import { gateParts, limitSeconds, type Part } from './parts.ts';
import { type Outcome, runPart } from './run-part.ts';
import { provide } from './system.ts';
import { timesTable } from './times.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ichido-check-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const say = (text: string) => void process.stdout.write(`${text}\n`);

process.exitCode = await check(gateParts(scratch), process.argv.slice(2));

async function check(parts: readonly Part[], names: readonly string[]): Promise<number> {
  const isNamed = (part: Part, name: string) => part.name === name || part.name.startsWith(`${name} `);
  const unknown = names.filter((name) => !parts.some((part) => isNamed(part, name)));
  if (unknown.length > 0) {
    process.stderr.write(
      `ichido: ${bothLanguages({ ja: 'そのような検査はありません', en: 'no such part' })}: ${unknown.join(', ')}\n`,
    );
    process.stderr.write(`ichido: ${parts.map((part) => part.name).join(', ')}\n`);
    return 2;
  }
  const chosen = parts.filter((part) => names.length === 0 || names.some((name) => isNamed(part, name)));
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const provided = names.length === 0 ? provide(chosen) : undefined;
  if (provided !== undefined) say(`${'system'.padEnd(12)} ${elapsed().toFixed(1).padStart(6)} s  ${provided}`);

  const run = async (part: Part) => told(await runPart(part, environment(), (limitSeconds - elapsed()) * 1000));
  const beside = Promise.all(chosen.filter((part) => part.beside === true).map(run));
  const inTurn: Outcome[] = [];
  for (const part of chosen.filter((each) => each.beside !== true)) {
    if (part.wide === true) await beside;
    inTurn.push(await run(part));
  }
  const outcomes = [...inTurn, ...(await beside)];

  const total = outcomes.map(({ counts }) => counts).reduce(addCounts);
  if (outcomes.length > 1) say(`\n${timesTable(outcomes, elapsed())}\n`);
  for (const name of total.skipped) say(`skipped: ${name}`);
  say(countsText(total));
  return total.failed === 0 ? 0 : 1;
}

function told(outcome: Outcome): Outcome {
  const { part, counts, seconds, output } = outcome;
  if (counts.failed > 0) say(output.trimEnd());
  say(`${part.name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${countsText(counts)}`);
  return outcome;
}

/** The person's own desk and colours are kept out of it. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ICHIDO_') && name !== 'NO_COLOR' && name !== 'FORCE_COLOR',
  );
  return { ...Object.fromEntries(own), XDG_STATE_HOME: join(scratch, 'state'), NO_COLOR: '1' };
}
