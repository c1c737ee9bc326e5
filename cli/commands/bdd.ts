/** `ichido bdd`: the features at one level, with reports. Whatever is not ours goes to Cucumber as it is. */
import type { Command } from 'commander';
import type { Text } from '../../common/text.ts';
import { levelNames, levels } from '../../harness/levels.ts';
import { asUsage } from '../bdd/run-trouble.ts';
import { bddWords } from '../bdd/words.ts';
import { help } from '../help-text.ts';

const defaultLevel = 'http';

/** A line for each language: both on one would be wider than a terminal. */
const levelLines = (): string[] =>
  levelNames.flatMap((name) => {
    const { ja, en } = levels[name].behind;
    return [`  ${name.padEnd(8)}${en}`, `  ${' '.repeat(8)}${ja}`];
  });

export function add(program: Command): void {
  program
    .command('bdd')
    .description(help({ ja: 'フィーチャーを実行する（レポートは reports/）', en: 'run the features' }))
    .usage(
      [
        `[--level ${levelNames.join('|')} | --stage file]`,
        '[--catalogue [section…]] [--max-skips n] [--max-partly n]',
        '[--executor name] [--seed n] [--now instant] [--desk file] [--headed]',
        '[--slow duration] [--evidence] [--json]',
        '[cucumber arguments]',
      ].join('\n         '),
    )
    .argument(
      '[arguments...]',
      help({ ja: 'パスと Cucumber のオプション', en: "paths and Cucumber's options: --tags, --name, --parallel …" }),
    )
    .allowUnknownOption()
    .passThroughOptions(false)
    .helpOption('-h, --help', help({ ja: 'ヘルプを表示', en: 'print help' }))
    .addHelpText(
      'after',
      `
Levels (実行レベル; default 既定: ${defaultLevel}; ICHIDO_LEVEL mirrors --level):
${levelLines().join('\n')}
--stage FILE: a portal of your own (自分のポータル; .ts .mjs .json):
docs/outside.md
Features (機能): paths, else the project's own features/, else ichido's own
(--catalogue asks for them).
パス、なければ自分の features/、なければ ichido 付属の機能
（--catalogue で指定）。
Examples (例):
  ichido bdd --level domain
  ichido bdd --catalogue swap lock
  ichido bdd --tags @S-18
  ichido bdd --name 電池切れ features/swap.feature`,
    )
    .action((_arguments: string[], _options: unknown, command: Command) => bdd(command.args));
}

async function bdd(words: readonly string[]): Promise<void> {
  const { catalogueSections } = await import('../../harness/run/catalogue.ts');
  const { level, ...asked } = bddWords(words, catalogueSections());
  const { runFeatures } = await import('../../harness/run/run-features.ts');
  const { lastLine } = await import('../../harness/report/outcome.ts');
  const { summary, why, folder } = await runFeatures({
    ...asked,
    level,
    usualLevel: process.env['ICHIDO_LEVEL'],
    words,
    cwd: process.cwd(),
    startedAt: Date.now(),
    // With --json stdout is one document; what Cucumber prints is prose then.
    stdout: asked.json ? process.stderr : process.stdout,
    tell,
  }).catch(asUsage);
  if (asked.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  if (folder !== undefined) process.stderr.write(`ichido: ${folder}/cucumber.html, reports/index.html\n`);
  if (why !== undefined) tell(why);
  const { ja, en } = lastLine(summary.scenarios);
  process.stderr.write(`ichido: ${ja} / ${en}\n`);
  process.exitCode = summary.success ? 0 : 1;
}

const tell = ({ ja, en }: Text): void => void process.stderr.write(`ichido: ${ja}\nichido: ${en}\n`);
