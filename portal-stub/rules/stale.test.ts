/** D-10, D-16: forms that were drawn before something changed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';

const [H1, H2] = ['SKTH00001', 'SKTH00002'];

let bank: TestBank;
beforeEach(() => {
  bank = testBank();
});

/** What is registered for whom, as one line: `shared SKTH00001` or `individual user01=SKTH00001 user02=- user03=-`. */
function shown(id: string): string {
  const { mode, registration, users } = bank.get(id);
  if (mode === 'shared') return `shared ${registration.serial ?? '-'}`;
  return `individual ${users.map((user) => `${user.userId}=${user.registration.serial ?? '-'}`).join(' ')}`;
}

const shared = (serial?: string, policy = {}) => bank.contract({ policy }, { mode: 'shared', serial });
const individual = (users: { [userId: string]: string } = {}, policy = {}) =>
  bank.contract({ mode: 'individual', policy }, { mode: 'individual', users });
const paysWith = (id: string, userId: string, serial: string) =>
  reasonOf(bank.transfer(id, userId, bank.freshCode(serial)));

describe('D-10, D-16: stale screens', () => {
  const seen = (id: string) => bank.get(id).revision;

  test('C1, C2: a form sent twice acts once', () => {
    const id = shared();
    const form = { seen: seen(id) };
    expect(reasonOf(bank.register(id, H1, form))).toBe('accepted');
    expect(reasonOf(bank.register(id, H1, form))).toBe('stale');
    const again = { seen: seen(id) };
    expect(reasonOf(bank.deregister(id, again))).toBe('accepted');
    expect(reasonOf(bank.deregister(id, again))).toBe('stale');
    expect(reasonOf(bank.register(id, H1, form))).toBe('stale');
    expect(bank.service.history(id).map(({ who }) => who)).toEqual(['準備', '管理者', '管理者']);
  });
  test('C3: the mode changed under the form', () => {
    const id = shared(H1);
    const old = { seen: seen(id), mode: 'shared' } as const;
    bank.changeMode(id, 'individual');
    expect(reasonOf(bank.register(id, H1, old))).toBe('stale');
    expect(reasonOf(bank.register(id, H1, { ...old, seen: seen(id) }))).toBe('stale');
    bank.changeMode(id, 'shared');
    expect(reasonOf(bank.register(id, H1, old))).toBe('stale');
  });
  test('a mode form that would cancel what its administrator never saw', () => {
    const id = individual();
    const old = seen(id);
    bank.register(id, H1, { userIds: ['user01'] });
    expect(reasonOf(bank.service.act(id, { type: 'changeMode', mode: 'shared', seen: old }))).toBe('stale');
  });
  test('C4: the same user from two screens: one wins', () => {
    const id = individual();
    const form = { userIds: ['user01'], seen: seen(id) };
    expect(reasonOf(bank.register(id, H1, form))).toBe('accepted');
    expect(reasonOf(bank.register(id, H2, form))).toBe('stale');
    expect(shown(id)).toBe(`individual user01=${H1} user02=- user03=-`);
  });
  test('C5: deregister and register from two screens: one wins', () => {
    const id = individual({ user01: H1 });
    const form = { userIds: ['user01'], seen: seen(id) };
    expect(reasonOf(bank.deregister(id, form))).toBe('accepted');
    expect(reasonOf(bank.register(id, H2, form))).toBe('stale');
  });
  test('C6: different users from two screens: both win', () => {
    const id = individual();
    const old = seen(id);
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01'], seen: old }))).toBe('accepted');
    expect(reasonOf(bank.register(id, H2, { userIds: ['user02'], seen: old }))).toBe('accepted');
  });
  test('C7: the same OTP from two screens: one wins', () => {
    const id = individual();
    const form = { seen: seen(id), otp: bank.freshCode(H1) };
    expect(reasonOf(bank.register(id, H1, { ...form, userIds: ['user01'] }))).toBe('accepted');
    expect(reasonOf(bank.register(id, H1, { ...form, userIds: ['user02'] }))).toBe('otp-used');
  });
  test('C10: the user was deleted, and even came back', () => {
    const id = individual();
    const form = { userIds: ['user01'], seen: seen(id) };
    const more = () => ({ userId: 'user01', pin: bank.get(id).confirmationPin, seen: seen(id) });
    bank.service.act(id, { type: 'deleteUser', ...more() });
    expect(reasonOf(bank.register(id, H1, form))).toBe('stale');
    bank.service.act(id, { type: 'addUser', name: '法人 太郎', ...more() });
    expect(reasonOf(bank.register(id, H1, form))).toBe('stale');
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01'] }))).toBe('accepted');
  });
  test.each([Number.NaN, -1, 0.5, 1e9, Number.POSITIVE_INFINITY])('a revision that never was: %d', (never) => {
    expect(reasonOf(bank.register(shared(), H1, { seen: never }))).toBe('stale');
  });
  test('a refused act and a transaction make no screen stale', () => {
    const id = shared(H1);
    const old = seen(id);
    bank.register(id, H2, { otp: '000000' });
    paysWith(id, 'user01', H1);
    expect(reasonOf(bank.register(id, H2, { seen: old }))).toBe('accepted');
  });
});
