/** Which device can do what, and which conversation reads it. PURE. */
import type { Text } from '../../../common/text.ts';
import type { ClockMode } from '../../cell/clock.ts';
import { FIDO_PAGE, isKeyboard } from '../failure.ts';
import type { HidDeviceInfo, HidResult } from '../port.ts';
import type { Conversation, TokenReading } from '../talk/conversation.ts';
import { fail } from '../talk/conversation.ts';
import { readKeyboard } from './keyboard/talk.ts';
import { TOTP_SLOTS } from './nitrokey-pro/protocol.ts';
import { readPro } from './nitrokey-pro/talk.ts';
import { readSecret } from './nitrokey3/talk.ts';
import { readHmacTotp } from './yubikey-otp/talk.ts';

export type Family = 'nitrokey-pro' | 'hmac' | 'nitrokey3' | 'keyboard';

export interface KnownToken {
  readonly name: string;
  readonly vendorId: number;
  /** Empty = every product of this vendor that has the collection. */
  readonly productIds: readonly number[];
  readonly family: Family;
}

/** hid.md A0; the first row that fits wins. */
export const knownTokens: readonly KnownToken[] = [
  { name: 'Nitrokey Pro', vendorId: 0x20a0, productIds: [0x4108], family: 'nitrokey-pro' },
  { name: 'Nitrokey Storage', vendorId: 0x20a0, productIds: [0x4109], family: 'nitrokey-pro' },
  { name: 'Librem Key', vendorId: 0x316d, productIds: [0x4c4b], family: 'nitrokey-pro' },
  { name: 'Nitrokey 3', vendorId: 0x20a0, productIds: [0x42b2], family: 'nitrokey3' },
  {
    name: 'YubiKey',
    vendorId: 0x1050,
    productIds: [0x0010, 0x0110, 0x0111, 0x0114, 0x0116, 0x0401, 0x0403, 0x0405, 0x0407, 0x0410],
    family: 'hmac',
  },
  { name: 'OnlyKey', vendorId: 0x1d50, productIds: [0x60fc], family: 'hmac' },
  // 16c0:0486 is shared by everything made with a Teensy; OnlyKey is the one with a keyboard in it.
  { name: 'OnlyKey', vendorId: 0x16c0, productIds: [0x0486], family: 'hmac' },
  { name: 'Feitian', vendorId: 0x096e, productIds: [0x0868], family: 'keyboard' },
  { name: 'CanoKey', vendorId: 0x20a0, productIds: [0x42d4], family: 'keyboard' },
  { name: 'Token2', vendorId: 0x349e, productIds: [], family: 'keyboard' },
];

/** The collection that a family is spoken to through. A page of 0 means that the system does not tell. */
const fits: Readonly<Record<Family, (device: HidDeviceInfo) => boolean>> = {
  'nitrokey-pro': (device) => !isKeyboard(device) && device.usagePage !== FIDO_PAGE,
  hmac: isKeyboard,
  nitrokey3: (device) => device.usagePage === FIDO_PAGE || device.usagePage === 0,
  keyboard: isKeyboard,
};

/** The token that this collection of a device belongs to, or undefined when the desk cannot read from it. */
export function recognise(device: HidDeviceInfo): KnownToken | undefined {
  return knownTokens.find(
    (token) =>
      token.vendorId === device.vendorId &&
      (token.productIds.length === 0 || token.productIds.includes(device.productId)) &&
      fits[token.family](device),
  );
}

export const canDo: Readonly<Record<Family, Text>> = {
  'nitrokey-pro': {
    ja: 'TOTP スロットのコードを読めます（スロット 1〜15）',
    en: 'reads the codes of its TOTP slots (1 to 15)',
  },
  hmac: {
    ja: 'HMAC-SHA1 チャレンジレスポンスのスロット（1・2）から TOTP を作れます。入力欄へのタイプも読めます',
    en: 'makes TOTPs from an HMAC-SHA1 challenge-response slot (1 or 2); what it types is read by the input field',
  },
  nitrokey3: {
    ja: 'Secrets アプリの TOTP を名前で読めます',
    en: 'reads the TOTPs of its Secrets app, by name',
  },
  keyboard: {
    ja: '入力欄にタイプされたコードを読めます（入力欄を選んでからトークンに触れてください）',
    en: 'types its codes: put the cursor into the input field and touch it',
  },
};

