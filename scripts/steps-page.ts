/** docs/steps.md: every sentence of the features with an example, made from what Cucumber registers. `--write` makes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bothLanguages } from '../common/text.ts';
import { type KnownStep, knownSteps } from '../harness/vocabulary/known-steps.ts';

const PAGE = new URL('../docs/steps.md', import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));

export async function stepsPage(): Promise<string> {
  const steps = await knownSteps(root);
  const sections = [...Map.groupBy(steps, ({ topic }) => topic)].map(
    ([topic, all]) => `## ${topic}

| | 文 | 例 |
| --- | --- | --- |
${all.map(row).join('\n')}
`,
  );
  return `# ${bothLanguages({ ja: '使える文', en: 'Steps' })}

機能に書ける文の一覧です（${steps.length} 文）。\`npx ichido steps\` も同じもの（自分の手順も含む）を出し、\`npx ichido steps 電池\` は語で探します。
The sentences that features may be written in, as \`ichido steps [word]\` prints them.

- \`{トークン}\` は \`トークン「旧」\`、\`{利用者}\` は \`利用者「user01」\` のように名前を書きます（続けて複数も可）。\`{管理者}\` は \`管理者\`、または
  \`管理者（窓2）\` です。\`{期間}\` は \`30秒\`・\`5分\`・\`2時間\`・\`40日\`、\`{int}\` は半角の数字です。
- 「ならば」の文で結果を確かめます。断りの名前と理由は [refusals.md](refusals.md)、書き方は [features.md](features.md) にあります。
- ない文を実行すると「もしかして」で近い文が、Cucumber の出力に書き始めの例が出ます。

${sections.join('\n')}`;
}

const row = ({ keyword, sentence, example }: KnownStep): string =>
  `| ${keyword} | ${cell(sentence)} | ${cell(example)} |`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

export const storedStepsPage = (): string => readFileSync(PAGE, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(PAGE, await stepsPage());
  else process.stdout.write(await stepsPage());
}
