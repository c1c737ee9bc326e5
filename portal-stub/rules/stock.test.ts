/** What may enter the bank's stock by PSKC: D-23, RFC 6030 §5, whole or not at all. */

import { beforeEach, describe, expect, test } from 'vitest';
import { bothLanguages } from '../../common/text.ts';
import type { Protection, PskcKey, PskcPolicy } from '../../pskc/model.ts';
import { writePskc } from '../../pskc/write.ts';
import { memoryStore } from '../store/memory.ts';
import { StoreUnavailable } from '../store/store.ts';
import {
  pskcKey,
  pskcOf,
  reasonOf,
  secretOf,
  seededBytes,
  startAt,
  type TestBank,
  testBank,
} from '../testing/test-bank.ts';
import { controlTexts } from '../texts/control.ts';
import { codeOf, stepAt } from './otp.ts';
import { emptyStock, judgeStock } from './stock.ts';

const serial = 'SKTH00100';
let bank: TestBank;
beforeEach(() => {
  bank = testBank();
});

const policy = (more: Partial<PskcPolicy>): Partial<PskcKey> => ({
  policy: { keyUsages: [], unknown: false, ...more },
});
const judge = (keys: readonly PskcKey[], others: Parameters<typeof judgeStock>[0]['others'] = []) =>
  judgeStock({ keys, others }, emptyStock, startAt);
const importKeys = (...keys: PskcKey[]) => bank.service.importStock(pskcOf(keys), {});
const imported = (count: number, updated = 0) => ({ imported: count, updated, notices: [] });
const inStock = (each: string) => bank.service.serial(each) !== undefined;

const day = 24 * 3600 * 1000;
const refusedKeys: readonly (readonly [name: string, key: Partial<PskcKey>, code: string])[] = [
  ['no serial', { serial: undefined }, 'stock-serial-missing'],
  ['an empty serial', { serial: '' }, 'stock-serial-missing'],
  ['a foreign serial', { serial: '987654321' }, 'stock-serial-form'],
  ['a lower-case serial', { serial: 'skth00100' }, 'stock-serial-form'],
  ['a full-width serial', { serial: 'ＳＫＴＨ００１００' }, 'stock-serial-form'],
  ['a serial with a blank', { serial: 'SKTH00100 ' }, 'stock-serial-form'],
  ['HOTP', { algorithm: 'HOTP', periodSeconds: undefined, counter: 0n }, 'stock-algorithm'],
  ['SHA-256', { hash: 'SHA256' }, 'stock-hash'],
  ['SHA-512', { hash: 'SHA512' }, 'stock-hash'],
  ['8 digits', { digits: 8 }, 'stock-digits'],
  ['5 digits', { digits: 5 }, 'stock-digits'],
  ['a check digit', { checkDigits: true }, 'stock-check-digit'],
  ['60 s', { periodSeconds: 60 }, 'stock-period'],
  ['no period', { periodSeconds: undefined }, 'stock-period'],
  ['T0 other than the epoch', { time: 1 }, 'stock-start-time'],
  ['a drift beyond reason', { timeDrift: 1e9 }, 'stock-drift'],
  ['expired', policy({ expiryDate: startAt - 1 }), 'stock-expired'],
  ['a device that expired', { device: { expiryDate: startAt - day } }, 'stock-expired'],
  ['an unknown policy', policy({ unknown: true }), 'stock-policy-unknown'],
  ['no use for OTP', policy({ keyUsages: ['Encrypt', 'CR'] }), 'stock-usage'],
  ['a number of transactions', policy({ numberOfTransactions: 5n }), 'stock-transactions'],
  ['a PIN in the code', policy({ pin: { PINUsageMode: 'Append' } }), 'stock-pin-policy'],
  ['a secret of 15 bytes', { secret: secretOf('x').slice(0, 15) }, 'stock-secret-short'],
  ['one byte, twenty times', { secret: new Uint8Array(20).fill(7) }, 'stock-secret-constant'],
];

