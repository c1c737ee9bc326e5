/** YubiKeys by their OTP interface, and OnlyKeys, which speak the same. PURE. */
import { isKeyboard } from '../../failure.ts';
import { fail } from '../../talk/conversation.ts';
import { type Family, whole } from '../family.ts';
import { readHmacTotp } from './talk.ts';

const YUBICO = 0x1050;

export const yubikeyOtp = {
  models: [
    {
      name: 'YubiKey',
      vendorId: YUBICO,
      productIds: [0x0010, 0x0110, 0x0111, 0x0114, 0x0116, 0x0401, 0x0403, 0x0405, 0x0407, 0x0410],
    },
    { name: 'OnlyKey', vendorId: 0x1d50, productIds: [0x60fc] },
    // 16c0:0486 is shared by everything made with a Teensy; OnlyKey is the one with a keyboard in it.
    { name: 'OnlyKey', vendorId: 0x16c0, productIds: [0x0486] },
  ],
  fits: isKeyboard,
  canDo: {
    ja: 'HMAC-SHA1 チャレンジレスポンスのスロット（1・2）から TOTP を作れます。入力欄へのタイプも読めます',
    en: 'makes TOTPs from an HMAC-SHA1 challenge-response slot (1 or 2); what it types is read by the input field',
  },
  answersBy: 'reports',
  request: (device, { slot = 2, digits = 6, periodSeconds = 30 }) => {
    if (slot !== 1 && slot !== 2) return fail('slot-empty');
    return { ok: true, value: { slot, digits, periodSeconds, trustsStatus: device.vendorId === YUBICO } };
  },
  begin: (request) => {
    const slot = whole(request, 'slot', 1, 2);
    const digits = whole(request, 'digits', 6, 8);
    const periodSeconds = whole(request, 'periodSeconds', 1, 3600);
    if (slot === undefined || digits === undefined || periodSeconds === undefined) return fail('unsupported');
    const trustsStatus = request['trustsStatus'] === true;
    return { ok: true, value: () => readHmacTotp({ slot: slot === 1 ? 1 : 2, digits, periodSeconds, trustsStatus }) };
  },
  plugsAs: undefined,
  pretend: async (now) => {
    const [{ fakeYubiKey }, { RFC_SECRET }] = await Promise.all([import('./fake.ts'), import('../../fake.ts')]);
    const device = fakeYubiKey({ now, slots: { 1: { secret: RFC_SECRET }, 2: { secret: RFC_SECRET, touch: true } } });
    return {
      device,
      untouched: { slot: 1, digits: 8 },
      touched: { slot: 2, digits: 8 },
      touch: () => void device.touch(),
    };
  },
  docs: {
    token: 'YubiKey (OTP interface), OnlyKey',
    how: 'HMAC-SHA1 challenge-response, slot 1 or 2: the desk names the step and truncates the answer',
    linux: 'udev rule',
    macos: 'Input Monitoring for the terminal',
    windows: 'opens',
  },
} as const satisfies Family;
