/** A pretended Nitrokey Pro: the firmware's rules as far as codes go, with its own clock and PIN. PURE. */
import { concat, padded, readU32le, same, u32le } from '../../bytes.ts';
import { descriptorOf, type FakeDevice, type FakeIdentity, hmacSha1, inputSource } from '../../fake.ts';
import { movingFactor, truncate } from '../../truncate.ts';
import { command, commandStatus, crc32, crcOf, DESCRIPTOR, PASSWORD_LENGTH, REPORT_LENGTH } from './protocol.ts';

export interface FakeProSlot {
  readonly name: string;
  readonly digits: 6 | 8;
  readonly periodSeconds: number;
  /** The code of a step (TOTP) or counter (HOTP). A promise keeps the device busy until it settles; undefined = no code to be had. */
  readonly code: (factor: bigint) => string | undefined | Promise<string | undefined>;
}

export const secretSlot = (name: string, secret: Uint8Array, digits: 6 | 8 = 6, periodSeconds = 30): FakeProSlot => ({
  name,
  digits,
  periodSeconds,
  code: (factor) => truncate(hmacSha1(secret, movingFactor(factor)), digits),
});

export interface FakeProOptions {
  /** Milliseconds of the world outside; the key counts seconds from its last SET_TIME. */
  readonly now: () => number;
  /** By slot byte: 0x20 + n is TOTP, 0x10 + n is HOTP. */
  readonly slots: ReadonlyMap<number, FakeProSlot>;
  /** What flash remembers: SET_TIME refuses to go below, and refuses when it was never set. */
  readonly storedSeconds?: number | undefined;
  readonly pin?: string | undefined;
  readonly version?: readonly [major: number, minor: number];
  /** Get-feature polls answered "busy" before each answer. */
  readonly busyPolls?: number;
  readonly identity?: Partial<FakeIdentity>;
}

export interface FakePro extends FakeDevice {
  /** SET_TIME commands accepted: each one wears the flash. */
  readonly timesSet: () => number;
  readonly pinTriesLeft: () => number;
}

export const PRO_IDENTITY: FakeIdentity = {
  vendorId: 0x20a0,
  productId: 0x4108,
  usagePage: 0xff00,
  usage: 1,
  manufacturer: 'Nitrokey',
  product: 'Nitrokey Pro',
  serial: '000000000000000000001234',
  release: 0x0100,
  descriptor: descriptorOf(DESCRIPTOR),
};

