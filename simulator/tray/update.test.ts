import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInventory, type Inventory } from '../cell/inventory.ts';
import { start } from '../cell/test-live-tray.ts';
import { backupOf } from '../device/app-token.ts';
import { batteryPercent } from '../device/hardware-token.ts';
import { kindOf, secretOf, serialOf } from './issue.ts';
import type { Device, Message, Tray, Updated } from './tray.ts';
import { update } from './update.ts';

const seed = new Uint8Array(32).fill(3);

/** A tray that applies what `update` decides. */
function bench(known: readonly string[] = []): { inventory: Inventory; send(message: Message, now?: number): Updated } {
  const inventory = createInventory({ devices: [], gone: [], issued: { hardware: 0, software: 0 } });
  const tray: Tray = {
    ...inventory,
    issued: inventory.issued,
    knownElsewhere: (serial) => known.includes(serial),
    seed,
  };
  return {
    inventory,
    send(message, now = start) {
      const updated = update(tray, message, now);
      if (updated.ok) for (const change of updated.changes) inventory.apply(change);
      return updated;
    },
  };
}
const serialsOf = (updated: Updated): readonly string[] => (updated.ok ? updated.serials : [updated.refusal.code]);
const secretIn = (device: Device | undefined): Uint8Array => {
  if (device === undefined || !('secret' in device)) throw new Error('a device with a secret was expected');
  return device.secret;
};

describe('issuing (S-23, S-34, D-14)', () => {
  test('serials count up by kind; the same seed gives the same secrets', () => {
    const [a, b] = [bench(), bench()];
    for (const { send } of [a, b]) {
      expect(serialsOf(send({ type: 'issue', kind: 'hardware', count: 2 }))).toEqual(['SKTH00001', 'SKTH00002']);
      expect(serialsOf(send({ type: 'installApp' }))).toEqual(['SKTS00001']);
      expect(serialsOf(send({ type: 'issue', kind: 'hardware' }))).toEqual(['SKTH00003']);
    }
    for (const serial of a.inventory.serials) {
      expect(secretIn(a.inventory.get(serial))).toEqual(secretIn(b.inventory.get(serial)));
      expect(secretIn(a.inventory.get(serial))).toHaveLength(20);
    }
    expect(new Set(a.inventory.serials.map((serial) => String(secretIn(a.inventory.get(serial))))).size).toBe(4);
  });

  test('another seed gives other secrets', () => {
    expect(secretOf(seed, 'SKTH00001')).not.toEqual(secretOf(new Uint8Array(32), 'SKTH00001'));
  });

  test('what the bank knows from elsewhere, and what was adopted, is stepped over', () => {
    const { send } = bench(['SKTH00002']);
    send({ type: 'adopt', devices: [{ serial: 'SKTH00003', secret: seed }] });
    expect(serialsOf(send({ type: 'issue', kind: 'hardware', count: 2 }))).toEqual(['SKTH00001', 'SKTH00004']);
  });

  test('after 99,999 there are no more, and a count that would go beyond leaves nothing', () => {
    const { inventory, send } = bench();
    inventory.apply({ type: 'issued', kind: 'software', last: 99_998 });
    expect(serialsOf(send({ type: 'issue', kind: 'software', count: 2 }))).toEqual(['serials-exhausted']);
    expect(serialsOf(send({ type: 'installApp' }))).toEqual(['SKTS99999']);
    expect(serialsOf(send({ type: 'installApp' }))).toEqual(['serials-exhausted']);
    expect(inventory.serials).toEqual(['SKTS99999']);
  });

  test('a serial tells its kind', () => {
    expect(serialOf('hardware', 1)).toBe('SKTH00001');
    expect(kindOf('SKTH00001')).toBe('hardware');
    expect(kindOf('SKTS99999')).toBe('software');
    for (const odd of [
      'SKTH0001',
      'SKTH000001',
      'skth00001',
      'SKTX00001',
      'ＳＫＴＨ00001',
      ' SKTH00001',
      'SKTH00001\n',
    ]) {
      expect(kindOf(odd)).toBeUndefined();
    }
  });
});

