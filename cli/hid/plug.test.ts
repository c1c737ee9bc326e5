import { Command } from 'commander';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { families, familyNames } from '../../simulator/hid/families/families.ts';
import { emptyKeyboard, type } from '../../simulator/hid/families/keyboard/protocol.ts';
import {
  command,
  crcOf,
  frame,
  getCodePayload,
  parseAnswer,
  parseCode,
  totpSlot,
} from '../../simulator/hid/families/nitrokey-pro/protocol.ts';
import { memoryHid } from '../../simulator/hid/io/memory-hid.ts';
import { EVENT_LENGTH } from '../../simulator/hid/io/uhid-event.ts';
import { realTimers } from '../../simulator/hid/talk/timers.ts';
import { add } from '../commands/plug.ts';
import { ExitError } from '../exit.ts';
import { type PlugOptions, plug, type Socket } from './plug.ts';

const REAL = { keyboard: { as: 'keyboard', typesIntoFocus: true }, vendor: { as: 'vendor' } } as const;

let running: RunningDesk;
beforeEach(async () => {
  running = await startDesk({ now: 59_000, seed: 1, hid: memoryHid() });
});
afterEach(() => running.stop());

/** A kernel that starts every device, and remembers what it was told. */
function pretendKernel() {
  const incoming: Buffer[] = [];
  const written: Buffer[] = [];
  let closed = 0;
  let onWrite: () => void = () => undefined;
  const event = (kind: number, ...fields: readonly (readonly [number, Uint8Array])[]) => {
    const bytes = Buffer.alloc(EVENT_LENGTH);
    bytes.writeUInt32LE(kind, 0);
    for (const [at, data] of fields) bytes.set(data, at);
    incoming.push(bytes);
  };
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const socket: Socket = {
    open: () => ({
      ok: true,
      file: {
        write: (bytes) => {
          written.push(bytes);
          if (bytes.readUInt32LE(0) === 11) event(2);
          onWrite();
        },
        read: () => incoming.shift(),
        close: () => {
          closed += 1;
        },
      },
    }),
    findDesk: () => ({ control: running.controlUrl, secret: running.secret }),
    timers: realTimers(() => performance.now()),
    signals: () => ({ ended }),
  };
  /** Waits until the kernel has been told something that satisfies. */
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      onWrite = () => {
        if (fits()) resolve();
      };
      onWrite();
    });
  const inputs = () =>
    written.filter((bytes) => bytes.readUInt32LE(0) === 12).map((bytes) => Uint8Array.from(bytes.subarray(6)));
  return { socket, event, written, end, until, inputs, closed: () => closed };
}

test('a press types the code and Enter, a second one puts it out, a third types it again', async () => {
  const kernel = pretendKernel();
  const plugged = plug('SKTH00001', REAL.keyboard, kernel.socket);
  await kernel.until(() => kernel.written.length > 0);
  const codes: string[] = [];
  for (const presses of [1, 2, 3]) {
    const pressed = await running.tray.press('SKTH00001');
    const face = pressed.ok ? pressed.value.face : expect.fail();
    if (face.kind === 'code') codes.push(face.code);
    if (presses !== 2) await kernel.until(() => kernel.inputs().length >= codes.length * 14);
  }
  let state = emptyKeyboard;
  const typed = kernel.inputs().flatMap((report) => {
    const step = type(state, report);
    state = step.state;
    return step.code === undefined ? [] : [step.code.code];
  });
  expect(typed).toEqual(codes);
  expect(codes).toHaveLength(2);
  kernel.end(0);
  await plugged;
  expect(kernel.written.at(-1)?.toString('hex')).toBe('01000000');
  expect(kernel.closed()).toBe(1);
});

test('as a vendor device it answers GET_CODE, pressing the token when it is dark', async () => {
  const kernel = pretendKernel();
  const plugged = plug('SKTH00001', REAL.vendor, kernel.socket);
  await kernel.until(() => kernel.written.length > 0);
  const request = frame(command.getCode, getCodePayload(totpSlot(0), 59n, 30));
  kernel.event(13, [10, Uint8Array.of(65, 0)], [13, request]);
  const replies = () => kernel.written.filter((bytes) => bytes.readUInt32LE(0) === 10);
  let code: string | undefined;
  for (let poll = 1; code === undefined; poll++) {
    kernel.event(9, [4, Uint8Array.of(poll)]);
    await kernel.until(() => replies().length >= poll);
    const answer = parseAnswer(Uint8Array.from(replies().at(-1)!.subarray(13)), {
      command: command.getCode,
      crc: crcOf(request),
    });
    if (answer.kind === 'answer') code = parseCode(answer.data)?.code ?? expect.fail(`status ${answer.status}`);
  }
  const face = running.tray.face('SKTH00001');
  expect(face?.kind === 'code' && face.code).toBe(code);
  kernel.end(0);
  await plugged;
});

test('ends when the desk ends', async () => {
  const kernel = pretendKernel();
  const plugged = plug('SKTH00001', REAL.keyboard, kernel.socket);
  await kernel.until(() => kernel.written.length > 0);
  const refused = expect(plugged).rejects.toMatchObject({ exitCode: 1 });
  await running.stop();
  await refused;
  expect(kernel.closed()).toBe(1);
});

const without = (missing: 'device' | 'permission'): Socket => ({
  ...pretendKernel().socket,
  open: () => ({ ok: false, missing, detail: '' }),
});

test.each<[string, string, PlugOptions, () => Socket, number]>([
  ['without its flag', 'SKTH00001', { as: 'keyboard' }, () => pretendKernel().socket, 2],
  ['for an app', 'SKTS00001', REAL.keyboard, () => pretendKernel().socket, 2],
  ['for a serial that is not there', 'SKTH99999', REAL.vendor, () => pretendKernel().socket, 1],
  ['without /dev/uhid', 'SKTH00001', REAL.vendor, () => without('device'), 69],
  ['without permission', 'SKTH00001', REAL.keyboard, () => without('permission'), 69],
])('is refused %s', async (_why, serial, options, socket, exitCode) => {
  const refused = await plug(serial, options, socket()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ExitError);
  expect(refused).toMatchObject({ exitCode });
});

test('what `ichido plug --as` offers is what the families can be plugged in as', () => {
  const program = new Command();
  add(program);
  const kinds = familyNames.flatMap((name) => families[name].plugsAs ?? []);
  const option = program.commands[0]?.options.find(({ long }) => long === '--as');
  expect([...(option?.argChoices ?? [])].sort()).toEqual([...kinds].sort());
});
