/** `ichido steps [word]`: the sentences that features may be written in, each with an example. */
import type { Command } from 'commander';
import { failed } from '../exit.ts';
import { help } from '../help-text.ts';
import { jsonOption } from '../options.ts';

export function add(program: Command): void {
  program
    .command('steps')
    .description(
      help({ ja: '機能に使える文の一覧（例つき）', en: 'the sentences of the features, each with an example' }),
    )
    .argument(
      '[word]',
      help({ ja: 'この語を含む文（なければ近い文）', en: 'only those with this word, or nearest to it' }),
    )
    .addOption(jsonOption())
    .action(steps);
}

async function steps(word: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const { knownSteps, stepsAbout } = await import('../../harness/vocabulary/known-steps.ts');
  const { asUsage } = await import('../bdd/run-trouble.ts');
  const all = await knownSteps(process.cwd()).catch(asUsage);
  const found = word === undefined ? all : stepsAbout(word, all);
  if (found.length === 0)
    throw failed(
      `「${word}」に近い文はありません。一覧は「ichido steps」です。`,
      `no sentence is like "${word}"; \`ichido steps\` lists all`,
    );
  if (json === true) {
    process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
    return;
  }
  for (const [topic, sentences] of Map.groupBy(found, (step) => step.topic)) {
    process.stdout.write(`${topic}\n`);
    for (const { keyword, sentence, example } of sentences)
      process.stdout.write(`  ${keyword} ${sentence}\n      例: ${example}\n`);
  }
}
