/** 利用者登録, 利用者情報変更, 利用者登録抹消, the entrances, and what a user may do. */
import { beforeEach, describe, expect, test } from 'vitest';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';
import { isPin } from './input.ts';

const [H1, H2] = ['SKTH00001', 'SKTH00002'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract({}, { mode: 'individual', users: { user01: H1, user02: H1 } });
});
const screen = () => ({ pin: bank.get(id).confirmationPin, seen: bank.get(id).revision });
const add = (userId: string, name = '法人 花子', more = {}) =>
  bank.service.act(id, { type: 'addUser', userId, name, ...screen(), ...more });
const remove = (userId: string, more = {}) =>
  bank.service.act(id, { type: 'deleteUser', userId, ...screen(), ...more });
const rename = (userId: string, name: string, more = {}) =>
  bank.service.act(id, { type: 'renameUser', userId, name, ...screen(), ...more });
const user = (userId: string) => bank.get(id).users.find((each) => each.userId === userId);
const pays = (userId: string, serial: string) => reasonOf(bank.transfer(id, userId, bank.freshCode(serial)));

describe('D-11: a user added later', () => {
  test('is unregistered in individual mode', () => {
    expect(reasonOf(add('user04'))).toBe('accepted');
    expect(user('user04')).toMatchObject({ name: '法人 花子', registration: { serial: undefined }, stopped: false });
    expect(pays('user04', H1)).toBe('not-registered');
  });
  test('is covered at once in shared mode', () => {
    id = bank.contract({}, { mode: 'shared', serial: H2 });
    add('user04');
    expect(pays('user04', H2)).toBe('accepted');
    expect(bank.service.serial(H2)?.userIds).toContain('user04');
  });
  test('has credentials of their own that fit D-15, and can log on', () => {
    add('user04');
    const made = user('user04');
    expect(isPin(made?.confirmationPin)).toBe(true);
    const login = { type: 'userLogin', userId: 'user04', password: made?.password ?? '' } as const;
    expect(reasonOf(bank.service.act(id, login))).toBe('accepted');
  });
  test.each([
    ['taken', 'user01', 'user-id-taken'],
    ['malformed', 'ユーザ', 'user-id-form'],
    ['missing', '', 'user-id-form'],
  ])('refused: %s', (_name, userId, reason) => {
    expect(reasonOf(add(userId))).toBe(reason);
  });
  test('letter case makes another user', () => {
    expect(reasonOf(add('USER01'))).toBe('accepted');
  });
  test('99 and no more (D-10)', () => {
    for (let n = 4; n <= 99; n += 1) expect(reasonOf(add(`user${n}`))).toBe('accepted');
    expect(add('user100')).toMatchObject({ refusal: { reason: 'too-many-users', code: 'E-INP-06' } });
    expect(bank.get(id).users).toHaveLength(99);
  });
  test('D-16: a form sent twice, or again after the user was deleted, adds nobody', () => {
    const form = screen();
    expect(reasonOf(add('user04', 'x', form))).toBe('accepted');
    expect(reasonOf(add('user04', 'x', form))).toBe('stale');
    remove('user04');
    expect(reasonOf(add('user04', 'x', form))).toBe('stale');
    expect(user('user04')).toBeUndefined();
  });
  test('two administrators add different users: both succeed', () => {
    const form = screen();
    expect(reasonOf(add('user04', 'x', form))).toBe('accepted');
    expect(reasonOf(add('user05', 'x', form))).toBe('accepted');
  });
});

describe('R15: a user deleted', () => {
  test('frees their registration and nobody else’s', () => {
    expect(reasonOf(remove('user01'))).toBe('accepted');
    expect(bank.service.serial(H1)).toMatchObject({ contractId: id, userIds: ['user02'] });
    expect(pays('user02', H1)).toBe('accepted');
    expect(reasonOf(remove('user02'))).toBe('accepted');
    expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined });
    expect(bank.service.history(id).at(-1)).toMatchObject({ users: ['user02'], oldSerials: [H1] });
  });
  test('the session is over, the login unknown', () => {
    const password = user('user01')?.password ?? '';
    remove('user01');
    expect(reasonOf(bank.service.act(id, { type: 'inquiry', userId: 'user01' }))).toBe('no-session');
    expect(pays('user01', H1)).toBe('no-session');
    const login = { type: 'userLogin', userId: 'user01', password } as const;
    expect(reasonOf(bank.service.act(id, login))).toBe('login-wrong');
  });
  test('in shared mode the shared token stays', () => {
    id = bank.contract({}, { mode: 'shared', serial: H2 });
    remove('user01');
    expect(bank.service.serial(H2)).toMatchObject({ contractId: id, userIds: ['user02', 'user03'] });
  });
  test('the last one stays (D-10: 1 to 99)', () => {
    remove('user01');
    remove('user02');
    expect(remove('user03')).toMatchObject({ refusal: { reason: 'last-user', code: 'E-USR-03' } });
  });
  test('twice: the second is stale', () => {
    const form = screen();
    expect(reasonOf(remove('user01', form))).toBe('accepted');
    expect(reasonOf(remove('user01', form))).toBe('stale');
  });
  test('a token registered for them meanwhile makes the form stale', () => {
    const form = screen();
    bank.register(id, H2, { userIds: ['user01'] });
    expect(reasonOf(remove('user01', form))).toBe('stale');
  });
});

