/** `ichido token adopt`: a key fob or an app that only eyes can read, and the question for what it shows. */
import { createInterface } from 'node:readline';
import { type ControlClient, connectControl } from '../../simulator/control/client.ts';
import { deskRefusal } from '../desk-refusal.ts';
import { findDesk } from '../find-desk.ts';
import { demandFile, type EnrollOptions, stock } from './enroll.ts';

export async function adopt(serial: string, options: EnrollOptions): Promise<void> {
  demandFile(options);
  const desk = findDesk();
  if (options.pskc !== undefined) await stock(desk, options);
  const client = await connectControl({ url: desk.control, secret: desk.secret });
  try {
    const adopted = await client.call('tokens.adopt', { serial });
    if (options.json === true) process.stdout.write(`${JSON.stringify(adopted)}\n`);
    else {
      const [ja, en] =
        options.pskc === undefined
          ? [
              '鍵を渡していないので、入力された値は確かめずに使います。',
              'without its PSKC file codes are used unchecked',
            ]
          : ['入力された値は、鍵で確かめます。', 'codes are checked against its secret'];
      process.stderr.write(
        `ichido: ${serial} をデスクに並べました。押すと、表示を尋ねられます。${ja}\n` +
          `ichido: ${serial} stands on the desk; a press asks what it shows; ${en}\n`,
      );
    }
  } catch (error) {
    throw deskRefusal(error);
  } finally {
    await client.close();
  }
}

/** Presses, and brings lines to the desk until it has its answer. */
export async function askForDisplay(client: ControlClient, serial: string) {
  process.stderr.write(
    `ichido: ${serial} の①を押し、表示を入力してください（やめるときは「やめる」）。\n` +
      `ichido: press ① of ${serial} and type what it shows (or: give up)\n`,
  );
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on('line', (line) => void client.call('tokens.typed', { line: line.slice(0, 100) }).catch(() => {}));
  try {
    return await client.call('tokens.press', { serial });
  } finally {
    lines.close();
  }
}
