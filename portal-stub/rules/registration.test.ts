/** Registration and deregistration: the manual's sentences and the decisions, one test each. */
import { beforeEach, describe, expect, test } from 'vitest';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';
import type { Contract } from './contract.ts';
import { stepMs } from './otp.ts';

const [H1, H2, H3, S1] = ['SKTH00001', 'SKTH00002', 'SKTH00003', 'SKTS00001'];

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

/** Everything but the failure counters, which a refused act may move (D-06). */
function withoutCounters(contract: Contract): unknown {
  return { ...contract, failures: 0, users: contract.users.map((user) => ({ ...user, failures: 0 })) };
}

describe('registration', () => {
  test.each([H1, S1])('S-20, S-21, S-34: %s in shared mode serves every user', (serial) => {
    const id = bank.contract();
    expect(bank.register(id, serial)).toMatchObject({ ok: true, changed: true });
    expect(shown(id)).toBe(`shared ${serial}`);
    for (const userId of ['user01', 'user02', 'user03']) expect(paysWith(id, userId, serial)).toBe('accepted');
    expect(bank.service.serial(serial)).toMatchObject({ contractId: id, userIds: ['user01', 'user02', 'user03'] });
  });

  test('X6: in shared mode a user choice means nothing', () => {
    const id = bank.contract();
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01', 'stranger'] }))).toBe('accepted');
    expect(shown(id)).toBe(`shared ${H1}`);
  });

  test('S-25: in individual mode registering one leaves the others', () => {
    const id = individual();
    bank.register(id, H1, { userIds: ['user01'] });
    expect(shown(id)).toBe(`individual user01=${H1} user02=- user03=-`);
    expect(paysWith(id, 'user02', H1)).toBe('not-registered');
  });

  test('S-33, X1: shared and individual users mix inside individual mode', () => {
    const id = individual();
    bank.register(id, H1, { userIds: ['user01'] });
    bank.register(id, H1, { userIds: ['user02'] });
    bank.register(id, S1, { userIds: ['user03'] });
    expect(shown(id)).toBe(`individual user01=${H1} user02=${H1} user03=${S1}`);
    expect(['user01', 'user02'].map((userId) => paysWith(id, userId, H1))).toEqual(['accepted', 'accepted']);
    expect(paysWith(id, 'user03', S1)).toBe('accepted');
    expect(paysWith(id, 'user03', H1)).toBe('otp-wrong');
    expect(paysWith(id, 'user01', S1)).toBe('otp-wrong');
  });

  test('D-03: several users in one submit, one OTP; all or nothing', () => {
    const id = individual();
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01', 'stranger'] }))).toBe('stale');
    expect(shown(id)).toBe('individual user01=- user02=- user03=-');
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01', 'user03', 'user01', ''] }))).toBe('accepted');
    expect(shown(id)).toBe(`individual user01=${H1} user02=- user03=${H1}`);
    expect(bank.service.history(id).at(-1)?.users).toEqual(['user01', 'user03']);
  });

  test('S-27, S-31, B4: a swap needs nothing of the old token, which stops at the same moment', () => {
    const id = shared(H1);
    expect(reasonOf(bank.register(id, S1))).toBe('accepted');
    expect(shown(id)).toBe(`shared ${S1}`);
    expect(paysWith(id, 'user01', H1)).toBe('otp-wrong');
    expect(paysWith(id, 'user01', S1)).toBe('accepted');
    expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined });
    expect(bank.service.history(id).at(-2)).toMatchObject({ oldSerials: [H1], newSerial: S1 });
  });

  test('S-31, W5: one sharer swaps, the others keep the old one', () => {
    const id = individual({ user01: H1, user02: H1 });
    bank.register(id, H2, { userIds: ['user01'] });
    expect(shown(id)).toBe(`individual user01=${H2} user02=${H1} user03=-`);
    expect(paysWith(id, 'user02', H1)).toBe('accepted');
    expect(paysWith(id, 'user01', H1)).toBe('otp-wrong');
    expect(bank.service.serial(H1)).toMatchObject({ contractId: id, userIds: ['user02'] });
  });

  test('W12: the same serial again, with a fresh OTP, is an act like any other', () => {
    const id = shared(H1);
    const result = bank.register(id, H1);
    expect(result).toMatchObject({ ok: true, changed: true });
    expect(bank.service.history(id).at(-1)).toMatchObject({ oldSerials: [H1], newSerial: H1 });
    expect(bank.service.serial(H1)?.contractId).toBe(id);
  });

  test('easy to miss (d), X4: two acts for one token need two OTPs', () => {
    const id = individual();
    const otp = bank.freshCode(H1);
    expect(reasonOf(bank.register(id, H1, { userIds: ['user01'], otp }))).toBe('accepted');
    expect(reasonOf(bank.register(id, H1, { userIds: ['user02'], otp }))).toBe('otp-used');
    expect(reasonOf(bank.register(id, H1, { userIds: ['user02'] }))).toBe('accepted');
  });

  test('easy to miss (c), B7, E14: an OTP of another device fails for the typed serial', () => {
    const id = bank.contract();
    expect(reasonOf(bank.register(id, H1, { otp: bank.freshCode(H2) }))).toBe('otp-wrong');
    expect(shown(id)).toBe('shared -');
  });

  test('B1: all of serial, OTP and PIN must be right; of the failing answers only the wrong PIN is told apart', () => {
    const truth = [H1, 'SKTH09999'].flatMap((serial) =>
      [true, false].flatMap((otpRight) => [true, false].map((pinRight) => ({ serial, otpRight, pinRight }))),
    );
    for (const make of [() => shared(), () => individual(), () => individual({ user02: H1, user03: H2 })]) {
      for (const { serial, otpRight, pinRight } of truth) {
        bank = testBank();
        const id = make();
        const before = withoutCounters(bank.get(id));
        const otp = otpRight ? bank.freshCode(serial) : '000000';
        const pin = pinRight ? {} : { pin: 'wrong1234' };
        const result = bank.register(id, serial, { userIds: ['user01'], otp, ...pin });
        const code = result.ok ? 'accepted' : result.refusal.code;
        expect(code).toBe(!pinRight ? 'E-PIN-01' : serial === H1 && otpRight ? 'accepted' : 'E-OTP-01');
        if (!result.ok) expect(withoutCounters(bank.get(id))).toEqual(before);
      }
    }
  });

  test('D-05: a wrong PIN burns no OTP', () => {
    const id = bank.contract();
    const otp = bank.freshCode(H1);
    expect(reasonOf(bank.register(id, H1, { otp, pin: 'wrong1234' }))).toBe('pin-wrong');
    expect(reasonOf(bank.register(id, H1, { otp }))).toBe('accepted');
  });

  test("B12: a user's own PIN is not the contract's", () => {
    const id = bank.contract();
    const pin = bank.get(id).users[0]?.confirmationPin ?? '';
    expect(reasonOf(bank.register(id, H1, { pin }))).toBe('pin-wrong');
  });

  test('B13: after a failed swap the old token still works', () => {
    const id = shared(H1);
    expect(reasonOf(bank.register(id, H2, { otp: '000000' }))).toBe('otp-wrong');
    expect(paysWith(id, 'user01', H1)).toBe('accepted');
  });

  test('L8: a stopped user may be given a token, and stays stopped', () => {
    const id = individual({ user01: H1 });
    for (let n = 0; n < 7; n += 1) bank.transfer(id, 'user01', '000000');
    expect(reasonOf(bank.register(id, H2, { userIds: ['user01'] }))).toBe('accepted');
    expect(bank.get(id).users[0]).toMatchObject({ stopped: true, registration: { serial: H2 } });
    expect(paysWith(id, 'user01', H2)).toBe('user-stopped');
  });
});

