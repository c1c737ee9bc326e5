/**
 * The Secrets app of a Nitrokey 3: ISO 7816 commands inside CTAPHID command 0x70; the answer BEGINS with the status
 * word. PURE. Source: Nitrokey/trussed-secrets-app docs (CTAPHID), src/oath.rs; Nitrokey/nitrokey-sdk-py secrets_app.py.
 */
import { ascii, concat, readU16be, readU32be } from '../../bytes.ts';
import { digitsOf } from '../../truncate.ts';

export const instruction = { list: 0xa1, calculate: 0xa2, sendRemaining: 0xa5, verifyPin: 0xb2 } as const;

export const tag = {
  name: 0x71,
  nameList: 0x72,
  challenge: 0x74,
  response: 0x76,
  noResponse: 0x77,
  password: 0x80,
} as const;

export const statusWord = {
  ok: 0x9000,
  pinWrong: 0x6300,
  pinNeeded: 0x6982,
  blocked: 0x6983,
  notTouched: 0x6985,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  keyNotFound: 0x6a88,
} as const;

export const kind = { hotp: 0x10, totp: 0x20, hotpReverse: 0x30, hmac: 0x40 } as const;

/** Names are at most 127 bytes of UTF-8: one length byte is enough. */
export const NAME_LIMIT = 127;

export function apdu(ins: number, p1: number, p2: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const head = Uint8Array.of(0, ins, p1, p2);
  return data.length === 0 ? head : concat(head, Uint8Array.of(data.length), data);
}

export const tlv = (tagByte: number, value: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(tagByte, value.length), value);

export const calculate = (name: Uint8Array, movingFactor: Uint8Array): Uint8Array =>
  apdu(instruction.calculate, 0, 1, concat(tlv(tag.name, name), tlv(tag.challenge, movingFactor)));

export const list = (): Uint8Array => apdu(instruction.list, 0, 0);

export const sendRemaining = (): Uint8Array => apdu(instruction.sendRemaining, 0, 0);

export const verifyPin = (pin: string): Uint8Array => apdu(instruction.verifyPin, 0, 0, tlv(tag.password, ascii(pin)));

export interface Response {
  readonly status: number;
  readonly data: Uint8Array;
}

export function parseResponse(bytes: Uint8Array): Response | undefined {
  if (bytes.length < 2) return undefined;
  return { status: readU16be(bytes, 0), data: bytes.slice(2) };
}

export const moreToCome = (status: number): boolean => status >> 8 === 0x61;

export type Calculated =
  | { readonly kind: 'code'; readonly code: string }
  /** 7700: no value, as an HOTP or a credential that wanted a touch answers. */
  | { readonly kind: 'none' }
  | { readonly kind: 'nonsense' };

export function parseCalculated(data: Uint8Array): Calculated {
  if (data[0] === tag.noResponse) return { kind: 'none' };
  if (data.length !== 7 || data[0] !== tag.response || data[1] !== 5) return { kind: 'nonsense' };
  const digits = data[2] ?? 0;
  if (digits < 6 || digits > 8) return { kind: 'nonsense' };
  return { kind: 'code', code: digitsOf(readU32be(data, 3), digits) };
}

export interface Credential {
  readonly kind: number;
  readonly name: string;
}

/** The answer to List: undefined when its lengths do not add up. */
export function parseList(data: Uint8Array): readonly Credential[] | undefined {
  const credentials: Credential[] = [];
  for (let at = 0; at < data.length; ) {
    const length = data[at + 1];
    if (data[at] !== tag.nameList || length === undefined || length < 1 || at + 2 + length > data.length)
      return undefined;
    const kindByte = data[at + 2] ?? 0;
    credentials.push({
      kind: kindByte & 0xf0,
      name: Buffer.from(data.slice(at + 3, at + 2 + length)).toString('utf8'),
    });
    at += 2 + length;
  }
  return credentials;
}
