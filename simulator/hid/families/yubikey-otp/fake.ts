/** A pretended YubiKey with challenge-response slots, as hid_set_report and hid_get_report of the real one answer. PURE. */
import { concat } from '../../bytes.ts';
import { descriptorOf, type FakeDevice, type FakeIdentity, hmacSha1, inputSource } from '../../fake.ts';
import { crc16, flag, hmacSlot, REPORT_LENGTH } from './protocol.ts';

export interface FakeHmacSlot {
  readonly secret: Uint8Array;
  readonly touch?: boolean;
}

export interface FakeYubiKeyOptions {
  readonly slots: { readonly 1?: FakeHmacSlot; readonly 2?: FakeHmacSlot };
  /** Milliseconds; only the touch's time-out asks. */
  readonly now: () => number;
  /** Get-feature polls with the write flag up after each write. */
  readonly pendingPolls?: number;
  readonly identity?: Partial<FakeIdentity>;
}

export interface FakeYubiKey extends FakeDevice {
  /** The finger. Returns whether the key was waiting for it. */
  readonly touch: () => boolean;
  readonly waitsForTouch: () => boolean;
}

const TOUCH_MS = 15_000;

/** [memory] of the real one: the kernel and hidapi accept it; usage 1/6 with an 8-byte unnumbered feature. */
const DESCRIPTOR =
  '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508' +
  '150025650507190029658100090375089508b102c0';

export const YUBIKEY_IDENTITY: FakeIdentity = {
  vendorId: 0x1050,
  productId: 0x0407,
  usagePage: 1,
  usage: 6,
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
  serial: '',
  release: 0x0543,
  descriptor: descriptorOf(DESCRIPTOR),
};

export const ONLYKEY_IDENTITY: FakeIdentity = {
  ...YUBIKEY_IDENTITY,
  vendorId: 0x1d50,
  productId: 0x60fc,
  manufacturer: 'CRYPTOTRUST',
  product: 'ONLYKEY',
  serial: '1000000000',
};

export function fakeYubiKey(options: FakeYubiKeyOptions): FakeYubiKey {
  const input = inputSource();
  let parts = new Map<number, Uint8Array>();
  let pending = 0;
  let waiting: { readonly answer: Uint8Array; readonly until: number } | undefined;
  let outgoing: Uint8Array[] = [];

  const status = (): Uint8Array => {
    const one = options.slots[1];
    const two = options.slots[2];
    const bits = (one ? 1 : 0) | (two ? 2 : 0) | (one?.touch ? 4 : 0) | (two?.touch ? 8 : 0);
    return Uint8Array.of(0, 5, 4, 3, 3, bits, 0, 0);
  };

  const answerParts = (hmac: Uint8Array): Uint8Array[] => {
    const complement = crc16(hmac) ^ 0xffff;
    const data = concat(hmac, Uint8Array.of(complement & 0xff, complement >> 8), new Uint8Array(6));
    const reports = [0, 1, 2, 3].map((seq) =>
      concat(data.slice(seq * 7, seq * 7 + 7), Uint8Array.of(flag.response | seq)),
    );
    return [...reports, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, flag.response)];
  };

  const finish = (): void => {
    const frame = new Uint8Array(70);
    for (const [seq, bytes] of parts) frame.set(bytes, seq * 7);
    parts = new Map();
    const payload = frame.slice(0, 64);
    if (crc16(payload) !== ((frame[65] ?? 0) | ((frame[66] ?? 0) << 8))) return;
    const slot =
      frame[64] === hmacSlot(1) ? options.slots[1] : frame[64] === hmacSlot(2) ? options.slots[2] : undefined;
    if (slot === undefined) return;
    // HMAC_LT64: trailing bytes equal to the last one are not part of the challenge.
    let length = 64;
    while (length > 0 && payload[length - 1] === payload[63]) length -= 1;
    const reports = answerParts(hmacSha1(slot.secret, payload.slice(0, length)));
    if (slot.touch) waiting = { answer: concat(...reports), until: options.now() + TOUCH_MS };
    else outgoing = reports;
  };

  const isWaiting = (): boolean => {
    if (waiting !== undefined && options.now() >= waiting.until) waiting = undefined;
    return waiting !== undefined;
  };

  return {
    identity: { ...YUBIKEY_IDENTITY, ...options.identity },
    getFeature: () => {
      if (pending > 0) {
        pending -= 1;
        return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, flag.writePending);
      }
      if (isWaiting() && waiting !== undefined) {
        const seconds = Math.ceil((waiting.until - options.now()) / 1000);
        return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, flag.touch | Math.min(seconds, 31));
      }
      return outgoing.shift() ?? status();
    },
    setFeature: (_reportId, data) => {
      if (data.length !== REPORT_LENGTH) return;
      const flags = data[7] ?? 0;
      if (flags === 0xff) {
        parts = new Map();
        outgoing = [];
        waiting = undefined;
        return;
      }
      const seq = flags & flag.low;
      if (!(flags & 0x80) || seq > 9) return;
      if (seq === 0) parts = new Map();
      parts.set(seq, data.slice(0, 7));
      pending = options.pendingPolls ?? 0;
      if (seq === 9) finish();
    },
    output: () => undefined,
    onInput: input.onInput,
    waitsForTouch: isWaiting,
    touch: () => {
      if (!isWaiting() || waiting === undefined) return false;
      const answer = waiting.answer;
      waiting = undefined;
      outgoing = [0, 1, 2, 3, 4].map((at) => answer.slice(at * 8, at * 8 + 8));
      return true;
    },
  };
}