export interface ReadOptions {
  /** As people count: 1 to 15 on a Nitrokey Pro, 1 or 2 on a YubiKey. */
  readonly slot?: number | undefined;
  readonly name?: string | undefined;
  readonly digits?: number | undefined;
  readonly periodSeconds?: number | undefined;
  /** Read the keyboard's reports themselves (hidraw), though the keys also reach whatever has the focus. */
  readonly keyboard?: boolean | undefined;
  /** False when SET_TIME was sent since the key was plugged in: each one wears its flash. */
  readonly setTime?: boolean | undefined;
  readonly clockMode?: ClockMode | undefined;
  readonly keyboardWithinMs?: number | undefined;
}

/** A reading, ready to begin; `request` is what a recording's header keeps, and enough to begin the same one again. */
export interface Plan {
  readonly family: Family;
  readonly request: { readonly [key: string]: string | number | boolean };
  readonly start: () => Conversation<TokenReading>;
}

export function planReading(device: HidDeviceInfo, options: ReadOptions): HidResult<Plan> {
  const token = recognise(device);
  if (options.keyboard) {
    if (!isKeyboard(device)) return fail('unsupported');
    return planOf('keyboard', { withinMs: options.keyboardWithinMs ?? 60_000 });
  }
  if (token === undefined) return fail('unsupported');
  const periodSeconds = options.periodSeconds ?? 30;
  switch (token.family) {
    case 'nitrokey-pro': {
      // The key's own clock only goes forwards, and would stay in the future of a desk that travels in time.
      if ((options.clockMode ?? 'system') !== 'system') return fail('desk-clock');
      const slot = options.slot ?? 1;
      if (slot < 1 || slot > TOTP_SLOTS) return fail('slot-empty');
      const storage = device.productId === 0x4109;
      return planOf(token.family, { slot: slot - 1, storage, setTime: options.setTime ?? true });
    }
    case 'hmac': {
      const slot = options.slot ?? 2;
      if (slot !== 1 && slot !== 2) return fail('slot-empty');
      const trustsStatus = device.vendorId === 0x1050;
      return planOf(token.family, { slot, digits: options.digits ?? 6, periodSeconds, trustsStatus });
    }
    case 'nitrokey3':
      if (options.name === undefined || options.name === '') return fail('name-needed');
      return planOf(token.family, { name: options.name, periodSeconds });
    case 'keyboard':
      return fail('keyboard-unreadable');
  }
}

/** The reading that a recording's header describes; undefined when it describes none of ours. */
export function planFromHeader(header: { family: string; request: Plan['request'] }): Plan | undefined {
  const family = (['nitrokey-pro', 'hmac', 'nitrokey3', 'keyboard'] as const).find((known) => known === header.family);
  if (family === undefined || typeof header.request !== 'object' || header.request === null) return undefined;
  const plan = planOf(family, header.request);
  return plan.ok ? plan.value : undefined;
}

function planOf(family: Family, request: Plan['request']): HidResult<Plan> {
  const number = (key: string): number => Number(request[key]);
  const within = (key: string, low: number, high: number): boolean =>
    Number.isInteger(request[key]) && number(key) >= low && number(key) <= high;
  const plan = (start: Plan['start']): HidResult<Plan> => ({ ok: true, value: { family, request, start } });
  switch (family) {
    case 'nitrokey-pro':
      if (!within('slot', 0, TOTP_SLOTS - 1)) return fail('slot-empty');
      return plan(() =>
        readPro({ slot: number('slot'), storage: request['storage'] === true, setTime: request['setTime'] !== false }),
      );
    case 'hmac':
      if (!within('slot', 1, 2) || !within('digits', 6, 8) || !within('periodSeconds', 1, 3600))
        return fail('unsupported');
      return plan(() =>
        readHmacTotp({
          slot: number('slot') === 1 ? 1 : 2,
          digits: number('digits'),
          periodSeconds: number('periodSeconds'),
          trustsStatus: request['trustsStatus'] === true,
        }),
      );
    case 'nitrokey3':
      if (typeof request['name'] !== 'string' || !within('periodSeconds', 1, 3600)) return fail('unsupported');
      return plan(() => readSecret({ name: String(request['name']), periodSeconds: number('periodSeconds') }));
    case 'keyboard':
      if (!within('withinMs', 1, 600_000)) return fail('unsupported');
      return plan(() => readKeyboard({ withinMs: number('withinMs') }));
  }
}