describe('one contract at a time (D-22)', () => {
  test('R18, B5: a serial of another contract is refused, and serves there on', () => {
    const owner = shared(H1);
    const other = bank.contract();
    expect(reasonOf(bank.register(other, H1))).toBe('serial-of-other-contract');
    expect(bank.register(other, H1)).toMatchObject({ refusal: { code: 'E-OTP-01' } });
    expect(paysWith(owner, 'user01', H1)).toBe('accepted');
  });

  const frees: { readonly [way: string]: (id: string) => unknown } = {
    deregistration: (id) => bank.deregister(id),
    'a mode change': (id) => bank.changeMode(id, 'individual'),
    'a swap': (id) => bank.register(id, H2),
    deletion: (id) => bank.service.deleteContract(id),
  };
  test.each(Object.keys(frees))('is freed by %s, but its codes stay used', (way) => {
    const id = bank.contract();
    const other = bank.contract();
    const otp = bank.freshCode(H1);
    bank.register(id, H1, { otp });
    frees[way]?.(id);
    expect(bank.service.serial(H1)).toMatchObject({ contractId: undefined });
    expect(reasonOf(bank.register(other, H1, { otp: bank.code(H1) }))).toBe(way === 'a swap' ? 'accepted' : 'otp-used');
    expect(reasonOf(bank.register(other, H1))).toBe('accepted');
    expect(bank.service.serial(H1)).toMatchObject({ contractId: other });
  });
});