describe('refused by name', () => {
  test.each(refusedKeys)('%s', (_name, key, code) => {
    // Between good ones, so that nothing of the file may enter.
    const verdict = judge([pskcKey('SKTH00101'), { ...pskcKey(serial), ...key }, pskcKey('SKTH00102')]);
    const named = 'serial' in key ? (key.serial ?? '') : serial;
    expect(verdict).toEqual({ ok: false, code, key: [named, `Id ${serial}`].filter((part) => part !== '').join(', ') });
  });
  test('a serial twice in one file, the same secret or not', () => {
    const refusal = { ok: false, code: 'stock-duplicate', key: `${serial}, Id ${serial}` };
    expect(judge([pskcKey(serial), pskcKey(serial)])).toEqual(refusal);
    const other = pskcKey(serial, { secret: secretOf('other') });
    expect(judge([pskcKey(serial), other])).toEqual(refusal);
  });
  test('something that is no OTP key beside good ones', () => {
    const pin = {
      kind: 'pin',
      id: 'p1',
      serial: 'SKTH00103',
      algorithm: 'urn:ietf:params:xml:ns:keyprov:pskc:pin',
    } as const;
    expect(judge([pskcKey(serial)], [pin])).toEqual({ ok: false, code: 'stock-not-otp', key: 'SKTH00103, Id p1' });
  });
  test('nothing at all', () => {
    expect(judge([])).toEqual({ ok: false, code: 'stock-empty', key: undefined });
  });
});

describe('taken', () => {
  test.each([
    ['usage OTP', policy({ keyUsages: ['CR', 'OTP'] })],
    ['a PIN that the device itself asks', policy({ pin: { PINUsageMode: 'Local' } })],
    ['T0 spelled out as 0', { time: 0 }],
    ['a policy of dates that hold', policy({ startDate: startAt, expiryDate: startAt })],
    ['a secret of 16 bytes', { secret: secretOf('x').slice(0, 16) }],
    ['the longest secret', { secret: new Uint8Array(256).fill(9, 1) }],
  ] as const)('%s', (_name, key) => {
    expect(judge([{ ...pskcKey(serial), ...key }]).ok).toBe(true);
  });
  test('TimeDrift is taken over', () => {
    expect(importKeys(pskcKey(serial, { timeDrift: -4 }))).toEqual({ ok: true, value: imported(1) });
    expect(bank.service.serial(serial)?.driftSteps).toBe(-4);
    const id = bank.contract();
    expect(reasonOf(bank.register(id, serial))).toBe('otp-outside-window');
    bank.move(30_000);
    expect(reasonOf(bank.register(id, serial, { otp: bank.code(serial, -4) }))).toBe('accepted');
  });
});

describe('E11: honoured where it can only be judged later', () => {
  const from = startAt + 30 * day;
  const until = startAt + 60 * day;
  test('not yet valid, valid at both ends, expired: on the form and in transactions', () => {
    expect(importKeys(pskcKey(serial, policy({ startDate: from, expiryDate: until }))).ok).toBe(true);
    const id = bank.contract();
    const at = (now: number) => {
      bank.move(now - bank.now());
      return codeOf(secretOf(serial), stepAt(now));
    };
    const register = (now: number) => {
      const otp = at(now);
      return bank.register(id, serial, { otp });
    };
    expect(register(startAt)).toMatchObject({ refusal: { reason: 'key-not-valid', code: 'E-OTP-01' } });
    expect(reasonOf(register(from - 1))).toBe('key-not-valid');
    expect(reasonOf(register(from))).toBe('accepted');
    expect(reasonOf(bank.transfer(id, 'user01', at(until)))).toBe('accepted');
    expect(reasonOf(bank.transfer(id, 'user01', at(until + 1)))).toBe('key-not-valid');
    expect(reasonOf(register(until + day))).toBe('key-not-valid');
  });
});

describe('D-24: one secret, one serial', () => {
  const twin = pskcKey('SKTH00201', { secret: secretOf(serial) });
  const refused = { ok: false, error: { code: 'stock-secret-twice' } };

  test('twice in one file: refused whole, both serials named', () => {
    const result = importKeys(pskcKey('SKTH00300'), pskcKey(serial), twin);
    expect(result).toMatchObject(refused);
    expect(result).toMatchObject({
      error: { text: { en: expect.stringMatching(/SKTH00201, Id SKTH00201, .* = SKTH00100/) } },
    });
    expect(['SKTH00300', serial, 'SKTH00201'].filter(inStock)).toEqual([]);
  });
  test('by different imports', () => {
    expect(importKeys(pskcKey(serial)).ok).toBe(true);
    expect(importKeys(pskcKey('SKTH00300'), twin)).toMatchObject(refused);
    expect(['SKTH00300', 'SKTH00201'].filter(inStock)).toEqual([]);
  });
});

