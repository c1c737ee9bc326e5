/**
 * The list of refusals is the specification (D-05): for each act, start wrong in every way and put right one thing after
 * the other, from the top. Each row is still wrong in every later way, so the reason told is the first of the list.
 */
import { describe, expect, test } from 'vitest';
import { newContract } from '../service/demo.ts';
import { pskcKey, seededBytes, startAt, stockedKey } from '../testing/test-bank.ts';
import { reasonTexts } from '../texts/reasons.ts';
import { refusalTexts } from '../texts/refusals.ts';
import type { Act } from './acts.ts';
import type { Contract, User } from './contract.ts';
import { decide } from './decide.ts';
import { codeOf, stepAt } from './otp.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { type Reason, refusals } from './refusal.ts';
import type { Facts } from './verdict.ts';

interface Situation {
  readonly contract: Contract;
  readonly act: Act;
  readonly facts: Facts;
}

type Wrong = readonly [reason: Reason, spoil: (right: Situation) => Situation];

const serial = 'SKTH00001';
const now = startAt;
const code = (steps: number) => codeOf(pskcKey(serial).secret, stepAt(now) + steps);

/** Revision 5, individual mode, user01 unregistered and user02 with an app. */
function contract(policy: Partial<Policy> = {}, change: Partial<Contract> = {}): Contract {
  const people = ['user01', 'user02'].map((userId) => ({ userId, name: '法人 太郎' }));
  const settings = { mode: 'individual', policy: { ...defaultPolicy, ...policy } } as const;
  const fresh = newContract('11111111111', people, settings, seededBytes('walk'));
  const users = fresh.users.map((user) =>
    user.userId === 'user02' ? { ...user, registration: { serial: 'SKTS00001', changedAt: 2 } } : user,
  );
  return { ...fresh, users, revision: 5, ...change };
}

const facts: Facts = {
  now,
  key: stockedKey(serial),
  formFailures: 0,
  credentials: () => ({ password: 'abcd1234', confirmationPin: 'abcd1234' }),
};

const withAct =
  (change: Record<string, unknown>) =>
  (right: Situation): Situation => ({
    ...right,
    act: { ...right.act, ...change } as Act,
  });
const withFacts =
  (change: Partial<Facts>) =>
  (right: Situation): Situation => ({
    ...right,
    facts: { ...right.facts, ...change },
  });
const withContract =
  (change: Partial<Contract>) =>
  (right: Situation): Situation => ({
    ...right,
    contract: { ...right.contract, ...change },
  });
const withUser =
  (userId: string, change: Partial<User>) =>
  (right: Situation): Situation => ({
    ...right,
    contract: {
      ...right.contract,
      users: right.contract.users.map((user) => (user.userId === userId ? { ...user, ...change } : user)),
    },
  });
const withKey =
  (change: Partial<Facts['key']>) =>
  (right: Situation): Situation =>
    right.facts.key === undefined ? right : withFacts({ key: { ...right.facts.key, ...change } })(right);

const pinRows: readonly Wrong[] = [
  ['pin-missing', withAct({ pin: '' })],
  ['pin-form', withAct({ pin: 'ｋａｋｕｎｉｎ０１' })],
];
const stopped: Wrong = ['contract-stopped', withContract({ stopped: true })];
const pinWrong: Wrong = ['pin-wrong', withAct({ pin: 'wrong1234' })];
const passwordRows: readonly Wrong[] = [
  ['password-missing', withAct({ password: '' })],
  ['password-form', withAct({ password: 'ａｂｃ１２３' })],
];

/** Four ways for a code to be wrong exclude each other, so each closes a walk of its own. */
const otpWrongs: readonly Wrong[] = [
  ['otp-wrong', withAct({ otp: '000000' })],
  ['otp-old', (right) => withKey({ lastStep: stepAt(now) })(withAct({ otp: code(-1) })(right))],
  ['otp-used', (right) => withKey({ lastStep: stepAt(now) })(withAct({ otp: code(0) })(right))],
  ['otp-outside-window', withAct({ otp: code(-2) })],
];

const right = contract();
const pin = right.confirmationPin;
const user01 = right.users[0] as User;
const registered = contract(
  {},
  {
    users: [{ ...user01, registration: { serial, changedAt: 3 } }],
  },
);

