/** A pretended token that types: plain, numbered (CanoKey), on the keypad, or with a token identifier before the code. PURE. */
import { concat } from '../../bytes.ts';
import { descriptorOf, type FakeDevice, type FakeIdentity, inputSource } from '../../fake.ts';
import { BOOT_DESCRIPTOR, typingReports } from './protocol.ts';

export interface FakeKeyboardOptions {
  /** Report id 1 before each report. */
  readonly numbered?: boolean;
  readonly keypad?: boolean;
  readonly identity?: Partial<FakeIdentity>;
}

export interface FakeKeyboard extends FakeDevice {
  /** The finger: types the text (digits, lower-case letters, `\n`). */
  readonly touch: (text: string) => void;
  /** The reports of it, for one who sends them unaided. */
  readonly reports: (text: string) => readonly Uint8Array[];
}

export const KEYBOARD_IDENTITY: FakeIdentity = {
  vendorId: 0x096e,
  productId: 0x0868,
  usagePage: 1,
  usage: 6,
  manufacturer: 'FT',
  product: 'FIDO CCID KB',
  serial: '',
  release: 0x0100,
  descriptor: descriptorOf(BOOT_DESCRIPTOR),
};

export function fakeKeyboard(options: FakeKeyboardOptions = {}): FakeKeyboard {
  const input = inputSource();
  const onKeypad = (report: Uint8Array): Uint8Array => {
    const usage = report[2] ?? 0;
    const digit = usage >= 0x1e && usage <= 0x27;
    const moved = digit ? usage + 0x3b : usage === 0x28 ? 0x58 : usage;
    return Uint8Array.from(report, (byte, at) => (at === 2 ? moved : byte));
  };
  const reports = (text: string): readonly Uint8Array[] =>
    typingReports(text)
      .map((report) => (options.keypad ? onKeypad(report) : report))
      .map((report) => (options.numbered ? concat(Uint8Array.of(1), report) : report));
  return {
    identity: { ...KEYBOARD_IDENTITY, ...options.identity },
    getFeature: (_reportId, length) => new Uint8Array(length),
    setFeature: () => undefined,
    output: () => undefined,
    onInput: input.onInput,
    reports,
    touch: (text) => {
      for (const report of reports(text)) input.emit(report);
    },
  };
}
