/** `ichido hid enroll` and `hid release`: they ask the running desk, which reads the device itself. */

import { clean } from '../../common/text-width.ts';
import type { DeskAddress } from '../../desk/net/desk-file.ts';
import { connectControl } from '../../simulator/control/client.ts';
import { deskRefusal } from '../desk-refusal.ts';
import { failed, wrongUsage } from '../exit.ts';
import { findDesk } from '../find-desk.ts';
import { protectionOf, readNamedFile } from '../pskc-protection.ts';

export interface EnrollOptions {
  readonly device?: string;
  readonly slot?: number;
  readonly name?: string;
  readonly pskc?: string;
  readonly pskcKey?: string;
  readonly pskcPassword?: string;
  readonly json?: boolean;
}

export async function enroll(serial: string, options: EnrollOptions): Promise<void> {
  demandFile(options);
  const desk = findDesk();
  if (options.pskc !== undefined) await stock(desk, options);
  await demandStocked(desk, serial);
  const client = await connectControl({ url: desk.control, secret: desk.secret });
  try {
    const id = await chooseId(await client.call('hid.list', {}), options.device);
    const { slot, name } = options;
    const enrolled = await client.call('tokens.enroll', {
      serial,
      id,
      ...(slot === undefined ? {} : { slot }),
      ...(name === undefined ? {} : { name }),
    });
    if (options.json === true) process.stdout.write(`${JSON.stringify(enrolled)}\n`);
    else {
      const label = clean(enrolled.label, 200);
      process.stderr.write(
        `ichido: ${serial} は ${label} です。「ichido token press ${serial}」で触れるよう求められます。\n` +
          `ichido: ${serial} is ${label}; \`ichido token press ${serial}\` will ask you to touch it\n`,
      );
    }
  } catch (error) {
    throw deskRefusal(error);
  } finally {
    await client.close();
  }
}

export async function release(serial: string): Promise<void> {
  const desk = findDesk();
  const client = await connectControl({ url: desk.control, secret: desk.secret });
  try {
    await client.call('tokens.release', { serial });
  } catch (error) {
    throw deskRefusal(error);
  } finally {
    await client.close();
  }
}

export function demandFile({ pskc, pskcKey, pskcPassword }: EnrollOptions): void {
  if (pskc !== undefined || (pskcKey ?? pskcPassword) === undefined) return;
  throw wrongUsage(
    '--pskc-key と --pskc-password は --pskc と一緒に使います。',
    '--pskc-key and --pskc-password go with --pskc',
  );
}

/** The portal learns the secret from the person's file; neither this command nor the tray looks into it. */
export async function stock(
  desk: DeskAddress,
  options: Pick<EnrollOptions, 'pskc' | 'pskcKey' | 'pskcPassword'>,
): Promise<void> {
  const { key, password } = protectionOf(options);
  const response = await fetch(`${desk.portal}/__admin/stock`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${desk.secret}`,
      'content-type': 'application/pskc+xml',
      ...(key === undefined ? {} : { 'ichido-pskc-key': Buffer.from(key).toString('hex') }),
      ...(password === undefined ? {} : { 'ichido-pskc-password': encodeURIComponent(password) }),
    },
    body: Uint8Array.from(Buffer.from(readNamedFile(options.pskc ?? ''))),
  });
  if (response.ok) return;
  const problem = (await response.json().catch(() => ({}))) as { detail?: unknown; title?: unknown };
  const why = clean(String(problem.detail ?? problem.title ?? response.status), 300);
  throw failed(`ポータルが PSKC ファイルを断りました: ${why}`, `the portal refused the PSKC file: ${why}`);
}

/** A token whose secret the portal does not have would be refused at every registration. */
async function demandStocked(desk: DeskAddress, serial: string): Promise<void> {
  const response = await fetch(`${desk.portal}/__admin/serials/${encodeURIComponent(serial)}`, {
    headers: { authorization: `Bearer ${desk.secret}` },
  });
  if (response.ok) return;
  if (response.status !== 404) return;
  throw failed(
    `ポータルの在庫に ${clean(serial, 20)} がありません。--pskc でトークンの PSKC ファイルを渡してください。`,
    `the portal's stock has no ${clean(serial, 20)}: give it the token's PSKC file with --pskc`,
  );
}

function chooseId(rows: readonly { readonly id: string; readonly name: string }[], wanted: string | undefined): string {
  const named = wanted?.toLowerCase();
  const found = rows.filter(({ id }) => {
    const lower = id.toLowerCase();
    return named === undefined || lower === named || lower.startsWith(`${named}:`);
  });
  const [only, another] = found;
  if (only === undefined) {
    throw failed('そのトークンはデスクにつながっていません。', 'no such token is plugged in at the desk');
  }
  if (another === undefined) return only.id;
  const ids = found.map(({ id }) => clean(id, 200)).join(', ');
  throw failed(`--device で選んでください: ${ids}`, `choose with --device: ${ids}`);
}