export function fakeNitrokeyPro(options: FakeProOptions): FakePro {
  const input = inputSource();
  const [major, minor] = options.version ?? [0, 15];
  let storedSeconds = options.storedSeconds;
  let clockBase = { seconds: 0, at: options.now() };
  let timesSet = 0;
  let triesLeft = 3;
  let temporary: Uint8Array | undefined;
  let authorizedCrc: number | undefined;
  let busy = 0;
  let pending: Promise<Uint8Array> | undefined;
  let answer: Uint8Array = new Uint8Array(REPORT_LENGTH);
  const counters = new Map<number, bigint>();

  const deviceSeconds = () => clockBase.seconds + Math.floor((options.now() - clockBase.at) / 1000);

  const reply = (request: Uint8Array, status: number, data: Uint8Array = new Uint8Array(0)): Uint8Array => {
    const body = padded(
      concat(Uint8Array.of(0, request[0] ?? 0), u32le(crc32(request.slice(0, 60))), Uint8Array.of(status), data),
      60,
    );
    return concat(body, u32le(crc32(body)));
  };

  const setTime = (request: Uint8Array): Uint8Array => {
    const seconds = Number(new DataView(request.buffer, request.byteOffset).getBigUint64(2, true));
    const forced = request[1] === 1;
    if (!forced && (storedSeconds === undefined || seconds < storedSeconds))
      return reply(request, commandStatus.timestampWarning);
    storedSeconds = seconds;
    clockBase = { seconds, at: options.now() };
    timesSet += 1;
    return reply(request, commandStatus.ok);
  };

  const mayGiveCode = (request: Uint8Array): boolean => {
    if (options.pin === undefined) return true;
    if (major === 0 && minor <= 7) {
      const allowed = authorizedCrc === crcOf(request);
      authorizedCrc = undefined;
      return allowed;
    }
    return temporary !== undefined && same(request.slice(19, 19 + PASSWORD_LENGTH), temporary);
  };

  const getCode = (request: Uint8Array): Uint8Array | Promise<Uint8Array> => {
    const number = request[1] ?? 0;
    const slot = options.slots.get(number);
    if (!mayGiveCode(request)) return reply(request, commandStatus.notAuthorized);
    if (slot === undefined)
      return reply(request, number >= 0x10 && number < 0x2f ? commandStatus.notProgrammed : commandStatus.wrongSlot);
    const counter = counters.get(number) ?? 0n;
    const hotp = number < 0x20;
    if (hotp) counters.set(number, counter + 1n);
    const found = slot.code(hotp ? counter : BigInt(Math.floor(deviceSeconds() / slot.periodSeconds)));
    const settle = (code: string | undefined): Uint8Array => {
      if (code === undefined) return reply(request, commandStatus.notProgrammed);
      return reply(
        request,
        commandStatus.ok,
        concat(u32le(Number(code)), Uint8Array.of(slot.digits === 8 ? 1 : 0), new Uint8Array(13)),
      );
    };
    return found instanceof Promise ? found.then(settle, () => settle(undefined)) : settle(found);
  };

  const readSlot = (request: Uint8Array, whole: boolean): Uint8Array => {
    const slot = options.slots.get(request[1] ?? 0);
    if (slot === undefined) return reply(request, commandStatus.notProgrammed);
    const name = padded(Uint8Array.from(Buffer.from(slot.name, 'utf8').subarray(0, 15)), 15);
    if (!whole) return reply(request, commandStatus.ok, name);
    const config = Uint8Array.of(slot.digits === 8 ? 1 : 0);
    const interval = Uint8Array.of(slot.periodSeconds & 0xff, slot.periodSeconds >> 8);
    return reply(request, commandStatus.ok, concat(name, config, new Uint8Array(13), interval));
  };

  const authenticate = (request: Uint8Array): Uint8Array => {
    const right =
      options.pin !== undefined && same(request.slice(1, 26), padded(Uint8Array.from(Buffer.from(options.pin)), 25));
    if (triesLeft === 0 || !right) {
      triesLeft = Math.max(0, triesLeft - 1);
      return reply(request, commandStatus.wrongPassword);
    }
    triesLeft = 3;
    temporary = request.slice(26, 51);
    return reply(request, commandStatus.ok);
  };

  const authorize = (request: Uint8Array): Uint8Array => {
    if (temporary === undefined || !same(request.slice(5, 30), temporary))
      return reply(request, commandStatus.wrongPassword);
    authorizedCrc = readU32le(request, 1);
    return reply(request, commandStatus.ok);
  };

  const obey = (request: Uint8Array): Uint8Array | Promise<Uint8Array> => {
    if (crc32(request.slice(0, 60)) !== crcOf(request)) return reply(request, commandStatus.wrongCrc);
    switch (request[0]) {
      case command.getStatus: {
        const config = Uint8Array.of(0, 0, 0, options.pin === undefined ? 0 : 1, 0);
        return reply(request, commandStatus.ok, concat(Uint8Array.of(minor, major), u32le(0x1234), config));
      }
      case command.readSlotName:
        return readSlot(request, false);
      case command.readSlot:
        return readSlot(request, true);
      case command.getCode:
        return getCode(request);
      case command.setTime:
        return setTime(request);
      case command.userPinRetries:
        return reply(request, commandStatus.ok, Uint8Array.of(triesLeft));
      case command.userAuthenticate:
        return authenticate(request);
      case command.userAuthorize:
        return authorize(request);
      default:
        return reply(request, 9);
    }
  };

  return {
    identity: { ...PRO_IDENTITY, ...options.identity },
    getFeature: (_reportId, length) => {
      if (pending !== undefined || busy > 0) {
        busy = Math.max(0, busy - 1);
        return padded(Uint8Array.of(1), length);
      }
      return answer.slice(0, length);
    },
    setFeature: (_reportId, data) => {
      if (data.length !== REPORT_LENGTH) return;
      busy = options.busyPolls ?? 0;
      const obeyed = obey(data.slice());
      pending = obeyed instanceof Promise ? obeyed : undefined;
      if (obeyed instanceof Uint8Array) answer = obeyed;
      else
        void obeyed.then((late) => {
          if (pending !== obeyed) return;
          pending = undefined;
          answer = late;
        });
    },
    output: () => undefined,
    onInput: input.onInput,
    timesSet: () => timesSet,
    pinTriesLeft: () => triesLeft,
  };
}
