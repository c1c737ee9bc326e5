/** Every family of tokens that the desk can read, in the order in which a device is matched. PURE. */
import type { Family } from './family.ts';
import { keyboard } from './keyboard/family.ts';
import { nitrokeyPro } from './nitrokey-pro/family.ts';
import { nitrokey3 } from './nitrokey3/family.ts';
import { yubikeyOtp } from './yubikey-otp/family.ts';

/** By the name of the folder. */
const records = {
  'nitrokey-pro': nitrokeyPro,
  nitrokey3,
  'yubikey-otp': yubikeyOtp,
  keyboard,
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof records;

export const families: Readonly<Record<FamilyName, Family>> = records;

export const familyNames = Object.keys(records) as readonly FamilyName[];

/** What `ichido plug --as` may be told. */
export type PlugKind = Exclude<(typeof records)[FamilyName]['plugsAs'], undefined>;
