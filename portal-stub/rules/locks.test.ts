/** D-09: seven failures in a row, each kind counted apart; what stops, what goes on, who may clear it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';
import type { ActResult } from './acts.ts';
import { decide } from './decide.ts';
import { stepMs } from './otp.ts';

const [H1, H2] = ['SKTH00001', 'SKTH00002'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract({}, { mode: 'individual', users: { user01: H1, user02: H1 } });
});

const times = (count: number, act: () => ActResult) => Array.from({ length: count }, () => reasonOf(act()));
const repeated = (reason: string, count: number) => Array.from({ length: count }, () => reason);
const user = (userId = 'user01') => bank.get(id).users.find((each) => each.userId === userId);
const wrongOtp = (userId = 'user01') => bank.transfer(id, userId, '000000');
const rightOtp = (userId = 'user01', serial = H1) => bank.transfer(id, userId, bank.freshCode(serial));
const login = (password: string, userId = 'user01') => bank.service.act(id, { type: 'userLogin', userId, password });
const adminLogin = (password = bank.get(id).password) => bank.service.act(id, { type: 'adminLogin', password });
const wrongPin = () => bank.deregister(id, { userIds: ['user01'], pin: 'wrong1234' });
const formOtp = (otp: string, serial = H2) => bank.register(id, serial, { userIds: ['user03'], otp });
const unlockUser = (userId = 'user01', pin = bank.get(id).confirmationPin) =>
  bank.service.act(id, { type: 'unlockUser', userId, pin, seen: bank.get(id).revision });

describe('(a) a user', () => {
  test('L1, C1: six wrong OTPs and a right one; seven and a right one', () => {
    expect(times(6, wrongOtp)).toEqual(repeated('otp-wrong', 6));
    expect(user()).toMatchObject({ stopped: false, failures: { otp: 6 } });
    expect(reasonOf(rightOtp())).toBe('accepted');
    expect(user()).toMatchObject({ failures: { otp: 0 } });

    expect(times(6, wrongOtp)).toEqual(repeated('otp-wrong', 6));
    expect(wrongOtp()).toMatchObject({ refusal: { reason: 'otp-wrong' }, stops: 'user' });
    expect(user()?.stopped).toBe(true);
    expect(reasonOf(rightOtp())).toBe('user-stopped');
    expect(bank.service.attempts(id).filter(({ locked }) => locked === 'user')).toHaveLength(1);
  });
  test('login, inquiry and transaction are refused; the token stays registered; sharers are untouched (L6)', () => {
    times(7, wrongOtp);
    expect(reasonOf(login(user()?.password ?? ''))).toBe('user-stopped');
    expect(reasonOf(bank.service.act(id, { type: 'inquiry', userId: 'user01' }))).toBe('user-stopped');
    expect(user()?.registration.serial).toBe(H1);
    expect(reasonOf(rightOtp('user02'))).toBe('accepted');
    expect(reasonOf(login(user('user02')?.password ?? '', 'user02'))).toBe('accepted');
    expect(reasonOf(adminLogin())).toBe('accepted');
  });
  test('L3: 利用中止解除 with the PIN: they work again, their token was never gone', () => {
    times(7, wrongOtp);
    expect(reasonOf(unlockUser())).toBe('accepted');
    expect(user()).toMatchObject({ stopped: false, failures: { otp: 0 }, registration: { serial: H1 } });
    expect(reasonOf(rightOtp())).toBe('accepted');
  });
  test('L4: a wrong PIN leaves them stopped; a user who is not stopped is refused by name', () => {
    times(7, wrongOtp);
    expect(reasonOf(unlockUser('user01', 'wrong1234'))).toBe('pin-wrong');
    expect(user()?.stopped).toBe(true);
    expect(unlockUser('user02')).toMatchObject({ refusal: { reason: 'user-not-stopped', code: 'E-USR-02' } });
  });
  test('wrong login passwords count apart from wrong OTPs', () => {
    times(6, wrongOtp);
    expect(times(6, () => login('wrong'))).toEqual(repeated('login-wrong', 6));
    expect(user()).toMatchObject({ stopped: false, failures: { otp: 6, password: 6 } });
    expect(reasonOf(login(user()?.password ?? ''))).toBe('accepted');
    expect(user()).toMatchObject({ failures: { otp: 6, password: 0 } });
    times(6, () => login('wrong'));
    expect(login('wrong')).toMatchObject({ stops: 'user' });
    expect(reasonOf(login(user()?.password ?? ''))).toBe('user-stopped');
  });
  test('wrong confirmation PINs count apart from both (D-08)', () => {
    id = bank.contract({ policy: { unregisteredUser: 'confirmationPin' } });
    const pay = (pin: string) =>
      bank.service.act(id, { type: 'transfer', userId: 'user01', account: '1', amount: '1', pin });
    times(6, () => login('wrong'));
    expect(times(6, () => pay('wrong1234'))).toEqual(repeated('pin-wrong', 6));
    expect(reasonOf(pay(user()?.confirmationPin ?? ''))).toBe('accepted');
    expect(user()).toMatchObject({ failures: { password: 6, confirmationPin: 0 } });
    expect(times(7, () => pay('wrong1234')).length).toBe(7);
    expect(reasonOf(pay(user()?.confirmationPin ?? ''))).toBe('user-stopped');
  });
  test('B8, C4: what is missing or malformed does not count', () => {
    times(6, wrongOtp);
    for (const otp of ['', '12345', '1234567', 'abcdef', '１２３４５６']) bank.transfer(id, 'user01', otp);
    login('');
    login('ｐａｓｓ');
    expect(user()).toMatchObject({ stopped: false, failures: { otp: 6, password: 0 } });
  });
  test('the stop is not lengthened and not deepened by further attempts', () => {
    times(20, wrongOtp);
    expect(user()).toMatchObject({ stopped: true, failures: { otp: 7 } });
  });
});

describe('(b) the administrator', () => {
  test('L5: seven wrong PINs stop every act of theirs, the login too; users go on; only the bank clears it', () => {
    expect(times(6, wrongPin)).toEqual(repeated('pin-wrong', 6));
    expect(wrongPin()).toMatchObject({ refusal: { code: 'E-PIN-01' }, stops: 'contract' });
    const { confirmationPin: pin, revision: seen } = bank.get(id);
    const everything = [
      adminLogin(),
      bank.changeMode(id, 'shared'),
      bank.changeMode(id, 'individual'),
      bank.register(id, H2, { userIds: ['user03'] }),
      bank.deregister(id, { userIds: ['user01'] }),
      bank.service.act(id, { type: 'addUser', userId: 'user09', name: '新', pin, seen }),
      bank.service.act(id, { type: 'renameUser', userId: 'user01', name: '新', pin, seen }),
      bank.service.act(id, { type: 'deleteUser', userId: 'user01', pin, seen }),
    ];
    for (const result of everything) {
      expect(result).toMatchObject({ refusal: { reason: 'contract-stopped', code: 'E-LCK-01' } });
    }
    expect(reasonOf(rightOtp())).toBe('accepted');
    expect(reasonOf(login(user()?.password ?? ''))).toBe('accepted');
    times(7, wrongOtp);
    expect(reasonOf(unlockUser())).toBe('contract-stopped');

    expect(bank.service.unlock(id).ok).toBe(true);
    expect(bank.get(id)).toMatchObject({ stopped: false, failures: { password: 0, confirmationPin: 0 } });
    expect(user()?.stopped).toBe(false);
    expect(reasonOf(adminLogin())).toBe('accepted');
  });
  test('wrong login passwords and wrong PINs count apart, and either stops them', () => {
    times(6, wrongPin);
    expect(times(6, () => adminLogin('wrong'))).toEqual(repeated('login-wrong', 6));
    expect(bank.get(id)).toMatchObject({ stopped: false, failures: { password: 6, confirmationPin: 6 } });
    expect(adminLogin('wrong')).toMatchObject({ stops: 'contract' });
    expect(reasonOf(adminLogin())).toBe('contract-stopped');
  });
  test('a right PIN resets the count, though the OTP was wrong', () => {
    times(6, wrongPin);
    expect(reasonOf(formOtp('000000'))).toBe('otp-wrong');
    expect(bank.get(id).failures.confirmationPin).toBe(0);
  });
  test('the counts are of all acts that ask the PIN together', () => {
    const { revision: seen } = bank.get(id);
    const pin = 'wrong1234';
    bank.deregister(id, { userIds: ['user01'], pin });
    bank.register(id, H2, { userIds: ['user03'], pin });
    bank.service.act(id, { type: 'addUser', userId: 'user09', name: '新', pin, seen });
    bank.service.act(id, { type: 'renameUser', userId: 'user01', name: '新', pin, seen });
    bank.service.act(id, { type: 'deleteUser', userId: 'user01', pin, seen });
    expect(bank.get(id).failures.confirmationPin).toBe(5);
  });
  test('a PIN that has no PIN’s form does not count', () => {
    for (const pin of ['', '1234', 'abcdefgh', 'ｗｒｏｎｇ１']) bank.deregister(id, { userIds: ['user01'], pin });
    expect(bank.get(id).failures.confirmationPin).toBe(0);
  });
});

describe('(c) wrong OTPs on the registration form', () => {
  test('L7: the seventh locks the serial there, told by the same code as before; only the bank resets it', () => {
    const other = bank.contract();
    const answers = Array.from({ length: 7 }, () => formOtp('000000'));
    expect(answers.map(reasonOf)).toEqual(repeated('otp-wrong', 7));
    const locked = bank.register(id, H2, { userIds: ['user03'] });
    expect(locked).toMatchObject({ refusal: { reason: 'serial-locked', code: 'E-OTP-01' } });
    // D-12: nothing that a screen could show tells the lock apart.
    expect({ ...locked, refusal: 'E-OTP-01' }).toEqual({ ...answers[0], refusal: 'E-OTP-01' });
    expect(bank.service.serial(H2)?.locked).toBe(true);
    expect(bank.service.attempts(id).filter((attempt) => attempt.locked === 'serial')).toHaveLength(1);
    // …there: this contract's form and this serial alone.
    expect(reasonOf(bank.register(id, 'SKTH00003', { userIds: ['user03'] }))).toBe('accepted');
    expect(reasonOf(bank.register(other, H2))).toBe('accepted');
    expect(reasonOf(bank.transfer(other, 'user01', bank.freshCode(H2)))).toBe('accepted');
    bank.deregister(other);

    expect(bank.service.resetSerial(H2)).toMatchObject({ ok: true, value: { locked: false } });
    expect(reasonOf(bank.register(id, H2, { userIds: ['user03'] }))).toBe('accepted');
  });
  test('a success resets the count', () => {
    for (let n = 0; n < 6; n += 1) formOtp('000000');
    expect(reasonOf(bank.register(id, H2, { userIds: ['user03'] }))).toBe('accepted');
    for (let n = 0; n < 6; n += 1) formOtp('000000');
    expect(reasonOf(bank.register(id, H2, { userIds: ['user03'] }))).toBe('accepted');
  });
  test('an unknown serial, another contract’s, a wrong PIN or a malformed OTP do not count', () => {
    const other = bank.contract({}, { mode: 'shared', serial: H2 });
    for (let n = 0; n < 8; n += 1) {
      bank.register(id, 'SKTH09999', { userIds: ['user03'], otp: '000000' });
      formOtp('000000');
      bank.register(id, 'SKTH00003', { userIds: ['user03'], otp: '00000' });
    }
    bank.deregister(other);
    expect(reasonOf(bank.register(id, H2, { userIds: ['user03'] }))).toBe('accepted');
    expect(reasonOf(bank.register(id, 'SKTH00003', { userIds: ['user03'] }))).toBe('accepted');
  });
  test('they stop nobody', () => {
    for (let n = 0; n < 9; n += 1) formOtp('000000');
    expect(bank.get(id).stopped).toBe(false);
    expect(user('user03')).toMatchObject({ stopped: false, failures: { otp: 0 } });
  });
  test('unlocking the contract clears its forms too', () => {
    for (let n = 0; n < 7; n += 1) formOtp('000000');
    expect(bank.service.unlock(id).ok).toBe(true);
    expect(bank.service.serial(H2)?.locked).toBe(false);
    expect(bank.service.history(id).at(-1)).toMatchObject({ who: '銀行' });
  });
});

describe('A11, C2: what an attacker gets for guessing', () => {
  test('of 100 guesses at most seven are weighed: a right one among the rest is not accepted', () => {
    // The device stands still, so the right code stays right (and unused) through all guesses.
    const right = bank.freshCode(H1);
    const answers = Array.from({ length: 100 }, (_, n) =>
      reasonOf(bank.transfer(id, 'user01', n < 7 ? '000000' : right)),
    );
    expect(answers.filter((reason) => reason === 'otp-wrong')).toHaveLength(7);
    expect(answers.slice(7)).toEqual(repeated('user-stopped', 93));
  });
  test('the same on the registration form', () => {
    const right = bank.freshCode(H2);
    const answers = Array.from({ length: 100 }, (_, n) => reasonOf(formOtp(n < 7 ? '000000' : right)));
    expect(answers.filter((reason) => reason === 'otp-wrong')).toHaveLength(7);
    expect(answers.slice(7)).toEqual(repeated('serial-locked', 93));
    expect(user('user03')?.registration.serial).toBeUndefined();
  });
  test('limit × (2w + 1) / 10^6 = 2.1 × 10^-5 at the defaults, by exact count of winning codes', () => {
    const { lockLimit, windowSteps } = bank.get(id).policy;
    const winners = new Set([-1, 0, 1].map((steps) => bank.code(H1, steps)));
    expect(winners.size).toBeLessThanOrEqual(2 * windowSteps + 1);
    expect((lockLimit * winners.size) / 1e6).toBeLessThanOrEqual(2.1e-5);
  });
  test.each([1, 3, 10])('lockLimit %i is kept exactly', (lockLimit) => {
    id = bank.contract({ policy: { lockLimit } }, { mode: 'individual', users: { user01: H2 } });
    expect(times(lockLimit + 1, wrongOtp)).toEqual([...repeated('otp-wrong', lockLimit), 'user-stopped']);
  });
});

test('old, used and far-off codes are failures too', () => {
  const otp = bank.freshCode(H1);
  expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('accepted');
  expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('otp-used');
  expect(reasonOf(bank.transfer(id, 'user01', bank.code(H1, -1)))).toBe('otp-old');
  expect(reasonOf(bank.transfer(id, 'user01', bank.code(H1, 5)))).toBe('otp-outside-window');
  expect(user()?.failures.otp).toBe(3);
});

test('C6: counts never leak from one kind, user or contract to another', () => {
  const other = bank.contract();
  times(5, wrongOtp);
  times(4, () => login('wrong', 'user02'));
  times(3, wrongPin);
  times(2, () => adminLogin('wrong'));
  expect(bank.get(id).users.map(({ failures }) => failures)).toEqual([
    { otp: 5, password: 0, confirmationPin: 0 },
    { otp: 0, password: 4, confirmationPin: 0 },
    { otp: 0, password: 0, confirmationPin: 0 },
  ]);
  expect(bank.get(id).failures).toEqual({ confirmationPin: 3, password: 2 });
  expect(bank.get(other).failures).toEqual({ confirmationPin: 0, password: 0 });
});

test('no time unlocks', () => {
  times(7, wrongOtp);
  bank.move(1000 * 24 * 3600 * 1000);
  expect(reasonOf(rightOtp())).toBe('user-stopped');
});

test('the charge and the answer are one value: a decision that refuses an OTP carries its count', () => {
  const contract = bank.get(id);
  const key = { serial: H1, secret: new Uint8Array(20), driftSteps: 0, importedDriftSteps: 0, contractId: id };
  const act = { type: 'transfer', userId: 'user01', account: '1', amount: '1', otp: '000000' } as const;
  const facts = {
    now: 1000 * stepMs,
    key: { ...key, lastStep: undefined, validFrom: undefined, validUntil: undefined },
    formFailures: 0,
    credentials: () => ({ password: '', confirmationPin: '' }),
  };
  const verdict = decide(contract, act, facts);
  expect(verdict.reason).toBe('otp-wrong');
  expect(verdict.contract.users[0]?.failures.otp).toBe(1);
  expect(contract.users[0]?.failures.otp).toBe(0);
});
