/** Nitrokey 3, by its Secrets app. PURE. */
import { FIDO_PAGE } from '../../failure.ts';
import { fail } from '../../talk/conversation.ts';
import { type Family, whole } from '../family.ts';
import { kind } from './secrets-app.ts';
import { listSecrets, readSecret } from './talk.ts';

export const nitrokey3 = {
  models: [{ name: 'Nitrokey 3', vendorId: 0x20a0, productIds: [0x42b2] }],
  fits: (device) => device.usagePage === FIDO_PAGE || device.usagePage === 0,
  canDo: { ja: 'Secrets アプリの TOTP を名前で読めます', en: 'reads the TOTPs of its Secrets app, by name' },
  answersBy: 'reports',
  request: (_device, { name = '', periodSeconds = 30 }) =>
    name === '' ? fail('name-needed') : { ok: true, value: { name, periodSeconds } },
  begin: (request) => {
    const { name } = request;
    const periodSeconds = whole(request, 'periodSeconds', 1, 3600);
    if (typeof name !== 'string' || periodSeconds === undefined) return fail('unsupported');
    return { ok: true, value: () => readSecret({ name, periodSeconds }) };
  },
  choices: function* () {
    const listed = yield* listSecrets();
    if (!listed.ok) return listed;
    return { ok: true, value: listed.value.map((each) => ({ name: each.name, totp: each.kind === kind.totp })) };
  },
  plugsAs: undefined,
  pretend: async () => {
    const [{ fakeNitrokey3 }, { RFC_SECRET }] = await Promise.all([import('./fake.ts'), import('../../fake.ts')]);
    const device = fakeNitrokey3({
      credentials: [
        { name: 'bank', secret: RFC_SECRET, digits: 8 },
        { name: 'touched', secret: RFC_SECRET, digits: 8, touch: true },
      ],
    });
    return {
      device,
      untouched: { name: 'bank' },
      touched: { name: 'touched' },
      touch: () => void device.touch(),
    };
  },
  docs: {
    token: 'Nitrokey 3',
    how: 'Secrets app over CTAPHID, by name, with touch and PIN',
    linux: 'opens on most systems, or udev rule',
    macos: 'opens',
    windows: 'Administrator only',
  },
} as const satisfies Family;
