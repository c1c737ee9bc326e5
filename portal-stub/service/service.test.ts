/** What is written down, who is told, and the bank's side of the service. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Act, PortalEvent } from '../rules/acts.ts';
import { isContractId, isPin } from '../rules/input.ts';
import { stepMs } from '../rules/otp.ts';
import { memoryStore } from '../store/memory.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { reasonOf, seededBytes, startAt, type TestBank, testBank } from '../testing/test-bank.ts';
import { createPortalService } from './service.ts';

const [H1, H2, S1] = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract();
});
const screen = () => ({ pin: bank.get(id).confirmationPin, seen: bank.get(id).revision });

describe('D-17: what is written down', () => {
  test('each committed act: one history entry and one mail; logins, inquiries, refusals: neither', () => {
    const pin = bank.get(id).confirmationPin;
    const acts: readonly (readonly [committed: boolean, run: () => unknown])[] = [
      [false, () => bank.service.act(id, { type: 'adminLogin', password: bank.get(id).password })],
      [true, () => bank.register(id, H1)],
      [false, () => bank.register(id, H2, { otp: '000000' })],
      [true, () => bank.register(id, S1)],
      [false, () => bank.changeMode(id, 'shared')],
      [true, () => bank.transfer(id, 'user01', bank.freshCode(S1))],
      [false, () => bank.transfer(id, 'user01', bank.code(S1))],
      [false, () => bank.service.act(id, { type: 'inquiry', userId: 'user01' })],
      [true, () => bank.deregister(id)],
      [true, () => bank.changeMode(id, 'individual')],
      [true, () => bank.service.act(id, { type: 'addUser', userId: 'user04', name: '新', ...screen() })],
      [true, () => bank.service.act(id, { type: 'renameUser', userId: 'user04', name: '改', ...screen() })],
      [true, () => bank.register(id, H1, { userIds: ['user01', 'user04'] })],
      [false, () => Array.from({ length: 7 }, () => bank.transfer(id, 'user04', '000000'))],
      [true, () => bank.service.act(id, { type: 'unlockUser', userId: 'user04', ...screen() })],
      [true, () => bank.service.act(id, { type: 'deleteUser', userId: 'user04', ...screen() })],
    ];
    let expected = 0;
    for (const [committed, run] of acts) {
      run();
      if (committed) expected += 1;
      expect(bank.service.history(id)).toHaveLength(expected);
      expect(bank.service.mails(id)).toHaveLength(expected);
    }
    expect(bank.service.history(id).map(({ who, what }) => `${who} ${what}`)).toEqual([
      '管理者 ワンタイムパスワードの利用登録',
      '管理者 ワンタイムパスワードの利用登録',
      'user01 資金移動',
      '管理者 ワンタイムパスワードの利用登録解除',
      '管理者 ワンタイムパスワード利用形態の変更（全ての利用者が異なるトークンを使用する）',
      '管理者 利用者登録',
      '管理者 利用者情報変更',
      '管理者 ワンタイムパスワードの利用登録',
      '管理者 利用中止解除',
      '管理者 利用者登録抹消',
    ]);
    expect(bank.service.history(id)[1]).toEqual({
      at: startAt + 2 * stepMs,
      who: '管理者',
      what: 'ワンタイムパスワードの利用登録',
      users: ['user01', 'user02', 'user03'],
      oldSerials: [H1],
      newSerial: S1,
    });
    const mail = bank.service.mails(id)[1];
    expect(mail).toMatchObject({ to: bank.get(id).email, at: startAt + 2 * stepMs });
    expect(mail?.body).toContain(`変更前のシリアル番号：${H1}\n変更後のシリアル番号：${S1}`);
    expect(JSON.stringify([bank.service.history(id), bank.service.mails(id)])).not.toContain(pin);
  });

  test('I5: each act judged leaves one attempt with one reason, in both languages', () => {
    const given: readonly [Act['type'], string | undefined][] = [];
    const expected = [...given];
    const note = (act: Act['type'], reason?: string) => expected.push([act, reason]);
    bank.register(id, H1);
    note('register');
    bank.register(id, 'SKTH09999', { otp: '123456' });
    note('register', 'serial-unknown');
    bank.register(id, H1, { pin: 'wrong1234' });
    note('register', 'pin-wrong');
    bank.changeMode(id, 'shared');
    note('changeMode');
    bank.transfer(id, 'user01', bank.freshCode(H1));
    note('transfer');
    bank.transfer(id, 'user01', bank.code(H1));
    note('transfer', 'otp-used');
    bank.service.act(id, { type: 'userLogin', userId: 'nobody', password: 'x' });
    note('userLogin', 'login-wrong');
    bank.service.recordRefusal(id, 'register', 'form-token');
    note('register', 'form-token');
    const attempts = bank.service.attempts(id);
    expect(attempts.map(({ act, reason }) => [act, reason])).toEqual(expected);
    // The reason, not its words.
    expect(JSON.stringify(attempts)).not.toMatch(/受理|accepted|使用済み/);
    expect(attempts.map(({ who }) => who)).toEqual([
      '管理者',
      '管理者',
      '管理者',
      '管理者',
      'user01',
      'user01',
      '不明',
      '不明',
    ]);
    expect(attempts[4]?.serial).toBe(H1);
  });

  test('I1: nothing that was typed as a secret is written anywhere, whichever field it was typed into', () => {
    const typed = ['secret77pin', '314159', 'otherSecret8', 'himitsu999'] as const;
    const [pin, otp, password, lost] = typed;
    bank.register(id, H1, { otp, pin });
    bank.register(id, H1, { otp });
    bank.register(id, lost, { otp, pin });
    bank.register(id, otp, { otp: lost });
    bank.transfer(id, 'user01', otp);
    bank.service.act(id, { type: 'transfer', userId: 'user01', account: otp, amount: otp, otp });
    bank.service.act(id, { type: 'adminLogin', password });
    bank.service.act(id, { type: 'userLogin', userId: lost, password });
    bank.service.act(lost, { type: 'adminLogin', password });
    bank.service.act('99999999999', { type: 'userLogin', userId: lost, password });
    bank.service.act(id, { type: 'deleteUser', userId: lost, pin, seen: bank.get(id).revision });
    const written = ['', id].flatMap((log) => [
      bank.service.history(log),
      bank.service.mails(log),
      bank.service.attempts(log),
    ]);
    expect(written.flat().length).toBeGreaterThan(8);
    for (const secret of typed) expect(JSON.stringify(written)).not.toContain(secret);
  });
});

describe('D-06: a refused act changes failure counters and the attempt log, nothing else', () => {
  test('the whole of it, compared', () => {
    bank.register(id, H1);
    const state = () => {
      const contract = bank.get(id);
      const users = contract.users.map((user) => ({ ...user, failures: 0 }));
      return JSON.stringify([
        { ...contract, failures: 0, users },
        bank.service.history(id),
        bank.service.mails(id),
        [H1, H2, S1].map((serial) => bank.service.serial(serial)),
      ]);
    };
    const before = state();
    bank.register(id, H2, { otp: '000000' });
    bank.register(id, H2, { otp: bank.code(H2), pin: 'wrong1234' });
    bank.register(id, '', { otp: '' });
    bank.deregister(id, { pin: 'wrong1234' });
    bank.transfer(id, 'user01', '000000');
    bank.service.act(id, { type: 'addUser', userId: 'user01', name: 'x', ...screen() });
    bank.service.act(id, { type: 'deleteUser', userId: 'nobody', ...screen() });
    expect(state()).toBe(before);
  });
});

describe('events', () => {
  test('after the commit, in order, one an act; a login is told, though it changes nothing', () => {
    const events: PortalEvent[] = [];
    const stop = bank.service.subscribe((event) => {
      if (event.type === 'act') expect(bank.get(event.contractId)).toEqual(event.contract);
      events.push(event);
    });
    bank.service.act(id, { type: 'adminLogin', password: bank.get(id).password });
    bank.register(id, H1);
    bank.transfer(id, 'user01', '000000');
    const other = bank.contract();
    bank.service.setUp(other, { mode: 'shared', serial: H2 });
    bank.service.deleteContract(other);
    stop();
    bank.deregister(id);
    expect(events.map((event) => [event.type, 'contractId' in event ? event.contractId : undefined])).toEqual([
      ['login', id],
      ['act', id],
      ['refused', id],
      ['contract-added', other],
      ['act', other],
      ['contract-removed', other],
    ]);
    expect(events[2]).toMatchObject({ attempt: { reason: 'otp-wrong', serial: H1 } });
  });
  test('a listener that throws spoils nothing and is dropped; a listener may act itself', () => {
    let heard = 0;
    const errors: unknown[] = [];
    bank = testBank([H1], { onListenerError: (error) => errors.push(error) });
    id = bank.contract();
    bank.service.subscribe(() => {
      heard += 1;
      throw new Error('listener');
    });
    bank.service.subscribe((event) => {
      if (event.type === 'act' && event.entry.newSerial === H1) bank.deregister(id);
    });
    expect(reasonOf(bank.register(id, H1))).toBe('accepted');
    expect(heard).toBe(1);
    expect(errors).toHaveLength(1);
    expect(bank.get(id).registration.serial).toBeUndefined();
  });
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

test('an act looks at one contract and one serial, however many there are', () => {
  const asked = (contracts: number) => {
    const store = memoryStore();
    const calls: string[] = [];
    const watched: Store = {
      ...store,
      transact: (work) =>
        store.transact((transaction) => {
          const watch = Object.entries(transaction).map(([name, method]) => [
            name,
            (...given: unknown[]) => {
              calls.push(name);
              return (method as (...args: unknown[]) => unknown).apply(transaction, given);
            },
          ]);
          return work(Object.fromEntries(watch));
        }),
    };
    bank = testBank([H1, H2, S1], { store: watched });
    id = bank.contract({ mode: 'individual' });
    for (let n = 0; n < contracts; n += 1) bank.contract();
    calls.length = 0;
    bank.register(id, H1, { userIds: ['user01', 'user02'] });
    bank.register(id, S1, { userIds: ['user01'] });
    bank.transfer(id, 'user01', bank.freshCode(S1));
    bank.transfer(id, 'user01', '000000');
    bank.deregister(id, { userIds: ['user01'] });
    return calls;
  };
  const few = asked(1);
  expect(few).toContain('contract');
  expect(few).not.toContain('contracts');
  expect(asked(300)).toEqual(few);
});

describe('J6: a store that cannot write', () => {
  const broken = () => {
    const store = memoryStore();
    let works = true;
    const failing: Store = {
      ...store,
      transact: (work) =>
        store.transact((transaction) => {
          const result = work(transaction);
          if (!works) throw new StoreUnavailable('disk full');
          return result;
        }),
    };
    const errors: unknown[] = [];
    bank = testBank([H1, H2], { store: failing, onStoreError: (error) => errors.push(error) });
    id = bank.contract();
    return {
      errors,
      breaks(now: boolean) {
        works = !now;
      },
    };
  };
  test('refuses every act, right or wrong, and nothing happened; a code refused so is not used up', () => {
    const { errors, breaks } = broken();
    const events: string[] = [];
    bank.service.subscribe((event) => events.push(event.type));
    const before = JSON.stringify([bank.get(id), bank.service.attempts(id)]);
    const otp = bank.freshCode(H1);
    breaks(true);
    expect(bank.register(id, H1, { otp })).toEqual({
      ok: false,
      refusal: { reason: 'not-recorded', code: 'E-SYS-01' },
    });
    expect(reasonOf(bank.deregister(id, { pin: 'wrong1234' }))).toBe('not-recorded');
    expect(reasonOf(bank.service.act(id, { type: 'adminLogin', password: 'x' }))).toBe('not-recorded');
    expect(bank.service.setUp(id, { mode: 'shared', serial: H1 })).toMatchObject({ error: { code: 'not-recorded' } });
    expect(JSON.stringify([bank.get(id), bank.service.attempts(id)])).toBe(before);
    expect(bank.service.serial(H1)?.contractId).toBeUndefined();
    expect(errors).toHaveLength(4);
    expect(events).toEqual([]);
    breaks(false);
    expect(reasonOf(bank.register(id, H1, { otp }))).toBe('accepted');
  });
  test('a mistake of the program is thrown, not told as a refusal', () => {
    bank = testBank([H1], {
      decide: () => {
        throw new TypeError('mistake');
      },
    });
    expect(() => bank.transfer('12345678901', 'user01', '123456')).toThrow('mistake');
  });
});

test('the rules can be replaced: a wrong portal lets a used code through', async () => {
  const { decide } = await import('../rules/decide.ts');
  bank = testBank([H1], {
    decide: (contract, act, facts) =>
      decide(contract, act, facts.key ? { ...facts, key: { ...facts.key, lastStep: undefined } } : facts),
  });
  id = bank.contract({}, { mode: 'shared', serial: H1 });
  const otp = bank.freshCode(H1);
  expect([0, 1].map(() => reasonOf(bank.transfer(id, 'user01', otp)))).toEqual(['accepted', 'accepted']);
});