describe('D-24: the same key with other validity dates', () => {
  const first = policy({ startDate: startAt, expiryDate: startAt + day });
  const later = policy({ expiryDate: startAt + 60 * day });
  const log = () => bank.service.history('').map(({ what }) => what);

  test('takes the new dates, and the bank\u2019s log says so', () => {
    expect(importKeys(pskcKey(serial, first))).toEqual({ ok: true, value: imported(1) });
    const before = log().length;
    expect(importKeys(pskcKey(serial, later), pskcKey('SKTH00300'))).toEqual({ ok: true, value: imported(1, 1) });
    expect(log().slice(before)).toEqual(['在庫の取込（1件）', `在庫の有効期間の変更（${serial} 1件）`]);
    bank.move(2 * day);
    expect(reasonOf(bank.register(bank.contract(), serial))).toBe('accepted');
  });
  test('dates that end a registered key end it, and its owner and used codes stay', () => {
    const id = bank.contract();
    expect(reasonOf(bank.register(id, 'SKTH00001'))).toBe('accepted');
    const before = bank.service.serial('SKTH00001');
    const ended = pskcKey('SKTH00001', policy({ expiryDate: bank.now() - 1 }));
    expect(importKeys(ended)).toEqual({ ok: true, value: imported(0, 1) });
    expect(bank.service.serial('SKTH00001')).toEqual(before);
    expect(reasonOf(bank.transfer(id, 'user01', bank.freshCode('SKTH00001')))).toBe('key-not-valid');
  });
  test('the same dates, or a file that says nothing of dates, change nothing', () => {
    importKeys(pskcKey(serial, first));
    const before = log();
    for (const again of [pskcKey(serial, first), pskcKey(serial)]) {
      expect(importKeys(again)).toEqual({ ok: true, value: imported(0) });
    }
    expect(log()).toEqual(before);
    bank.move(2 * day);
    expect(reasonOf(bank.register(bank.contract(), serial))).toBe('key-not-valid');
  });
  test('nothing of them is taken from a file that is refused', () => {
    importKeys(pskcKey(serial, first));
    expect(importKeys(pskcKey(serial, later), pskcKey('SKTH00300', { digits: 8 })).ok).toBe(false);
    bank.move(2 * day);
    expect(reasonOf(bank.register(bank.contract(), serial))).toBe('key-not-valid');
  });
});

test('what was read but not verified is told in the answer', () => {
  const signed = pskcOf([serial]).replace('</pskc:KeyContainer>', '<pskc:Signature/></pskc:KeyContainer>');
  expect(bank.service.importStock(signed, {})).toMatchObject({
    ok: true,
    value: { imported: 1, updated: 0, notices: [{ code: 'signature-unverified' }] },
  });
});

