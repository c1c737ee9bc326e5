/** `npm run deep -- double-click`: 100 double clicks on each form in Chromium: one act each, no refusal recorded or shown. */
import { systemParts } from '../../cli/parts/system-parts.ts';
import { forms } from './clicking/forms.ts';
import { doubleClicks, openChromium } from './clicking/rounds.ts';

const rounds = Number(process.env['ICHIDO_DOUBLE_CLICKS'] ?? 100);
const executable = systemParts.find(({ name }) => name === 'chromium')?.find();
const say = (text: string) => void process.stdout.write(`${text}\n`);

if (executable === undefined) {
  for (const { name } of forms) say(`skipped: double clicks on ${name} (chromium missing)`);
  say(`0 passed, 0 failed, ${forms.length} skipped`);
} else {
  const browser = await openChromium(executable);
  let failed = 0;
  try {
    for (const form of forms) {
      const { twice, wrong } = await doubleClicks(browser, form, rounds);
      say(`${form.name}: ${rounds} double clicks, ${twice} sent twice, ${wrong.length} wrong`);
      for (const each of wrong.slice(0, 5)) say(`  ${each}`);
      failed += wrong.length;
    }
  } finally {
    await browser.close();
  }
  say(`${forms.length * rounds - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
