/** `ichido plug`: what the desk's token shows goes into the kernel, by /dev/uhid. */

import { bothLanguages } from '../../common/text.ts';
import type { DeskAddress } from '../../desk/net/desk-file.ts';
import { type ControlClient, connectControl } from '../../simulator/control/client.ts';
import type { Face } from '../../simulator/device/face.ts';
import { descriptorOf, type FakeDevice } from '../../simulator/hid/fake.ts';
import type { PlugKind } from '../../simulator/hid/families/families.ts';
import { fakeKeyboard } from '../../simulator/hid/families/keyboard/fake.ts';
import { BOOT_DESCRIPTOR } from '../../simulator/hid/families/keyboard/protocol.ts';
import { fakeNitrokeyPro } from '../../simulator/hid/families/nitrokey-pro/fake.ts';
import { totpSlot } from '../../simulator/hid/families/nitrokey-pro/protocol.ts';
import { openUhid, plugIntoKernel, type UhidOpened } from '../../simulator/hid/io/uhid.ts';
import { realTimers, type Timers } from '../../simulator/hid/talk/timers.ts';
import { deskRefusal } from '../desk-refusal.ts';
import { type ExitError, failed, missingPart, wrongUsage } from '../exit.ts';
import { findDesk } from '../find-desk.ts';
import { catchSignals } from '../serve.ts';

export interface PlugOptions {
  readonly as: PlugKind;
  readonly typesIntoFocus?: boolean;
}

/** What it stands on; tests bring a pretended kernel. */
export interface Socket {
  readonly open: () => UhidOpened;
  readonly findDesk: () => Pick<DeskAddress, 'control' | 'secret'>;
  readonly timers: Timers;
  /** Begins to listen for the signals that end it. */
  readonly signals: () => { readonly ended: Promise<number> };
}

const thisSystem: Socket = {
  open: () => openUhid(),
  findDesk: () => findDesk(),
  timers: realTimers(() => performance.now()),
  signals: catchSignals,
};

export async function plug(serial: string, options: PlugOptions, socket: Socket = thisSystem): Promise<void> {
  if (options.as === 'keyboard' && options.typesIntoFocus !== true) {
    throw wrongUsage(
      '①を押すたびに、入力先になっている窓へコードと Enter が打たれます。承知のうえで --types-into-focus を付けてください。',
      'each press types the code and Enter into whatever has the focus: say --types-into-focus if that is meant',
    );
  }
  const opened = socket.open();
  if (!opened.ok) throw missing(opened);
  const signals = socket.signals();
  const undo: (() => Promise<void> | void)[] = [() => opened.file.close()];
  try {
    const desk = socket.findDesk();
    const client = await connectControl({ url: desk.control, secret: desk.secret }).catch((error: unknown) => {
      throw failed(
        `デスク（${desk.control}）につながりません。`,
        `can't reach the desk at ${desk.control}: ${error instanceof Error ? error.message : 'no answer'}`,
      );
    });
    undo.push(() => client.close());
    const fake = await made[options.as](client, serial);
    const device = plugIntoKernel(opened.file, fake, socket.timers);
    undo.shift();
    undo.push(() => device.unplug());
    await device.started;
    process.stderr.write(
      `ichido: ${bothLanguages({ ja: `${serial} を差し込みました。Ctrl-C で抜きます`, en: `${serial} is plugged in; Ctrl-C pulls it out` })}\n`,
    );
    const ended = await Promise.race([signals.ended, client.closed.then(() => 'desk' as const)]);
    if (ended === 'desk') throw failed('デスクが終了したので抜きました。', 'the desk has ended: unplugged');
    process.exitCode = ended;
  } catch (error) {
    throw deskRefusal(error);
  } finally {
    for (const act of undo.reverse()) await act();
  }
}

const made: Readonly<Record<PlugKind, (client: ControlClient, serial: string) => Promise<FakeDevice>>> = {
  keyboard,
  vendor,
};

/** Types what a press makes it show. An app has no button, and would type at every step. */
async function keyboard(client: ControlClient, serial: string): Promise<FakeDevice> {
  await demandToken(client, serial);
  if (serial.startsWith('SKTS')) {
    throw wrongUsage(
      'アプリには①ボタンがありません。--as vendor なら読めます。',
      'an app has no button to press; --as vendor lets others read it',
    );
  }
  const fake = fakeKeyboard({ identity: identity(serial, 'keyboard') });
  client.onNotification(({ method, params }) => {
    if (method !== 'face.changed' || params.serial !== serial || params.face.kind !== 'code') return;
    fake.touch(`${params.face.code}\n`);
  });
  return fake;
}

/** GET_CODE of TOTP slot 1 presses the token when it is dark. Its clock is the desk's: SET_TIME is taken and ignored. */
async function vendor(client: ControlClient, serial: string): Promise<FakeDevice> {
  await demandToken(client, serial);
  const code = async (): Promise<string | undefined> => {
    const shown = codeIn(await client.call('tokens.face', { serial }));
    if (shown !== undefined) return shown;
    const { face, next } = await client.call('tokens.press', { serial });
    return codeIn(face) ?? (next && codeIn(next.face));
  };
  return fakeNitrokeyPro({
    now: () => Date.now(),
    storedSeconds: 0,
    slots: new Map([[totpSlot(0), { name: serial, digits: 6, periodSeconds: 30, code }]]),
    identity: { product: `ichido ${serial}`, serial },
  });
}

const codeIn = (face: Face): string | undefined => (face.kind === 'code' ? face.code : undefined);

async function demandToken(client: ControlClient, serial: string): Promise<void> {
  await client.call('tokens.face', { serial });
}

/** pid.codes' number for testing: this keyboard is nobody's product. */
function identity(serial: string, what: string) {
  return {
    vendorId: 0x1209,
    productId: 0x0001,
    manufacturer: 'ichido',
    product: `ichido ${serial} ${what}`,
    serial,
    descriptor: descriptorOf(BOOT_DESCRIPTOR),
  };
}

function missing(opened: Extract<UhidOpened, { ok: false }>): ExitError {
  if (process.platform !== 'linux') {
    return missingPart(
      'ichido plug は Linux の /dev/uhid を使うため、この OS では動きません。',
      'ichido plug needs /dev/uhid, which only Linux has',
    );
  }
  if (opened.missing === 'permission') {
    return missingPart(
      '/dev/uhid を開く権限がありません。root で実行するか、/dev/uhid に権限を付けてください。',
      'no permission to open /dev/uhid: run as root, or give yourself access to it',
    );
  }
  return missingPart(
    '/dev/uhid がありません。「modprobe uhid」を実行してください（コンテナーの中では使えないことがあります）。',
    '/dev/uhid is missing: run `modprobe uhid` (a container may not have it)',
  );
}
