/** A support file for Cucumber: when the 前提 are done, tells where everything is, and waits for Enter. */
import { createInterface } from 'node:readline/promises';
import { Before, BeforeStep } from '@cucumber/cucumber';
import { announceRunning } from '../../cli/running.ts';
import { bothLanguages } from '../../common/text.ts';
import { contractOf } from '../../harness/scene/scene.ts';
import type { IchidoWorld } from '../../harness/scene/world.ts';
import { sandboxText } from './sandbox-text.ts';

let done = false;
/** A person takes the time that they take. */
const patient = { timeout: -1, wrapperOptions: { deadlineMs: 2 ** 31 - 1 } };

Before(() => (done ? 'skipped' : undefined));

BeforeStep(patient, async function (this: IchidoWorld, { pickleStep }) {
  if (done) return 'skipped';
  if (pickleStep.type === 'Context') return undefined;
  done = true;
  const { stage, serials } = this.scene;
  const { contractId } = await contractOf(this.scene);
  const contract = await stage.bank.contract(contractId);
  if (stage.at === undefined)
    throw new Error(bothLanguages({ ja: 'この実行レベルには画面がありません', en: 'this level has no pages' }));
  await letRun(stage.at);
  const takeBack = announceRunning(stage.at, undefined);
  try {
    // Cucumber's dots stand on the line.
    process.stdout.write(`\n${sandboxText({ at: stage.at, contract, serials })}\n`);
    const line = createInterface({ input: process.stdin });
    await new Promise((resolve) => line.once('line', resolve).once('close', resolve));
    line.close();
  } finally {
    takeBack();
  }
  return 'skipped';
});

/** A clock that stands would show a person the same code for ever. */
async function letRun({ portal, secret }: { readonly portal: string; readonly secret: string }): Promise<void> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const { mode } = (await (await fetch(`${portal}/__admin/clock`, { headers })).json()) as { readonly mode: string };
  if (mode !== 'manual') return;
  const body = JSON.stringify({ mode: 'offset' });
  const answer = await fetch(`${portal}/__admin/clock`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`PUT /__admin/clock: ${answer.status}`);
}
