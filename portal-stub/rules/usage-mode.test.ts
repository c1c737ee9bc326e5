/** Usage mode: the manual's sentences and the decisions, one test each. */
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

describe('usage mode', () => {
  test('S-15: a new contract is in shared mode, with nothing registered (S-04)', () => {
    const id = bank.contract();
    expect(shown(id)).toBe('shared -');
    expect(paysWith(id, 'user01', H1)).toBe('not-registered');
  });

  test.each(['shared', 'individual'] as const)(
    'S-18: after a change from %s nobody has a token, the serials are free',
    (mode) => {
      const id = mode === 'shared' ? shared(H1) : individual({ user01: H1, user02: H1, user03: H2 });
      const other = mode === 'shared' ? 'individual' : 'shared';
      expect(reasonOf(bank.changeMode(id, other))).toBe('accepted');
      expect(shown(id)).toBe(mode === 'shared' ? 'individual user01=- user02=- user03=-' : 'shared -');
      expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined, userIds: [] });
      expect(paysWith(id, 'user01', H1)).toBe('not-registered');
      expect(bank.service.history(id).at(-1)).toMatchObject({
        who: '管理者',
        oldSerials: mode === 'shared' ? [H1] : [H1, H2],
        newSerial: undefined,
      });
    },
  );

  test('M9: there and back brings nothing back, whatever was there before', () => {
    const id = shared(H1);
    bank.changeMode(id, 'individual');
    bank.register(id, H2, { userIds: ['user02'] });
    bank.changeMode(id, 'shared');
    expect(shown(id)).toBe('shared -');
    bank.changeMode(id, 'individual');
    expect(shown(id)).toBe('individual user01=- user02=- user03=-');
  });

  test('M7: the same token again after a change', () => {
    const id = shared(H1);
    bank.changeMode(id, 'individual');
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01'] }))).toBe('accepted');
    expect(paysWith(id, 'user01', H1)).toBe('accepted');
    expect(paysWith(id, 'user02', H1)).toBe('not-registered');
  });

  test('D-02: the current mode again cancels nothing, says so, and leaves no trace but the attempt', () => {
    const id = shared(H1);
    const before = bank.get(id);
    const history = bank.service.history(id).length;
    const result = bank.changeMode(id, 'shared');
    expect(result).toMatchObject({ ok: true, changed: false });
    expect(bank.get(id)).toEqual(before);
    expect(bank.service.history(id)).toHaveLength(history);
    expect(bank.service.mails(id)).toHaveLength(0);
    expect(bank.service.attempts(id).at(-1)).toMatchObject({ act: 'changeMode', reason: undefined });
  });

  test('B14: no choice', () => {
    const id = shared(H1);
    const result = bank.service.act(id, { type: 'changeMode', mode: undefined, seen: bank.get(id).revision });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'E-INP-01' } });
    expect(shown(id)).toBe(`shared ${H1}`);
  });

  test('D-01, M10: with confirmModeChange the PIN is asked, and a wrong one counts', () => {
    const id = shared(H1, { confirmModeChange: true });
    const act = (pin: string | undefined) =>
      reasonOf(bank.service.act(id, { type: 'changeMode', mode: 'individual', pin, seen: bank.get(id).revision }));
    expect(act(undefined)).toBe('pin-missing');
    expect(act('wrong1234')).toBe('pin-wrong');
    expect(bank.get(id).failures.confirmationPin).toBe(1);
    expect(shown(id)).toBe(`shared ${H1}`);
    expect(act(bank.get(id).confirmationPin)).toBe('accepted');
    expect(bank.get(id).failures.confirmationPin).toBe(0);
    expect(shown(id)).toBe('individual user01=- user02=- user03=-');
  });

  test('D-01: without it no PIN is asked, and one that came along is not judged', () => {
    const id = shared(H1);
    const act = { type: 'changeMode', mode: 'individual', pin: 'wrong1234', seen: bank.get(id).revision } as const;
    expect(reasonOf(bank.service.act(id, act))).toBe('accepted');
  });
});
