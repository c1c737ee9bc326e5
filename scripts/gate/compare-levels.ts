/**
 * The same features must come to the same verdicts at two levels, step by step: at `domain` and `http` unless others are
 * named. Reads the last full runs that
 * `ichido bdd` left in `reports/`; exits 1 and names each scenario that differs, or says that there is nothing to compare.
 */
import { comparedCount, differences } from '../../harness/report/compare.ts';
import { readSummaries } from '../../harness/run/folders.ts';

const named = process.argv.slice(2);
const levels = named.length === 0 ? ['domain', 'http'] : named;
const summaries = readSummaries(process.cwd()).filter(({ level }) => levels.includes(level));
const [first, ...rest] = summaries;
if (first === undefined || rest.length === 0 || rest.some((other) => comparedCount(first, other) === 0)) {
  process.stderr.write(
    `ichido: 比べるものがありません。先に bdd を ${levels.join(' と ')} で全件実行してください。\n` +
      `ichido: nothing to compare: run bdd in full at ${levels.join(' and ')} first\n`,
  );
  process.exitCode = 1;
} else {
  const found = rest.flatMap((other) => differences(first, other));
  const most = 20;
  for (const { at, name, verdicts } of found.slice(0, most)) {
    process.stdout.write(
      `${at} ${name}: ${Object.entries(verdicts)
        .map((pair) => pair.join(' '))
        .join(', ')}\n`,
    );
  }
  if (found.length > most) process.stdout.write(`and ${found.length - most} more\n`);
  for (const { level, scenarios } of summaries) {
    const silent = scenarios
      .filter(({ status }) => status === 'skipped')
      .map(({ name, reason }) => `${name} (${reason})`);
    process.stdout.write(`${level}: ${scenarios.length} scenarios, skipped: ${silent.join('; ') || 'none'}\n`);
  }
  process.exitCode = found.length === 0 ? 0 : 1;
}
