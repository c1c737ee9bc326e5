/** `ichido report`: 試験成績書 from the last full runs in reports/, and shards put together into one of them. */
import type { Command } from 'commander';
import type { Text } from '../../common/text.ts';
import { asUsage } from '../bdd/run-trouble.ts';
import { failed } from '../exit.ts';
import { help } from '../help-text.ts';
import { integer } from '../options.ts';

export function add(program: Command): void {
  const report = program
    .command('report')
    .description(help({ ja: 'reports/ の実行結果をまとめる', en: 'what the runs in reports/ come to' }));
  report
    .command('merge')
    .description(
      help({ ja: '分割した実行を一つの報告にまとめる', en: 'put the shards of one run (bdd --shard i/n) together' }),
    )
    .argument(
      '<folders...>',
      help({ ja: '分割の reports/ のあるフォルダー', en: 'where the shards left their reports' }),
    )
    .option(
      '--max-skips <n>',
      help({ ja: '見送りの上限', en: 'more skips in all are a failure' }),
      integer(0, 1_000_000),
    )
    .action(merge);
  report
    .command('evidence')
    .description(
      help({
        ja: '最後の全件の実行から試験成績書を作る',
        en: '試験成績書 (.xlsx, A4 HTML, CSV) of the last full runs',
      }),
    )
    .option('--to <folder>', help({ ja: '書き出すフォルダー', en: 'where it is written' }), 'reports/evidence')
    .action(evidence);
}

async function evidence({ to }: { readonly to: string }): Promise<void> {
  const { evidenceFiles, writeEvidence } = await import('../../harness/report/evidence/write-evidence.ts');
  if ((await writeEvidence(process.cwd(), to)) === 0)
    throw failed(
      'reports/ に全件の実行がありません。先に ichido bdd を全件実行してください。',
      'no full run in reports/: run ichido bdd in full first',
    );
  for (const file of evidenceFiles) process.stdout.write(`${to}/${file}\n`);
}

async function merge(folders: readonly string[], { maxSkips }: { readonly maxSkips?: number }): Promise<void> {
  const { mergedText, writeMerged } = await import('../../harness/report/merge/write-merged.ts');
  const { lastLine } = await import('../../harness/report/outcome.ts');
  const tell = ({ ja, en }: Text): void => void process.stderr.write(`ichido: ${ja}\nichido: ${en}\n`);
  const runs = await writeMerged(process.cwd(), folders, maxSkips).catch(asUsage);
  for (const merged of runs) {
    process.stdout.write(`${merged.folder}\n`);
    tell(mergedText(merged));
    tell(lastLine(merged.summary.scenarios));
    if (!merged.summary.success) process.exitCode = 1;
  }
}
