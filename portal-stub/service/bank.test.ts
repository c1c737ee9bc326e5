/** The bank's side of the service: contracts, set-up, serials, reset. */
import { beforeEach, describe, expect, test } from 'vitest';
import { isContractId, isPin } from '../rules/input.ts';
import { stepMs } from '../rules/otp.ts';
import { memoryStore } from '../store/memory.ts';
import { reasonOf, seededBytes, type TestBank, testBank } from '../testing/test-bank.ts';
import { createPortalService } from './service.ts';

const [H1, H2, S1] = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract();
});

describe('contracts', () => {
  test('the demo stands in an empty store, and another start adds nothing', () => {
    const store = memoryStore();
    const open = (demo?: boolean) =>
      createPortalService({ store, now: () => 0, clockMode: () => 'manual', random: seededBytes('x'), demo });
    expect(open(false).contracts()).toEqual([]);
    const [demo, ...rest] = open().contracts();
    expect(rest).toEqual([]);
    expect(demo).toMatchObject({ contractId: '12345678901', mode: 'shared', registration: { serial: undefined } });
    expect(demo?.users.map(({ userId, name }) => `${userId} ${name}`)).toEqual([
      'user01 法人 太郎',
      'user02 法人 花子',
      'user03 法人 次郎',
    ]);
    expect([demo, ...(demo?.users ?? [])].every((each) => isPin(each?.confirmationPin) && isPin(each?.password))).toBe(
      true,
    );
    expect(open().contracts()).toHaveLength(1);
  });
  test('a new one: ids and PINs that fit D-15, the same for the same seed, another each time', () => {
    const make = (seed: string) => {
      const fresh = testBank([H1], { seed });
      return [fresh.get(fresh.contract()), fresh.get(fresh.contract())];
    };
    const [one, two] = make('a');
    expect(make('a')).toEqual([one, two]);
    expect(make('b')[0]).not.toEqual(one);
    expect(one?.contractId).not.toBe(two?.contractId);
    for (const contract of [one, two]) {
      expect(isContractId(contract?.contractId)).toBe(true);
      const people = [contract, ...(contract?.users ?? [])];
      const secrets = people.flatMap((each) => [each?.password, each?.confirmationPin]);
      expect(secrets.every(isPin)).toBe(true);
      expect(new Set(secrets).size).toBe(secrets.length);
    }
  });
  test.each([
    ['mode-invalid', { mode: 'both' }],
    ['users-count', { users: [] }],
    ['users-count', { users: Array.from({ length: 100 }, (_, n) => ({ userId: `u${n}`, name: 'x' })) }],
    ['user-id-form', { users: [{ userId: 'a b', name: 'x' }] }],
    [
      'user-id-taken',
      {
        users: [
          { userId: 'a', name: 'x' },
          { userId: 'a', name: 'y' },
        ],
      },
    ],
    ['user-name-form', { users: [{ userId: 'a', name: '' }] }],
    ['policy-invalid', { policy: { lockLimit: 0 } }],
    ['policy-invalid', { policy: { windowSteps: 1.5 } }],
    ['policy-invalid', { policy: { mixKinds: 'no' } }],
    ['policy-invalid', { policy: { toString: 1 } }],
    ['policy-invalid', { policy: { confirmModeChanges: true } }],
  ])('refused: %s %j', (code, request) => {
    const count = bank.service.contracts().length;
    expect(bank.service.createContract(request as never)).toMatchObject({ ok: false, error: { code } });
    expect(bank.service.contracts()).toHaveLength(count);
  });
  test('policy: what is not named is the default', () => {
    const made = bank.service.createContract({ policy: { lockLimit: 3, mixKinds: undefined } });
    expect(made).toMatchObject({ value: { policy: { lockLimit: 3, mixKinds: true, windowSteps: 1 } } });
  });
  test('deleting frees the serials; stock and replay memory stay, the log too', () => {
    const otp = bank.freshCode(H1);
    bank.register(id, H1, { otp });
    expect(bank.service.deleteContract(id)).toBe(true);
    expect(bank.service.deleteContract(id)).toBe(false);
    expect(bank.service.contract(id)).toBeUndefined();
    expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined, userIds: [] });
    const other = bank.contract();
    expect(reasonOf(bank.register(other, H1, { otp }))).toBe('otp-used');
    expect(bank.service.history(id)).toHaveLength(1);
  });
});