describe('a user renamed', () => {
  test('any script, byte for byte; the token stays', () => {
    for (const name of ['𠮷野 髙﨑', '葛\u{e0100}城', 'か\u3099', '<b>&"\'']) {
      expect(reasonOf(rename('user01', name))).toBe('accepted');
      expect(user('user01')).toMatchObject({ name, registration: { serial: H1 } });
    }
  });
  test('from two screens: the second is stale; another user is not concerned', () => {
    const form = screen();
    expect(reasonOf(rename('user01', 'あ', form))).toBe('accepted');
    expect(reasonOf(rename('user01', 'い', form))).toBe('stale');
    expect(reasonOf(rename('user02', 'う', form))).toBe('accepted');
  });
});

describe('the entrances', () => {
  test.each([
    ['12345678901', 'login-wrong'],
    ['', 'contract-id-form'],
    ['１２３４５６７８９０１', 'contract-id-form'],
  ])('contract %j is not told from a wrong password', (contractId, reason) => {
    expect(reasonOf(bank.service.act('99999999999', { type: 'adminLogin', password: 'x' }))).toBe('login-wrong');
    const login = { type: 'userLogin', userId: 'user01', password: 'wrong' } as const;
    expect(reasonOf(bank.service.act(contractId, login))).toBe(reason);
  });
  test('an unknown user is not told from a wrong password', () => {
    const unknown = bank.service.act(id, { type: 'userLogin', userId: 'nobody', password: 'wrong' });
    const wrong = bank.service.act(id, { type: 'userLogin', userId: 'user01', password: 'wrong' });
    expect(unknown).toEqual(wrong);
  });
  test('acts of a contract that is gone', () => {
    const { revision: seen } = bank.get(id);
    bank.service.deleteContract(id);
    expect(reasonOf(bank.service.act(id, { type: 'changeMode', mode: 'shared', seen }))).toBe('no-session');
    expect(reasonOf(bank.service.act(id, { type: 'inquiry', userId: 'user01' }))).toBe('no-session');
    expect(reasonOf(bank.service.act(id, { type: 'adminLogin', password: 'x' }))).toBe('login-wrong');
  });
  test('S-02, B7: a login takes no OTP and burns none', () => {
    const otp = bank.freshCode(H1);
    bank.service.act(id, { type: 'userLogin', userId: 'user01', password: otp });
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('accepted');
  });
});

describe('transactions', () => {
  test('S-02: each wants a fresh OTP', () => {
    const otp = bank.freshCode(H1);
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('accepted');
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('otp-used');
    expect(pays('user01', H1)).toBe('accepted');
  });
  test('X5: two sharers, one OTP: the first wins', () => {
    const otp = bank.freshCode(H1);
    expect(reasonOf(bank.transfer(id, 'user02', otp))).toBe('accepted');
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('otp-used');
  });
  test('A4: a code that registered cannot pay, and one that paid cannot register', () => {
    const first = bank.freshCode(H2);
    bank.register(id, H2, { userIds: ['user03'], otp: first });
    expect(reasonOf(bank.transfer(id, 'user03', first))).toBe('otp-used');
    const second = bank.freshCode(H2);
    expect(reasonOf(bank.transfer(id, 'user03', second))).toBe('accepted');
    expect(reasonOf(bank.register(id, H2, { userIds: ['user03'], otp: second }))).toBe('otp-used');
  });
  test('N3, D-08: without a token transactions are refused, inquiries work', () => {
    expect(pays('user03', H1)).toBe('not-registered');
    expect(bank.transfer(id, 'user03', '123456')).toMatchObject({ refusal: { code: 'E-REG-01' } });
    expect(reasonOf(bank.service.act(id, { type: 'inquiry', userId: 'user03' }))).toBe('accepted');
    expect(user('user03')?.failures.otp).toBe(0);
  });
  test('D-08 confirmationPin: the PIN instead, as long as they have no token', () => {
    id = bank.contract({ policy: { unregisteredUser: 'confirmationPin' } });
    const pay = (more: { pin?: string; otp?: string }) =>
      reasonOf(bank.service.act(id, { type: 'transfer', userId: 'user01', account: '1', amount: '1', ...more }));
    const pin = user('user01')?.confirmationPin ?? '';
    expect(pay({ pin })).toBe('accepted');
    expect(pay({ pin: bank.get(id).confirmationPin })).toBe('pin-wrong');
    bank.register(id, H2);
    expect(pay({ pin })).toBe('stale');
    expect(pay({ pin, otp: '' })).toBe('otp-missing');
    expect(pay({ otp: bank.freshCode(H2) })).toBe('accepted');
  });
  test('A10: all pairs of twelve tokens: only its own codes work', () => {
    const serials = Array.from({ length: 12 }, (_, n) => `SKT${n % 2 ? 'S' : 'H'}${String(n + 1).padStart(5, '0')}`);
    bank = testBank(serials);
    const people = serials.map((_, n) => ({ userId: `u${n}`, name: `法人 ${n}` }));
    const users = Object.fromEntries(serials.map((serial, n) => [`u${n}`, serial]));
    id = bank.contract({ users: people, policy: { lockLimit: 1000 } }, { mode: 'individual', users });
    for (const [n, own] of serials.entries()) {
      for (const serial of serials) expect(pays(`u${n}`, serial) === 'accepted').toBe(serial === own);
    }
  });
});