describe('apps (S-32, W7, W8, W9)', () => {
  test('install, reinstall, phone change and restore each give a new serial and a new secret', () => {
    const { inventory, send } = bench();
    send({ type: 'installApp' });
    const first = inventory.get('SKTS00001');
    const backup = first?.source === 'app' ? backupOf(first, start) : '';
    expect(serialsOf(send({ type: 'changePhone', serial: 'SKTS00001' }))).toEqual(['SKTS00002']);
    expect(serialsOf(send({ type: 'restoreApp', backup }))).toEqual(['SKTS00003']);
    send({ type: 'uninstallApp', serial: 'SKTS00003' });
    expect(serialsOf(send({ type: 'restoreApp', backup }))).toEqual(['SKTS00004']);
    send({ type: 'uninstallApp', serial: 'SKTS00004' });
    expect(serialsOf(send({ type: 'installApp' }))).toEqual(['SKTS00005']);
    const secrets = inventory.serials.map((serial) => String(secretIn(inventory.get(serial))));
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  test('the old app stays readable until it is uninstalled, and knows that it was replaced', () => {
    const { inventory, send } = bench();
    send({ type: 'installApp' });
    send({ type: 'changePhone', serial: 'SKTS00001' });
    expect(inventory.get('SKTS00001')).toMatchObject({ replacedBy: 'SKTS00002' });
    send({ type: 'uninstallApp', serial: 'SKTS00001' });
    expect(inventory.get('SKTS00001')).toBeUndefined();
    expect(inventory.get('SKTS00002')).toMatchObject({ replacedBy: undefined });
  });

  test('an uninstalled app is not adopted again', () => {
    const { inventory, send } = bench();
    const devices = [{ serial: 'SKTS00009', secret: seed }];
    send({ type: 'adopt', devices });
    send({ type: 'uninstallApp', serial: 'SKTS00009' });
    expect(send({ type: 'adopt', devices })).toMatchObject({ ok: true, changes: [] });
    expect(inventory.serials).toEqual([]);
  });
});

describe('adopting', () => {
  test('all or none; the same again is no change', () => {
    const { inventory, send } = bench();
    const good = { serial: 'SKTH00005', secret: seed, offsetMs: 60_000 };
    expect(serialsOf(send({ type: 'adopt', devices: [good, { serial: 'X', secret: seed }] }))).toEqual([
      'serial-invalid',
    ]);
    expect(inventory.serials).toEqual([]);
    send({ type: 'adopt', devices: [good] });
    expect(inventory.get('SKTH00005')).toMatchObject({ clock: { offsetMs: 60_000 } });
    expect(send({ type: 'adopt', devices: [good] })).toMatchObject({ ok: true, changes: [] });
    expect(serialsOf(send({ type: 'adopt', devices: [{ ...good, secret: new Uint8Array(20) }] }))).toEqual([
      'serial-taken',
    ]);
  });

  test.each([
    [{ serial: 'SKTH00005', secret: new Uint8Array(0) }, 'secret-invalid'],
    [{ serial: 'SKTH00005', secret: new Uint8Array(257) }, 'secret-invalid'],
    [{ serial: 'SKTH00005', secret: seed, profile: 'no-such' }, 'unknown-profile'],
    [{ serial: 'SKTH00005', secret: seed, offsetMs: Number.NaN }, 'drift-invalid'],
  ])('%o is refused: %s', (device, code) => {
    expect(serialsOf(bench().send({ type: 'adopt', devices: [device] }))).toEqual([code]);
  });
});

describe('refusals change nothing', () => {
  const rows: readonly [Message, string][] = [
    [{ type: 'press', serial: 'SKTH99999' }, 'unknown-serial'],
    [{ type: 'press', serial: '__proto__' }, 'unknown-serial'],
    [{ type: 'setBattery', serial: 'SKTH00001', percent: 51 }, 'battery-cannot-rise'],
    [{ type: 'setBattery', serial: 'SKTH00001', percent: -1 }, 'battery-invalid'],
    [{ type: 'setBattery', serial: 'SKTH00001', percent: 101 }, 'battery-invalid'],
    [{ type: 'setBattery', serial: 'SKTH00001', percent: 1.5 }, 'battery-invalid'],
    [{ type: 'setBattery', serial: 'SKTS00001', percent: 1 }, 'no-battery'],
    [{ type: 'drift', serial: 'SKTH00001' }, 'drift-invalid'],
    [{ type: 'drift', serial: 'SKTH00001', ppm: 100_001 }, 'drift-invalid'],
    [{ type: 'drift', serial: 'SKTH00001', ppm: Number.POSITIVE_INFINITY }, 'drift-invalid'],
    [{ type: 'drift', serial: 'SKTH00001', offsetMs: 0.5 }, 'drift-invalid'],
    [{ type: 'drift', serial: 'SKTH00001', offsetMs: 1e15 }, 'drift-invalid'],
    [{ type: 'fail', serial: 'SKTS00001', as: 'dark' }, 'not-changeable'],
    [{ type: 'changePhone', serial: 'SKTH00001' }, 'not-an-app'],
    [{ type: 'uninstallApp', serial: 'SKTH00001' }, 'not-an-app'],
    [{ type: 'restoreApp', backup: 'SKTS00001' }, 'backup-invalid'],
    [{ type: 'issue', kind: 'hardware', profile: 'no-such' }, 'unknown-profile'],
    [{ type: 'issue', kind: 'hardware', profile: 'phone-app' }, 'unknown-profile'],
    [{ type: 'issue', kind: 'software', profile: 'shinkin-keyfob' }, 'unknown-profile'],
    [{ type: 'issue', kind: 'hardware', count: 0 }, 'count-invalid'],
    [{ type: 'issue', kind: 'hardware', count: 1001 }, 'count-invalid'],
    [{ type: 'issue', kind: 'hardware', count: 1.5 }, 'count-invalid'],
    [{ type: 'enroll', serial: 'SKTH00001', label: '' }, 'serial-taken'],
    [{ type: 'enroll', serial: 'x', label: '' }, 'serial-invalid'],
    [{ type: 'release', serial: 'SKTH00001' }, 'not-changeable'],
    [{ type: 'answer', serial: 'SKTH00001', code: '123456' }, 'not-asked'],
    [{ type: 'answer', serial: 'SKTH00009', code: '123456' }, 'not-asked'],
    [{ type: 'unanswered', serial: 'SKTH00009' }, 'not-asked'],
    [{ type: 'drift', serial: 'SKTH00009', ppm: 1 }, 'not-changeable'],
    [{ type: 'setBattery', serial: 'SKTH00009', percent: 1 }, 'no-battery'],
  ];
  test.each(rows)('%o: %s', (message, code) => {
    const { inventory, send } = bench();
    send({ type: 'issue', kind: 'hardware' });
    send({ type: 'setBattery', serial: 'SKTH00001', percent: 50 });
    send({ type: 'installApp' });
    send({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    const before = JSON.stringify([...inventory.devices()]);
    const updated = send(message);
    expect(updated).toMatchObject({ ok: false, refusal: { code } });
    if (!updated.ok) for (const text of [updated.refusal.text.ja, updated.refusal.text.en]) expect(text).not.toBe('');
    expect(JSON.stringify([...inventory.devices()])).toBe(before);
  });
});

describe('real tokens', () => {
  test('a press asks; the answer shows the code for 30 s; a wrong form is refused', () => {
    const { inventory, send } = bench();
    send({ type: 'enroll', serial: 'SKTH00009', label: 'Nitrokey Pro' });
    send({ type: 'press', serial: 'SKTH00009' });
    expect(inventory.get('SKTH00009')).toMatchObject({ askedAt: start });
    expect(serialsOf(send({ type: 'answer', serial: 'SKTH00009', code: '12345６' }))).toEqual(['code-invalid']);
    send({ type: 'answer', serial: 'SKTH00009', code: '012345' });
    expect(inventory.get('SKTH00009')).toMatchObject({ askedAt: undefined, shown: { code: '012345' } });
    expect(serialsOf(send({ type: 'answer', serial: 'SKTH00009', code: '012345' }))).toEqual(['not-asked']);
  });

  test('it may leave and come back', () => {
    const { send } = bench();
    for (let times = 0; times < 2; times += 1) {
      expect(send({ type: 'enroll', serial: 'SKTH00009', label: 'x' }).ok).toBe(true);
      expect(send({ type: 'release', serial: 'SKTH00009' }).ok).toBe(true);
    }
  });
});

const serial = fc.constantFrom('SKTH00001', 'SKTH00002', 'SKTS00001', 'SKTS00002', 'SKTX');
const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  serial.map((serial): Message => ({ type: 'press', serial })),
  fc.record({ type: fc.constant('setBattery' as const), serial, percent: fc.integer({ min: -1, max: 101 }) }),
  fc.record({ type: fc.constant('drift' as const), serial, ppm: fc.integer({ min: -200, max: 200 }) }),
  fc.record({ type: fc.constant('fail' as const), serial, as: fc.constantFrom('dark' as const, 'garbage' as const) }),
  fc.record({ type: fc.constant('issue' as const), kind: fc.constantFrom('hardware' as const, 'software' as const) }),
  serial.map((serial): Message => ({ type: 'changePhone', serial })),
  serial.map((serial): Message => ({ type: 'uninstallApp', serial })),
);

test('whatever is sent: no battery rises, no serial comes twice, one message touches the devices it names', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 50 }), (messages) => {
      const { inventory, send } = bench();
      const given = new Set<string>();
      let now = start;
      for (const message of messages) {
        now += 7000;
        const before = new Map([...inventory.devices()].map((device) => [device.serial, device]));
        const updated = send(message, now);
        if (!updated.ok) expect([...inventory.devices()]).toEqual([...before.values()]);
        for (const device of inventory.devices()) {
          const old = before.get(device.serial);
          if (old === undefined) {
            expect(given.has(device.serial)).toBe(false);
            given.add(device.serial);
          } else if (old.source === 'hardware' && device.source === 'hardware') {
            expect(batteryPercent(device)).toBeLessThanOrEqual(batteryPercent(old));
          }
          const named = 'serial' in message && message.serial === device.serial;
          if (old !== undefined && !named) expect(device).toBe(old);
        }
      }
    }),
  );
});
