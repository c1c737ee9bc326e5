/** `ichido report evidence`: 試験成績書 from the last full runs in reports/. */
import type { Command } from 'commander';
import { failed } from '../exit.ts';
import { help } from '../help-text.ts';

export function add(program: Command): void {
  program
    .command('report')
    .description('what the runs in reports/ come to / reports/ の実行結果をまとめる')
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
