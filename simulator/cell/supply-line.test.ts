import { expect, test } from 'vitest';
import { memoryStore } from '../store/memory.ts';
import type { TrayStore } from '../store/store.ts';
import { testLiveTray } from './test-live-tray.ts';

/** A tray over a bank's stock that outlives it, as files do; `broken` fails a step of the store. */
function bench() {
  const kept = memoryStore();
  const stock = new Set<string>();
  let broken: keyof TrayStore | undefined;
  const failing = <K extends 'intend' | 'settle' | 'abandon' | 'write'>(name: K): TrayStore[K] =>
    ((...args: never[]) => {
      if (broken === name) throw new Error('disk full');
      return (kept[name] as (...args: never[]) => unknown)(...args);
    }) as TrayStore[K];
  const store: TrayStore = {
    ...kept,
    intend: failing('intend'),
    settle: failing('settle'),
    abandon: failing('abandon'),
    write: failing('write'),
  };
  let refusing = false;
  const open = () =>
    testLiveTray({
      store,
      onIssued(devices) {
        if (refusing) throw new Error('no');
        for (const { serial } of devices) stock.add(serial);
      },
      serialKnown: (serial) => stock.has(serial),
    });
  return {
    open,
    stock,
    kept,
    break: (name: keyof TrayStore | undefined) => {
      broken = name;
    },
    refuse: (yes: boolean) => {
      refusing = yes;
    },
  };
}

const issuing = [
  ['issue', { type: 'issue', kind: 'software', count: 2 }],
  ['install', { type: 'installApp' }],
  ['change of phone', { type: 'changePhone', serial: 'SKTS00001' }],
] as const;

test.each(issuing)('%s: when the intent cannot be kept, the stock is not asked', (_name, message) => {
  const b = bench();
  const { tray, do: act } = b.open();
  act({ type: 'installApp' });
  b.break('intend');
  expect(tray.send(message)).toMatchObject({ refusal: { code: 'store-failed' } });
  expect([...b.stock]).toEqual(['SKTS00001']);
  expect(tray.serials()).toEqual(['SKTS00001']);
});

test.each(issuing)('%s: when only the last step fails it is done, and the next start has it', (_name, message) => {
  const b = bench();
  const { tray, do: act } = b.open();
  act({ type: 'installApp' });
  b.break('settle');
  expect(tray.send(message)).toMatchObject({ ok: true });
  expect([...b.stock].sort()).toEqual([...tray.serials()].sort());
  // What comes later is not written over what is owed.
  expect(tray.send({ type: 'press', serial: 'SKTS00001' })).toMatchObject({ refusal: { code: 'store-failed' } });
  b.break(undefined);
  const again = b.open();
  expect([...again.tray.serials()].sort()).toEqual([...b.stock].sort());
  expect(again.tray.list()).toEqual(tray.list());
  expect(b.kept.intended()).toEqual([]);
});

test('what is owed is saved with the next message', () => {
  const b = bench();
  const { tray, do: act } = b.open();
  b.break('settle');
  act({ type: 'issue', kind: 'hardware' });
  b.break(undefined);
  act({ type: 'press', serial: 'SKTH00001' });
  expect(b.kept.intended()).toEqual([]);
  expect(b.open().tray.list()).toEqual(tray.list());
});

test.each(issuing)(
  '%s: a crash before the stock took them is undone by the next start, and no number is burnt',
  (_name, message) => {
    const b = bench();
    const first = b.open();
    first.do({ type: 'installApp' });
    b.refuse(true);
    b.break('abandon');
    expect(first.tray.send(message)).toMatchObject({ refusal: { code: 'stock-refused' } });
    expect(b.kept.intended()).not.toEqual([]);
    b.break(undefined);
    b.refuse(false);
    const again = b.open();
    expect(again.tray.serials()).toEqual(['SKTS00001']);
    expect([...b.stock]).toEqual(['SKTS00001']);
    expect(again.do({ type: 'installApp' })).toBe('SKTS00002');
  },
);

test('an intent whose serial the stock has with another secret is undone', () => {
  const b = bench();
  const first = b.open();
  b.refuse(true);
  b.break('abandon');
  first.tray.send({ type: 'issue', kind: 'hardware' });
  b.break(undefined);
  b.stock.add('SKTH00001'); // a person's file brought the serial since; the stock goes on refusing another secret under it
  const again = b.open();
  expect(again.tray.serials()).toEqual([]);
  expect(b.kept.intended()).toEqual([]);
});
