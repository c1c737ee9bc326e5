/** `ichido bdd`: the features at one level, with reports. Whatever is not ours goes to Cucumber as it is. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { levelNames, levels, whyNoLevel } from '../../harness/levels.ts';
import type { Summary } from '../../harness/report/summary.ts';
import { failed, wrongUsage } from '../exit.ts';

/** Cucumber's options, so that a slip of the keyboard exits 2 instead of being run as something else. True: takes a value. */
const cucumberOptions: { readonly [flag: string]: boolean } = {
  '--backtrace': false,
  '-b': false,
  '--dry-run': false,
  '-d': false,
  '--fail-fast': false,
  '--format': true,
  '-f': true,
  '--format-options': true,
  '--import': true,
  '-i': true,
  '--loader': true,
  '-l': true,
  '--language': true,
  '--name': true,
  '--order': true,
  '--parallel': true,
  '--plugin': true,
  '--plugin-options': true,
  '--require': true,
  '-r': true,
  '--require-module': true,
  '--retry': true,
  '--retry-tag-filter': true,
  '--shard': true,
  '--strict': false,
  '--no-strict': false,
  '--tags': true,
  '-t': true,
  '--world-parameters': true,
};

const defaultLevel = 'http';

const levelLines = (): string[] =>
  levelNames.map((name) => `  ${name.padEnd(8)}${levels[name].behind.ja} / ${levels[name].behind.en}`);

export function add(program: Command): void {
  program
    .command('bdd')
    .description('run the features / フィーチャーを実行する（レポートは reports/）')
    .usage(`[-p ${levelNames.join('|')}] [cucumber arguments]`)
    .argument(
      '[arguments...]',
      "paths and Cucumber's options: --tags, --name, --parallel … / パスと Cucumber のオプション",
    )
    .allowUnknownOption()
    .passThroughOptions(false)
    .helpOption('-h, --help', 'print help / ヘルプを表示')
    .addHelpText(
      'after',
      `
Levels / 実行レベル（既定 / default: ${defaultLevel}; ICHIDO_LEVEL mirrors -p）:
${levelLines().join('\n')}
Examples / 例:
  ichido bdd -p domain
  ichido bdd --tags @S-18
  ichido bdd --name 電池切れ features/swap.feature`,
    )
    .action((_arguments: string[], _options: unknown, command: Command) => bdd(command.args));
}

async function bdd(words: readonly string[]): Promise<void> {
  const { level, args } = split(words);
  const why = whyNoLevel(level);
  if (why !== undefined) throw wrongUsage(why.ja, why.en);
  const { runFeatures } = await import('../../harness/run/run-features.ts');
  const summary = await runFeatures({ level, args, cwd: process.cwd() }).catch(asUsage);
  const count = summary.scenarios.length;
  process.stderr.write(`ichido: reports/${level}/cucumber.html, reports/index.html\n`);
  for (const line of skippedLines(summary.scenarios)) process.stderr.write(`ichido: ${line}\n`);
  // Nothing run is nothing shown: a wrong path or tag must not look like success.
  if (count === 0 && !args.includes('--dry-run') && !args.includes('-d')) {
    throw failed(
      '実行されたシナリオがありません。パスやタグを確かめてください。',
      'no scenario was run: check the paths and tags',
    );
  }
  process.exitCode = summary.success ? 0 : 1;
}

/** Our `-p` out of the words; the rest is Cucumber's. */
export function split(words: readonly string[]): { readonly level: string; readonly args: readonly string[] } {
  let level = process.env['ICHIDO_LEVEL'] || defaultLevel;
  const args: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [flag = '', attached] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (flag === '-p' || flag === '--profile') {
      level = attached ?? words[index + 1] ?? '';
      if (level === '' || level.startsWith('-'))
        throw wrongUsage('-p には実行レベルの名前が必要です。', '-p wants the name of a level');
      if (attached === undefined) index += 1;
      continue;
    }
    args.push(word);
    if (!flag.startsWith('-') || flag === '-') {
      demandPath(word);
      continue;
    }
    const takesValue = Object.hasOwn(cucumberOptions, flag) ? cucumberOptions[flag] : undefined;
    if (takesValue === undefined)
      throw wrongUsage(`「${flag}」というオプションはありません。`, `unknown option "${flag}"`);
    if (!takesValue || attached !== undefined) continue;
    const value = words[index + 1];
    if (value === undefined) throw wrongUsage(`${flag} には値が必要です。`, `${flag} wants a value`);
    args.push(value);
    index += 1;
  }
  return { level, args };
}

/** Cucumber takes a missing file for no features at all. A pattern may match nothing; that is seen after the run. */
function demandPath(word: string): void {
  const path = word.replace(/(:\d+)*$/, '').replace(/^@/, '');
  if (/[*?{}[\]()!]/.test(path) || existsSync(path)) return;
  throw wrongUsage(`「${path}」が見つかりません。`, `no such file or folder: ${path}`);
}

/** Why scenarios were skipped, each reason once: a run that proved nothing must not look like one that did. */
export function skippedLines(scenarios: Summary['scenarios']): string[] {
  const reasons = new Map<string, number>();
  for (const { status, reason = '理由の記録なし' } of scenarios) {
    if (status === 'skipped') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => `見送り / skipped ${count}: ${reason}`);
}

/** What Cucumber says about its own arguments, before anything is run or as soon as it picks scenarios by them. */
function asUsage(error: unknown): never {
  const outer = error instanceof Error ? error : new Error();
  const picking = outer.message.includes('pickles:filter') && outer.cause instanceof Error ? outer.cause : undefined;
  const message = (picking ?? outer).message.trim().replace(/\s*\n\s*/g, ' ');
  if (picking || /must be|invalid JSON|unsupported|schema validation|option must/i.test(message)) {
    throw wrongUsage(`Cucumber の引数が正しくありません: ${message}`, `wrong arguments for Cucumber: ${message}`);
  }
  throw error;
}