describe('the set-up route', () => {
  test('registers as said, without OTP, marked in the history, without a mail', () => {
    id = bank.contract({ mode: 'individual' });
    const result = bank.service.setUp(id, { mode: 'individual', users: { user01: H1, user02: H1, user03: S1 } });
    expect(result.ok).toBe(true);
    expect(bank.service.serial(H1)).toMatchObject({ contractId: id, userIds: ['user01', 'user02'] });
    expect(bank.service.history(id)).toMatchObject([{ who: '準備', users: ['user01', 'user02', 'user03'] }]);
    expect(bank.service.mails(id)).toEqual([]);
    expect(reasonOf(bank.transfer(id, 'user03', bank.freshCode(S1)))).toBe('accepted');
  });
  test('whoever is not named is unregistered afterwards; another mode too', () => {
    bank.service.setUp(id, { mode: 'shared', serial: H1 });
    bank.service.setUp(id, { mode: 'individual', users: { user02: H2 } });
    expect(bank.get(id).users.map(({ registration }) => registration.serial)).toEqual([undefined, H2, undefined]);
    expect(bank.service.serial(H1)?.contractId).toBeUndefined();
    bank.service.setUp(id, { mode: 'shared' });
    expect(bank.get(id)).toMatchObject({ mode: 'shared', registration: { serial: undefined } });
    expect(bank.service.serial(H2)?.contractId).toBeUndefined();
  });
  test('what it set can be seen by the screens, and makes older ones stale', () => {
    const seen = bank.get(id).revision;
    bank.service.setUp(id, { mode: 'shared', serial: H1 });
    expect(reasonOf(bank.register(id, H2, { seen }))).toBe('stale');
  });
  test.each([
    ['contract-unknown', { mode: 'shared' }, '99999999999'],
    ['mode-invalid', { mode: 'mixed' }],
    ['set-up-shape', { mode: 'shared', users: { user01: H1 } }],
    ['set-up-shape', { mode: 'individual', serial: H1 }],
    ['user-unknown', { mode: 'individual', users: { user09: H1 } }],
    ['user-unknown', { mode: 'individual', users: { constructor: H1 } }],
    ['serial-form', { mode: 'shared', serial: 'skth00001' }],
    ['serial-form', { mode: 'shared', serial: '' }],
    ['serial-unknown', { mode: 'shared', serial: 'SKTH09999' }],
    ['serial-of-other-contract', { mode: 'individual', users: { user01: H2, user02: S1 } }],
  ])('refused, and nothing changed: %s %j', (code, request, contractId = id) => {
    bank.contract({}, { mode: 'shared', serial: S1 });
    bank.service.setUp(id, { mode: 'shared', serial: H1 });
    const before = JSON.stringify([bank.get(id), bank.service.history(id)]);
    const target = contractId === '99999999999' ? contractId : id;
    expect(bank.service.setUp(target, request as never)).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify([bank.get(id), bank.service.history(id)])).toBe(before);
  });
});

describe('serials and the bank', () => {
  test('status of an unknown one; reset and resync of one', () => {
    expect(bank.service.serial('SKTH09999')).toBeUndefined();
    expect(bank.service.serial('ＳＫＴＨ')).toBeUndefined();
    expect(bank.service.resetSerial('SKTH09999')).toMatchObject({ error: { code: 'serial-unknown' } });
    expect(bank.service.resetSerial('x')).toMatchObject({ error: { code: 'serial-form' } });
    expect(bank.service.resync('SKTH09999', '123456', '123456')).toMatchObject({ error: { code: 'serial-unknown' } });
  });
  test('T5, T7: five minutes off: refused, resynced, accepted; on the bank’s log', () => {
    bank.register(id, H1);
    const off = (steps: number) => bank.code(H1, steps);
    expect(reasonOf(bank.transfer(id, 'user01', off(10)))).toBe('otp-outside-window');
    expect(bank.service.resync(H1, off(10), '12345')).toMatchObject({ error: { code: 'otp-form' } });
    expect(bank.service.resync(H1, off(9), off(11))).toMatchObject({ error: { code: 'resync-refused' } });
    expect(bank.service.resync(H1, off(9), off(10))).toMatchObject({ ok: true, value: { driftSteps: 10 } });
    expect(bank.service.resync(H1, off(9), off(10))).toMatchObject({ ok: false });
    expect(reasonOf(bank.transfer(id, 'user01', off(10)))).toBe('otp-used');
    bank.move(stepMs);
    expect(reasonOf(bank.transfer(id, 'user01', off(10)))).toBe('accepted');
    expect(bank.service.history('').at(-1)).toMatchObject({ who: '銀行', what: '時刻ずれの補正', newSerial: H1 });
  });
  test('C5: unlocking leaves one entry, and none when there was nothing to clear', () => {
    expect(bank.service.unlock('99999999999')).toMatchObject({ error: { code: 'contract-unknown' } });
    expect(bank.service.unlock(id).ok).toBe(true);
    expect(bank.service.history(id)).toEqual([]);
    for (let n = 0; n < 7; n += 1) bank.deregister(id, { pin: 'wrong1234' });
    bank.service.setUp(id, { mode: 'shared', serial: H1 });
    for (let n = 0; n < 7; n += 1) bank.deregister(id, { pin: 'wrong1234' });
    bank.service.unlock(id);
    expect(bank.service.history(id).filter(({ who }) => who === '銀行')).toHaveLength(1);
  });
});

describe('reset: as at start', () => {
  test.each(['manual', 'system', 'offset'] as const)('on a %s clock', (mode) => {
    bank = testBank([H1, H2], { clockMode: () => mode });
    id = bank.contract({}, { mode: 'shared', serial: H1 });
    const otp = bank.freshCode(H1);
    bank.move(stepMs);
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('accepted');
    bank.register('12345678901', H2, { otp: '000000', pin: 'wrong1234' });
    expect(bank.service.serial(H1)?.driftSteps).toBe(-1);
    expect(bank.service.reset().ok).toBe(true);
    expect(bank.service.contracts().map(({ contractId }) => contractId)).toEqual(['12345678901']);
    expect(bank.get('12345678901')).toMatchObject({ revision: 0, failures: { confirmationPin: 0 } });
    expect(bank.service.attempts('12345678901')).toEqual([]);
    expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined, driftSteps: mode === 'manual' ? 0 : -1 });
    expect(reasonOf(bank.register('12345678901', H1, { otp }))).toBe(mode === 'manual' ? 'accepted' : 'otp-used');
  });
});