describe('a file', () => {
  test('the same key again is no change: its drift, owner and used codes stay', () => {
    const id = bank.contract();
    const otp = bank.freshCode('SKTH00001');
    bank.move(30_000);
    bank.register(id, 'SKTH00001', { otp });
    const before = bank.service.serial('SKTH00001');
    expect(importKeys(pskcKey('SKTH00001', { timeDrift: 7 }), pskcKey(serial))).toEqual({
      ok: true,
      value: imported(1),
    });
    expect(importKeys(pskcKey('SKTH00001'))).toEqual({ ok: true, value: imported(0) });
    expect(bank.service.serial('SKTH00001')).toEqual(before);
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('otp-used');
  });
  test('a known serial with another secret: refused by name, nothing of it enters', () => {
    const result = importKeys(pskcKey(serial), pskcKey('SKTH00001', { secret: secretOf('other') }));
    expect(result).toMatchObject({ ok: false, error: { code: 'stock-other-secret' } });
    expect(result).toMatchObject({ error: { text: { en: expect.stringContaining('SKTH00001') } } });
    expect(inStock(serial)).toBe(false);
    const id = bank.contract();
    expect(reasonOf(bank.register(id, 'SKTH00001'))).toBe('accepted');
  });
  test('refused whole, with a message in both languages that names the key and tells no secret', () => {
    const result = importKeys(pskcKey(serial), pskcKey('SKTH00101', { digits: 8 }));
    const { ja, en } = controlTexts['stock-digits'];
    const at = 'SKTH00101, Id SKTH00101, line 2';
    const text = { ja: `${ja}: ${at}`, en: `${en}: ${at}` };
    expect(result).toEqual({ ok: false, error: { code: 'stock-digits', text } });
    expect(inStock(serial)).toBe(false);
  });
  test('what a file says cannot upset a terminal', () => {
    const result = importKeys(pskcKey(serial, { serial: `X\u009b31m\u202e${'y'.repeat(500)}` }));
    if (result.ok) throw new Error('taken');
    const said = bothLanguages(result.error.text);
    expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(result.error.text.ja.length).toBeLessThan(300);
    expect(result.error.text.en.length).toBeLessThan(300);
  });
  test.each<readonly [string, Protection, object]>([
    ['a key', { kind: 'key', key: new Uint8Array(16).fill(3) }, { key: new Uint8Array(16).fill(3) }],
    ['a password', { kind: 'password', password: 'ひみつ', iterations: 1000 }, { password: 'ひみつ' }],
  ])('protected by %s', (_name, protection, given) => {
    const written = writePskc([pskcKey(serial)], protection, { random: seededBytes('pskc') });
    if (!written.ok) throw new Error(written.error.text.ja);
    const xml = written.value;
    expect(bank.service.importStock(xml, {}).ok).toBe(false);
    expect(bank.service.importStock(xml, { key: new Uint8Array(16).fill(4) }).ok).toBe(false);
    expect(bank.service.importStock(xml, { ...given, key: new Uint8Array(16), password: 'x' })).toMatchObject({
      error: { code: 'protection-twice' },
    });
    expect(inStock(serial)).toBe(false);
    expect(bank.service.importStock(xml, given)).toEqual({ ok: true, value: imported(1) });
    expect(reasonOf(bank.register(bank.contract(), serial))).toBe('accepted');
  });
  test.each(['', 'no xml', '<a/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])('%j: a value, never a throw', (xml) => {
    expect(bank.service.importStock(xml, {}).ok).toBe(false);
  });
  test('E14: swapped secrets inside a valid file are caught at registration: both fail', () => {
    importKeys(
      pskcKey('SKTH00201', { secret: secretOf('SKTH00202') }),
      pskcKey('SKTH00202', { secret: secretOf('SKTH00201') }),
    );
    const id = bank.contract();
    expect(reasonOf(bank.register(id, 'SKTH00201'))).toBe('otp-wrong');
    expect(reasonOf(bank.register(id, 'SKTH00202'))).toBe('otp-wrong');
  });
  test('E9: the store fails at each key in turn: nothing has entered, and the next try takes all', () => {
    const keys = Array.from({ length: 12 }, (_, n) => pskcKey(`SKTH003${String(n).padStart(2, '0')}`));
    for (let failAt = 0; failAt < keys.length; failAt += 1) {
      const store = memoryStore();
      let left = Number.POSITIVE_INFINITY;
      const failing: typeof store = {
        ...store,
        transact: (work) =>
          store.transact((transaction) =>
            work({
              ...transaction,
              addKey(key) {
                if (left === 0) throw new StoreUnavailable('disk full');
                left -= 1;
                transaction.addKey(key);
              },
            }),
          ),
      };
      bank = testBank(['SKTH00001'], { store: failing });
      left = failAt;
      expect(importKeys(...keys)).toMatchObject({ ok: false, error: { code: 'not-recorded' } });
      expect(keys.filter((key) => inStock(key.serial ?? ''))).toEqual([]);
      left = Number.POSITIVE_INFINITY;
      expect(importKeys(...keys)).toEqual({ ok: true, value: imported(12) });
    }
  });
  test('E13: 2,000 tokens in one file', () => {
    const keys = Array.from({ length: 2000 }, (_, n) => pskcKey(`SKTS${String(n + 10_000)}`));
    const events: string[] = [];
    bank.service.subscribe((event) => events.push(event.type));
    expect(importKeys(...keys)).toEqual({ ok: true, value: imported(2000) });
    expect(events).toEqual(['stock']);
    expect(inStock('SKTS11999')).toBe(true);
  });
});
