/** The pretended tokens of this tier, all with the secret of RFC 6238: over uhid in the guest, over USB from the host. */
import { type FakeDevice, RFC_SECRET } from '../../simulator/hid/fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../../simulator/hid/families/nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from '../../simulator/hid/families/nitrokey3/fake.ts';
import type { ReadOptions } from '../../simulator/hid/families/readers.ts';
import { fakeYubiKey } from '../../simulator/hid/families/yubikey-otp/fake.ts';

export type FakeName = 'yubikey' | 'nitrokey-pro' | 'nitrokey3';

export interface TouchableFake extends FakeDevice {
  readonly touch?: () => boolean;
}

/** @param now milliseconds of the world that the device stands in */
export function fakeToken(name: FakeName, now: () => number): TouchableFake {
  switch (name) {
    case 'yubikey':
      return fakeYubiKey({ now, slots: { 1: { secret: RFC_SECRET }, 2: { secret: RFC_SECRET, touch: true } } });
    case 'nitrokey-pro':
      return fakeNitrokeyPro({ now, storedSeconds: 1, slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]) });
    case 'nitrokey3':
      return fakeNitrokey3({
        credentials: [
          { name: 'bank', secret: RFC_SECRET, digits: 8 },
          { name: 'touched', secret: RFC_SECRET, digits: 8, touch: true },
        ],
      });
  }
}

/** How each is asked for an RFC 6238 code without a touch. */
export const readOptions: Readonly<Record<FakeName, ReadOptions>> = {
  yubikey: { slot: 1, digits: 8 },
  'nitrokey-pro': { slot: 1 },
  nitrokey3: { name: 'bank' },
};

/** The same, with a finger wanted. */
export const touchOptions: Readonly<Record<'yubikey' | 'nitrokey3', ReadOptions>> = {
  yubikey: { slot: 2, digits: 8 },
  nitrokey3: { name: 'touched' },
};

/** RFC 6238 appendix B, SHA-1: seconds and code. */
export const RFC_6238: readonly (readonly [seconds: number, code: string])[] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];
