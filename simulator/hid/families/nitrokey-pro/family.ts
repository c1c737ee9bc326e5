/** Nitrokey Pro, Nitrokey Storage and Librem Key. PURE. */
import { FIDO_PAGE, isKeyboard } from '../../failure.ts';
import { fail } from '../../talk/conversation.ts';
import { type Family, whole } from '../family.ts';
import { TOTP_SLOTS } from './protocol.ts';
import { listProSlots, readPro } from './talk.ts';

const STORAGE = 0x4109;

export const nitrokeyPro = {
  models: [
    { name: 'Nitrokey Pro', vendorId: 0x20a0, productIds: [0x4108] },
    { name: 'Nitrokey Storage', vendorId: 0x20a0, productIds: [STORAGE] },
    { name: 'Librem Key', vendorId: 0x316d, productIds: [0x4c4b] },
  ],
  fits: (device) => !isKeyboard(device) && device.usagePage !== FIDO_PAGE,
  canDo: {
    ja: 'TOTP スロットのコードを読めます（スロット 1〜15）',
    en: 'reads the codes of its TOTP slots (1 to 15)',
  },
  answersBy: 'reports',
  request: (device, { slot = 1, setTime = true, clockMode = 'system' }) => {
    // The key's own clock only goes forwards, and would stay in the future of a desk that travels in time.
    if (clockMode !== 'system') return fail('desk-clock');
    if (slot < 1 || slot > TOTP_SLOTS) return fail('slot-empty');
    return { ok: true, value: { slot: slot - 1, storage: device.productId === STORAGE, setTime } };
  },
  begin: (request) => {
    const slot = whole(request, 'slot', 0, TOTP_SLOTS - 1);
    if (slot === undefined) return fail('slot-empty');
    const { storage, setTime } = request;
    return { ok: true, value: () => readPro({ slot, storage: storage === true, setTime: setTime !== false }) };
  },
  choices: function* () {
    const listed = yield* listProSlots();
    if (!listed.ok) return listed;
    return { ok: true, value: listed.value.map(({ slot, name }) => ({ slot: slot + 1, name, totp: true })) };
  },
  plugsAs: 'vendor',
  pretend: async (now) => {
    const [{ fakeNitrokeyPro, secretSlot }, { RFC_SECRET }] = await Promise.all([
      import('./fake.ts'),
      import('../../fake.ts'),
    ]);
    const slots = new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]);
    return {
      device: fakeNitrokeyPro({ now, storedSeconds: 1, slots }),
      untouched: { slot: 1 },
      touch: () => undefined,
    };
  },
  docs: {
    token: 'Nitrokey Pro, Nitrokey Storage, Librem Key',
    how: 'TOTP slots 1 to 15, feature reports of a vendor collection',
    linux: 'udev rule',
    macos: 'opens',
    windows: 'opens',
  },
} as const satisfies Family;