const walks: { readonly [name: string]: { readonly right: Situation; readonly wrongs: readonly Wrong[] } } = {
  changeMode: {
    right: {
      contract: contract({ confirmModeChange: true }),
      act: { type: 'changeMode', mode: 'shared', pin, seen: 5 },
      facts,
    },
    wrongs: [
      ['stale', withAct({ seen: 1 })],
      ['mode-missing', withAct({ mode: undefined })],
      ...pinRows,
      stopped,
      pinWrong,
    ],
  },
  ...(Object.fromEntries(
    otpWrongs.map((otpWrong) => [
      `register, at last ${otpWrong[0]}`,
      {
        right: {
          contract: contract({ mixKinds: false }),
          act: {
            type: 'register',
            userIds: ['user01', 'user02'],
            serial,
            otp: code(0),
            pin,
            mode: 'individual',
            seen: 5,
          },
          facts,
        },
        wrongs: [
          ['stale', withAct({ mode: 'shared' })],
          ['serial-missing', withAct({ serial: '' })],
          ['serial-form', withAct({ serial: 'ＳＫＴＨ００００１' })],
          ['otp-missing', withAct({ otp: '' })],
          ['otp-form', withAct({ otp: '１２３４５６' })],
          ...pinRows,
          ['no-user-chosen', withAct({ userIds: [] })],
          stopped,
          pinWrong,
          ['serial-unknown', withFacts({ key: undefined })],
          ['serial-of-other-contract', withKey({ contractId: '22222222222' })],
          ['serial-locked', withFacts({ formFailures: 7 })],
          ['kind-mixed', withAct({ userIds: ['user01'] })],
          ['key-not-valid', withKey({ validUntil: now - 1 })],
          otpWrong,
        ],
      },
    ]),
  ) as typeof walks),
  deregister: {
    right: {
      contract: contract(),
      act: { type: 'deregister', userIds: ['user02'], pin, mode: 'individual', seen: 5 },
      facts,
    },
    wrongs: [
      ['stale', withAct({ mode: 'shared' })],
      ...pinRows,
      ['no-user-chosen', withAct({ userIds: [] })],
      ['nothing-registered', withAct({ userIds: ['user01'] })],
      stopped,
      pinWrong,
    ],
  },
  addUser: {
    right: { contract: contract(), act: { type: 'addUser', userId: 'user03', name: '法人 次郎', pin, seen: 5 }, facts },
    wrongs: [
      ['stale', withAct({ seen: 6 })],
      ['user-id-form', withAct({ userId: 'ｕｓｅｒ０３' })],
      ['user-id-taken', withAct({ userId: 'user01' })],
      ['user-name-form', withAct({ name: 'a\u001b[31m' })],
      [
        'too-many-users',
        withContract({
          users: Array.from({ length: 99 }, (_, n) => ({ ...user01, userId: n === 0 ? 'user01' : `u${n}` })),
        }),
      ],
      ...pinRows,
      stopped,
      pinWrong,
    ],
  },
  renameUser: {
    right: { contract: contract(), act: { type: 'renameUser', userId: 'user01', name: '新', pin, seen: 5 }, facts },
    wrongs: [
      ['stale', withAct({ seen: -1 })],
      ['user-name-form', withAct({ name: ' 　' })],
      ...pinRows,
      ['no-user-chosen', withAct({ userId: '' })],
      stopped,
      pinWrong,
    ],
  },
  deleteUser: {
    right: { contract: contract(), act: { type: 'deleteUser', userId: 'user02', pin, seen: 5 }, facts },
    wrongs: [
      ['stale', withAct({ seen: 6 })],
      ...pinRows,
      ['no-user-chosen', withAct({ userId: '' })],
      ['last-user', withContract({ users: contract().users.slice(1) })],
      stopped,
      pinWrong,
    ],
  },
  unlockUser: {
    right: {
      contract: withUser('user01', { stopped: true })({
        contract: contract(),
        act: { type: 'inquiry', userId: '' },
        facts,
      }).contract,
      act: { type: 'unlockUser', userId: 'user01', pin, seen: 5 },
      facts,
    },
    wrongs: [
      ['stale', withAct({ seen: 5.5 })],
      ...pinRows,
      ['no-user-chosen', withAct({ userId: '' })],
      ['user-not-stopped', withUser('user01', { stopped: false })],
      stopped,
      pinWrong,
    ],
  },
  adminLogin: {
    right: { contract: contract(), act: { type: 'adminLogin', password: right.password }, facts },
    wrongs: [
      ['contract-id-form', withContract({ contractId: '１２３４５６７８９０１' })],
      ...passwordRows,
      stopped,
      ['login-wrong', withAct({ password: 'wrong' })],
    ],
  },
  userLogin: {
    right: { contract: contract(), act: { type: 'userLogin', userId: 'user01', password: user01.password }, facts },
    wrongs: [
      ['contract-id-form', withContract({ contractId: '1234567890' })],
      ['user-id-form', withAct({ userId: 'user-01' })],
      ...passwordRows,
      ['user-stopped', withUser('user01', { stopped: true })],
      ['login-wrong', withAct({ password: 'wrong' })],
    ],
  },
  inquiry: {
    right: { contract: contract(), act: { type: 'inquiry', userId: 'user01' }, facts },
    wrongs: [
      ['no-session', withAct({ userId: 'deleted' })],
      ['user-stopped', withUser('user01', { stopped: true })],
    ],
  },
  ...(Object.fromEntries(
    otpWrongs.map((otpWrong) => [
      `transfer, at last ${otpWrong[0]}`,
      {
        right: {
          contract: registered,
          act: { type: 'transfer', userId: 'user01', account: '1234567', amount: '1000', otp: code(0) },
          facts,
        },
        wrongs: [
          ['no-session', withAct({ userId: 'deleted' })],
          ['stale', withAct({ otp: undefined, pin: 'abcd1234' })],
          ['account-form', withAct({ account: '' })],
          ['amount-form', withAct({ amount: '１０００' })],
          ['otp-missing', withAct({ otp: '' })],
          ['otp-form', withAct({ otp: '12345' })],
          ['user-stopped', withUser('user01', { stopped: true })],
          ['not-registered', withUser('user01', { registration: { serial: undefined, changedAt: 0 } })],
          ['serial-unknown', withFacts({ key: undefined })],
          ['key-not-valid', withKey({ validFrom: now + 1 })],
          otpWrong,
        ],
      },
    ]),
  ) as typeof walks),
  'transfer by confirmation PIN (D-08)': {
    right: {
      contract: contract({ unregisteredUser: 'confirmationPin' }),
      act: { type: 'transfer', userId: 'user01', account: '1234567', amount: '1000', pin: user01.confirmationPin },
      facts,
    },
    wrongs: [
      ['stale', withAct({ pin: undefined, otp: '123456' })],
      ['account-form', withAct({ account: '１' })],
      ['amount-form', withAct({ amount: '0' })],
      ...pinRows,
      ['user-stopped', withUser('user01', { stopped: true })],
      pinWrong,
    ],
  },
};