describe('deregistration (D-07)', () => {
  test('R9: shared: nobody has a token, the mode stays, the same serial may come back (R13)', () => {
    const id = shared(H1);
    expect(reasonOf(bank.deregister(id))).toBe('accepted');
    expect(shown(id)).toBe('shared -');
    expect(paysWith(id, 'user01', H1)).toBe('not-registered');
    expect(reasonOf(bank.register(id, H1))).toBe('accepted');
  });
  test('R10, R11: individual: the chosen users only; a sharer keeps the token', () => {
    const id = individual({ user01: H1, user02: H1, user03: H2 });
    expect(reasonOf(bank.deregister(id, { userIds: ['user01'] }))).toBe('accepted');
    expect(shown(id)).toBe(`individual user01=- user02=${H1} user03=${H2}`);
    expect(bank.service.serial(H1)?.contractId).toBe(id);
    expect(paysWith(id, 'user02', H1)).toBe('accepted');
    expect(reasonOf(bank.deregister(id, { userIds: ['user01', 'user02'] }))).toBe('accepted');
    expect(bank.service.serial(H1)?.contractId).toBeUndefined();
  });
  test('R12: nothing to deregister', () => {
    expect(reasonOf(bank.deregister(shared()))).toBe('nothing-registered');
    const id = individual({ user01: H1 });
    expect(reasonOf(bank.deregister(id, { userIds: ['user02', 'user03'] }))).toBe('nothing-registered');
    expect(reasonOf(bank.deregister(id, { userIds: [] }))).toBe('no-user-chosen');
  });
  test('B9: the PIN is asked', () => {
    const id = shared(H1);
    expect(reasonOf(bank.deregister(id, { pin: '' }))).toBe('pin-missing');
    expect(reasonOf(bank.deregister(id, { pin: 'wrong1234' }))).toBe('pin-wrong');
    expect(shown(id)).toBe(`shared ${H1}`);
  });
});

describe('D-13 mixKinds off: kinds may not coexist in a contract', () => {
  const policy = { mixKinds: false };
  test('the default lets them', () => {
    const id = individual({ user01: H1 });
    expect(reasonOf(bank.register(id, S1, { userIds: ['user02'] }))).toBe('accepted');
  });
  test('a second kind beside the first is refused, and burns no OTP', () => {
    const id = individual({ user01: H1 }, policy);
    const otp = bank.freshCode(S1);
    expect(bank.register(id, S1, { userIds: ['user02'], otp })).toMatchObject({
      refusal: { reason: 'kind-mixed', code: 'E-OTP-01' },
    });
    expect(reasonOf(bank.register(id, S1, { userIds: ['user01', 'user02'], otp }))).toBe('accepted');
    expect(shown(id)).toBe(`individual user01=${S1} user02=${S1} user03=-`);
  });
  test('shared mode has one token, so its swap may change the kind', () => {
    const id = shared(H1, policy);
    expect(reasonOf(bank.register(id, S1))).toBe('accepted');
  });
  test('the set-up route holds to it too', () => {
    const id = bank.contract({ policy });
    const result = bank.service.setUp(id, { mode: 'individual', users: { user01: H1, user02: S1 } });
    expect(result).toMatchObject({ ok: false, error: { code: 'kind-mixed' } });
  });
});

test('T3: read in one step, entered in the next', () => {
  const id = bank.contract();
  const otp = bank.freshCode(H3);
  bank.move(stepMs);
  expect(reasonOf(bank.register(id, H3, { otp }))).toBe('accepted');
  expect(bank.service.serial(H3)?.driftSteps).toBe(-1);
});
