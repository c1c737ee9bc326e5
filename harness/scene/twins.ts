/**
 * Secrets whose code is the same in two neighbouring steps, once in about a million: what no scenario can wait for by
 * looking. Found by computing twenty years of each. PURE: time is an argument.
 */
import { createHash } from 'node:crypto';
import { stepMs } from '../../simulator/device/otp.ts';

interface Twins {
  readonly serial: string;
  readonly secret: Uint8Array;
  /** The first instant of the first of the two steps. */
  readonly at: number;
}

/** By number of the secret: the first step of each pair. */
const steps: readonly (readonly number[])[] = [
  [
    60532937, 61867438, 61986324, 63423179, 63542700, 65090017, 66946111, 68860827, 69927777, 72576876, 73281958,
    74903611, 75133548, 77818245, 78499802,
  ],
  [
    59687825, 61552880, 64369727, 64866223, 65343624, 65752122, 66532044, 66874437, 67744559, 69016703, 69116212,
    70460245, 70536137, 70655816, 73390510, 73449177, 73892202, 75895976, 76048378, 76392559, 76961061, 78123626,
    79624673, 79920094, 80075105,
  ],
  [
    60106001, 61373871, 61410178, 64216754, 64990097, 66913008, 69590308, 70059439, 70640963, 71018970, 71022248,
    71134728, 73522365, 74646847, 75166322, 75167205, 76219871, 76440986, 76754590, 77654911, 78103366,
  ],
];

/** Each secret's next pair after `now`, the soonest first. */
export function twinsFrom(now: number): readonly Twins[] {
  return steps
    .flatMap((firsts, number): Twins[] => {
      const at = firsts.map((step) => step * stepMs).find((instant) => instant > now);
      return at === undefined ? [] : [{ serial: `SKTH6999${number}`, secret: secretOf(number), at }];
    })
    .sort((one, other) => one.at - other.at);
}

const secretOf = (number: number): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(`ichido twins ${number}`).digest().subarray(0, 20));