describe.each(Object.entries(walks))('%s', (_name, walk) => {
  test('is accepted when everything is right', () => {
    expect(decide(walk.right.contract, walk.right.act, walk.right.facts).reason).toBeUndefined();
  });

  test.each(walk.wrongs.map(([reason], index) => ({ reason, index })))(
    'wrong in this and in every later way: $reason',
    ({ reason, index }) => {
      // From the last to the first: where two ways spoil the same field, the earlier one has the word.
      const situation = walk.wrongs.slice(index).reduceRight((right, [, spoil]) => spoil(right), walk.right);
      expect(decide(situation.contract, situation.act, situation.facts).reason).toBe(reason);
    },
  );

  test('the walk follows the list of refusals', () => {
    const order = walk.wrongs.map(([reason]) => refusals.findIndex((refusal) => refusal.reason === reason));
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });
});

test('every refusal is walked, but for those of the guard and of the store', () => {
  const walked = new Set(Object.values(walks).flatMap(({ wrongs }) => wrongs.map(([reason]) => reason)));
  const others: readonly Reason[] = ['not-administrator', 'form-token', 'not-recorded'];
  expect(refusals.map(({ reason }) => reason).filter((reason) => !walked.has(reason))).toEqual(others);
});

test('D-12: one code and one text for the whole family of serial and OTP, apart from all others', () => {
  const family = refusals.filter(({ code }) => code === 'E-OTP-01').map(({ reason }) => reason);
  expect(family).toEqual([
    'serial-unknown',
    'serial-of-other-contract',
    'serial-locked',
    'kind-mixed',
    'key-not-valid',
    'otp-wrong',
    'otp-old',
    'otp-used',
    'otp-outside-window',
  ]);
  // …while the bank tells each case apart.
  expect(new Set(family.map((reason) => reasonTexts[reason].ja)).size).toBe(family.length);
  expect(new Set(family.map((reason) => reasonTexts[reason].en)).size).toBe(family.length);
  expect(new Set(Object.values(refusalTexts).map(({ ja }) => ja)).size).toBe(Object.keys(refusalTexts).length);
});

test('D-14, D-15: what must be half-width says 半角', () => {
  for (const code of [
    'E-INP-02',
    'E-INP-03',
    'E-INP-07',
    'E-INP-08',
    'E-INP-10',
    'E-INP-12',
    'E-INP-14',
    'E-INP-16',
  ] as const) {
    expect(refusalTexts[code].ja).toContain('半角');
  }
});
