/**
 * `npm run sandbox -- --name '電池切れトークンの交換（共有）' [--level http|browser|…] [--desk FILE] [path…]`: the 前提 of
 * one scenario, then portal and desk are a person's until Enter.
 */
import { fileURLToPath } from 'node:url';
import { bddWords } from '../../cli/bdd/words.ts';
import { ExitError } from '../../cli/exit.ts';
import type { Text } from '../../common/text.ts';
import { catalogueSections } from '../../harness/run/catalogue.ts';
import { RunError } from '../../harness/run/run-error.ts';
import { runFeatures } from '../../harness/run/run-features.ts';

const pause = fileURLToPath(new URL('./pause.ts', import.meta.url));
const say = ({ ja, en }: Text): void => void process.stderr.write(`ichido: ${ja}\nichido: ${en}\n`);

try {
  const { args, ...asked } = bddWords(process.argv.slice(2), catalogueSections());
  // Nothing is decided here, so no report is left and nothing is counted.
  const quiet = ['--import', pause];
  const asWords = { ...asked, args: [...args, ...quiet], cwd: process.cwd(), startedAt: Date.now(), report: false };
  const { outcome, why } = await runFeatures(asWords);
  // All of it was skipped but the 前提: that is what was asked for.
  process.exitCode = outcome === 'only-skips' ? 0 : 1;
  if (outcome !== 'only-skips' && why !== undefined) say(why);
} catch (error) {
  if (!(error instanceof ExitError || error instanceof RunError)) throw error;
  say(error.text);
  process.exitCode = error instanceof ExitError ? error.exitCode : 1;
}
