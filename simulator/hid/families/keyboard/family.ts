/** Tokens that type their codes. PURE. */
import { isKeyboard } from '../../failure.ts';
import { fail } from '../../talk/conversation.ts';
import { type Family, whole } from '../family.ts';
import { readKeyboard } from './talk.ts';
import { withholdKeys } from './withhold-keys.ts';

export const keyboard = {
  models: [
    { name: 'Feitian', vendorId: 0x096e, productIds: [0x0868] },
    { name: 'CanoKey', vendorId: 0x20a0, productIds: [0x42d4] },
    { name: 'Token2', vendorId: 0x349e, productIds: [] },
  ],
  fits: isKeyboard,
  canDo: {
    ja: '入力欄にタイプされたコードを読めます（入力欄を選んでからトークンに触れてください）',
    en: 'types its codes: put the cursor into the input field and touch it',
  },
  answersBy: 'typing',
  request: (device, options) => {
    if (options.keyboard !== true) return fail('keyboard-unreadable');
    if (!isKeyboard(device)) return fail('unsupported');
    return { ok: true, value: { withinMs: options.keyboardWithinMs ?? 60_000 } };
  },
  begin: (request) => {
    const withinMs = whole(request, 'withinMs', 1, 600_000);
    return withinMs === undefined ? fail('unsupported') : { ok: true, value: () => readKeyboard({ withinMs }) };
  },
  withholds: withholdKeys,
  plugsAs: 'keyboard',
  pretend: async () => {
    const { fakeKeyboard } = await import('./fake.ts');
    const device = fakeKeyboard();
    return {
      device,
      touched: { keyboard: true, keyboardWithinMs: 15_000 },
      touch: () => device.touch('94287082\n'),
    };
  },
  docs: {
    token: 'anything that types its code (Feitian, Token2, CanoKey, YubiKey, …)',
    how: "**the desk's own input field**, on every system, with no right at all",
    linux: '`hid read --keyboard` too',
    macos: 'input field',
    windows: 'input field',
  },
} as const satisfies Family;
