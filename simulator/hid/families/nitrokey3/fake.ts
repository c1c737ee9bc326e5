/** A pretended Nitrokey 3: CTAPHID channels and the Secrets app's List, Calculate and VerifyPIN. PURE. */
import { concat, readU32be, u32be } from '../../bytes.ts';
import { descriptorOf, type FakeDevice, type FakeIdentity, hmacSha1, inputSource } from '../../fake.ts';
import {
  type Assembly,
  assemble,
  BROADCAST,
  command,
  DESCRIPTOR,
  emptyAssembly,
  keepalive,
  packets,
} from './ctaphid.ts';
import { instruction, kind, statusWord, tag, tlv } from './secrets-app.ts';

export interface FakeCredential {
  readonly name: string;
  readonly secret: Uint8Array;
  readonly digits: 6 | 7 | 8;
  readonly kind?: 'totp' | 'hotp';
  readonly touch?: boolean;
  /** Only opened by the PIN. */
  readonly protected?: boolean;
}

export interface FakeNitrokey3Options {
  readonly credentials: readonly FakeCredential[];
  readonly pin?: string;
  /** Bytes of an answer given at once; the rest is fetched with SendRemaining. */
  readonly pieceLength?: number;
  readonly identity?: Partial<FakeIdentity>;
}

export interface FakeNitrokey3 extends FakeDevice {
  /** The finger. Returns whether the key was waiting for it. */
  readonly touch: () => boolean;
  /** The key gives up waiting, as the real one does after a while. */
  readonly giveUp: () => boolean;
  readonly waitsForTouch: () => boolean;
  /** Another keepalive, as the real one sends every 100 ms. */
  readonly stillWaiting: () => void;
  readonly pinTriesLeft: () => number;
}

export const NITROKEY3_IDENTITY: FakeIdentity = {
  vendorId: 0x20a0,
  productId: 0x42b2,
  usagePage: 0xf1d0,
  usage: 1,
  manufacturer: 'Nitrokey',
  product: 'Nitrokey 3',
  serial: '',
  release: 0x0107,
  descriptor: descriptorOf(DESCRIPTOR),
};

const word = (status: number): Uint8Array => Uint8Array.of(status >> 8, status & 0xff);

export function fakeNitrokey3(options: FakeNitrokey3Options): FakeNitrokey3 {
  const input = inputSource();
  const assemblies = new Map<number, Assembly>();
  const pieceLength = options.pieceLength ?? 1024;
  let nextChannel = 0x01020304;
  let remaining: Uint8Array = new Uint8Array(0);
  let opened = false;
  let triesLeft = 8;
  let waiting: { readonly channel: number; readonly answer: Uint8Array } | undefined;

  const send = (channel: number, commandId: number, data: Uint8Array): void => {
    for (const packet of packets(channel, commandId, data)) input.emit(packet);
  };

  const inPieces = (data: Uint8Array): Uint8Array => {
    remaining = data.slice(pieceLength);
    const status = remaining.length > 0 ? 0x6100 | Math.min(0xff, remaining.length) : statusWord.ok;
    return concat(word(status), data.slice(0, pieceLength));
  };

  const calculated = (credential: FakeCredential, challenge: Uint8Array): Uint8Array => {
    if (credential.kind === 'hotp') return Uint8Array.of(tag.noResponse, 0);
    const hmac = hmacSha1(credential.secret, challenge);
    const at = (hmac[19] ?? 0) & 0x0f;
    const four = u32be(readU32be(hmac, at) & 0x7fffffff);
    return tlv(tag.response, concat(Uint8Array.of(credential.digits), four));
  };

  /** The answer, or undefined when a finger is waited for. */
  const obey = (channel: number, apdu: Uint8Array): Uint8Array | undefined => {
    const data = apdu.slice(5, 5 + (apdu[4] ?? 0));
    switch (apdu[1]) {
      case instruction.list: {
        const items = options.credentials.map((item) =>
          tlv(
            tag.nameList,
            concat(Uint8Array.of((item.kind === 'hotp' ? kind.hotp : kind.totp) | 1), Buffer.from(item.name)),
          ),
        );
        return inPieces(concat(...items));
      }
      case instruction.sendRemaining:
        return inPieces(remaining);
      case instruction.verifyPin: {
        if (triesLeft === 0) return word(statusWord.blocked);
        const typed = Buffer.from(data.slice(2)).toString('utf8');
        opened = options.pin !== undefined && typed === options.pin;
        triesLeft = opened ? 8 : triesLeft - 1;
        return word(opened ? statusWord.ok : statusWord.pinWrong);
      }
      case instruction.calculate: {
        const nameLength = data[1] ?? 0;
        const name = Buffer.from(data.slice(2, 2 + nameLength)).toString('utf8');
        const credential = options.credentials.find((item) => item.name === name);
        if (credential === undefined) return word(statusWord.notFound);
        if (credential.protected && !opened) return word(statusWord.pinNeeded);
        opened = false;
        const answer = inPieces(calculated(credential, data.slice(4 + nameLength)));
        if (!credential.touch) return answer;
        waiting = { channel, answer };
        send(channel, command.keepalive, Uint8Array.of(keepalive.touchNeeded));
        return undefined;
      }
      default:
        return word(0x6d00);
    }
  };

  const message = (channel: number, commandId: number, data: Uint8Array): void => {
    if (commandId === command.init) {
      const granted = channel === BROADCAST ? nextChannel++ : channel;
      send(channel, command.init, concat(data.slice(0, 8), u32be(granted), Uint8Array.of(2, 1, 7, 0, 5)));
    } else if (commandId === command.ping) {
      send(channel, command.ping, data);
    } else if (commandId === command.nitrokeySecrets) {
      const answer = obey(channel, data);
      if (answer !== undefined) send(channel, command.nitrokeySecrets, answer);
    } else {
      send(channel, command.error, Uint8Array.of(1));
    }
  };

  const settle = (answer: (held: { channel: number; answer: Uint8Array }) => Uint8Array): boolean => {
    const held = waiting;
    if (held === undefined) return false;
    waiting = undefined;
    send(held.channel, command.nitrokeySecrets, answer(held));
    return true;
  };

  return {
    identity: { ...NITROKEY3_IDENTITY, ...options.identity },
    getFeature: (_reportId, length) => new Uint8Array(length),
    setFeature: () => undefined,
    output: (_reportId, report) => {
      if (report.length !== 64) return;
      const channel = readU32be(report, 0);
      const begins = ((report[4] ?? 0) & 0x80) !== 0;
      const soFar = begins ? emptyAssembly : (assemblies.get(channel) ?? emptyAssembly);
      const parts = assemble(soFar, report, channel);
      if (parts.kind === 'more') return void assemblies.set(channel, parts);
      assemblies.delete(channel);
      if (parts.kind === 'whole') message(channel, parts.command, parts.data);
    },
    onInput: input.onInput,
    touch: () => settle((held) => held.answer),
    giveUp: () => settle(() => word(statusWord.notTouched)),
    waitsForTouch: () => waiting !== undefined,
    stillWaiting: () => {
      if (waiting !== undefined) send(waiting.channel, command.keepalive, Uint8Array.of(keepalive.touchNeeded));
    },
    pinTriesLeft: () => triesLeft,
  };
}
