/** Ids, passwords and PINs from bytes that the composition root supplies. PURE: the bytes are an argument. */
import type { Credentials } from '../rules/contract.ts';

/** `count` bytes: node's crypto.randomBytes, or a seeded stream so that a run can be repeated. */
export type RandomBytes = (count: number) => Uint8Array;

const digits = '0123456789';
/** No l and o: a person copies these from a banner. */
const letters = 'abcdefghijkmnpqrstuvwxyz';

/** ご契約先ID: 11 digits (D-15). */
export function randomContractId(random: RandomBytes): string {
  return pick(random, digits, 11);
}

/** A password and a PIN, each of letters and digits as D-15 asks. */
export function randomCredentials(random: RandomBytes): Credentials {
  return { password: randomPin(random), confirmationPin: randomPin(random) };
}

function randomPin(random: RandomBytes): string {
  return pick(random, letters, 4) + pick(random, digits, 6);
}

/** Bytes at or above the largest multiple of the alphabet's length are thrown away, so that each character is as likely. */
function pick(random: RandomBytes, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
