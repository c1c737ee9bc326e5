/** docs/refusals.md: every refusal of the stub in ja and en, made from the one table (D-19). `--write` makes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bothLanguages } from '../common/text.ts';
import { refusals } from '../portal-stub/rules/refusal.ts';
import { reasonTexts } from '../portal-stub/texts/reasons.ts';
import { refusalTexts } from '../portal-stub/texts/refusals.ts';

const PAGE = new URL('../docs/refusals.md', import.meta.url);

export function refusalsPage(): string {
  const codes = [...new Set(refusals.map(({ code }) => code))];
  const screen = codes.map((code) => `| ${code} | ${refusalTexts[code].ja} | ${refusalTexts[code].en} |`);
  const bank = refusals.map(
    ({ reason, code }, at) =>
      `| ${at + 1} | ${reason} | ${code} | ${reasonTexts[reason].ja} | ${reasonTexts[reason].en} |`,
  );
  return `# ${bothLanguages({ ja: 'エラーコード', en: 'Refusals' })}

**Every code and text on this page is invented for the stub** (D-19): no public page shows the real bank's.
**このページのコードと文言は、すべてスタブのために作ったものです。** 実際の銀行のものではありません。
Scenarios name code and reason (シナリオでの書き方): [features.md](features.md)

## What the screen says (画面の表示)

| code | 日本語 | English |
| --- | --- | --- |
${screen.join('\n')}

## What the bank knows (銀行側の理由)

In order of precedence (D-05): each attempt has exactly one reason, the first that applies. Only the control plane
(\`GET /__admin/contracts/:id/attempts\`) tells it; causes that share E-OTP-01 look the same on the screen (D-12).

| # | reason | code | 日本語 | English |
| --- | --- | --- | --- | --- |
${bank.join('\n')}
`;
}

export const storedRefusalsPage = (): string => readFileSync(PAGE, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(PAGE, refusalsPage());
  else process.stdout.write(refusalsPage());
}
