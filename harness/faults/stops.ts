/** The administrator's counts, the form's, and what only the bank clears (D-09). PURE. */
import type { Fault } from './fault.ts';
import { deciding, overlooking, refusedFor, seeing, withUser, writing, wrong } from './wrongs.ts';

const otpReasons = ['otp-wrong', 'otp-old', 'otp-used', 'otp-outside-window'] as const;

export const stopFaults: readonly Fault[] = [
  wrong('admin-login-resets-pin', 'D-09', '管理者のログインで確認暗証番号の回数が戻る', 'log-in resets the PIN count', {
    decide: deciding('adminLogin', (verdict) =>
      verdict.reason === undefined
        ? { ...verdict, contract: { ...verdict.contract, failures: { password: 0, confirmationPin: 0 } } }
        : verdict,
    ),
  }),
  wrong('pin-resets-admin-login', 'D-09', '正しい確認暗証番号でログインの回数も戻る', 'a right PIN resets log-ins', {
    decide: deciding(['register', 'deregister', 'renameUser', 'addUser'], (verdict) =>
      verdict.reason === undefined
        ? { ...verdict, contract: { ...verdict.contract, failures: { password: 0, confirmationPin: 0 } } }
        : verdict,
    ),
  }),
  wrong('admin-counts-summed', 'D-09', '管理者の二つの誤りを足し合わせる', "the administrator's counts are summed", {
    decide: deciding('adminLogin', (verdict) => {
      const { failures } = verdict.contract;
      if (verdict.reason !== 'login-wrong' || failures.password + failures.confirmationPin < 7) return verdict;
      return { ...verdict, contract: { ...verdict.contract, stopped: true }, locked: 'contract' };
    }),
  }),
  wrong('wrong-otp-keeps-pin-count', 'D-09', '正しい確認暗証番号でも誤ったOTPなら回数が残る', 'a wrong OTP keeps it', {
    decide: deciding('register', (verdict, { contract }) =>
      refusedFor(verdict, ...otpReasons)
        ? { ...verdict, contract: { ...verdict.contract, failures: contract.failures } }
        : verdict,
    ),
  }),
  ...(['deregister', 'changeMode', 'addUser', 'renameUser', 'deleteUser', 'unlockUser'] as const).map((type) =>
    wrong(
      `pin-uncounted-at-${type.toLowerCase()}`,
      'D-09',
      `確認暗証番号の誤りを数えない手続きがある（${type}）`,
      `wrong PINs are not counted at ${type}`,
      {
        decide: deciding(type, (verdict, { contract }) =>
          verdict.reason === 'pin-wrong' ? { contract, reason: 'pin-wrong' } : verdict,
        ),
      },
    ),
  ),
  ...(['register', 'deregister', 'changeMode', 'addUser', 'renameUser', 'deleteUser', 'unlockUser'] as const).map(
    (type) =>
      wrong(
        `stopped-admin-may-${type.toLowerCase()}`,
        'D-09',
        `契約利用中止でもできる手続きがある（${type}）`,
        `a stopped administrator may ${type}`,
        {
          decide: overlooking(type, 'contract-stopped', ({ contract }) => ({
            contract: { ...contract, stopped: false },
          })),
        },
      ),
  ),
  wrong('stopped-admin-logs-in', 'D-09', '契約利用中止でもログインできる', 'a stopped administrator logs in', {
    decide: overlooking('adminLogin', 'contract-stopped', ({ contract }) => ({
      contract: { ...contract, stopped: false },
    })),
  }),
  wrong('contract-stop-stops-users', 'D-09', '契約利用中止で利用者も止まる', "the administrator's stop stops users", {
    decide: deciding(['userLogin', 'transfer', 'inquiry'], (verdict, { contract }) =>
      contract.stopped ? { contract, reason: 'user-stopped' } : verdict,
    ),
  }),
  wrong('form-count-per-contract', 'D-09', '登録画面の誤りをシリアル番号によらず数える', 'one count for all serials', {
    store: writing((right) => ({
      formFailures: (contractId) => right.formFailures(contractId, 'SKTH00000'),
      setFormFailures: (contractId, _serial, failures) => right.setFormFailures(contractId, 'SKTH00000', failures),
    })),
  }),
  wrong('form-success-keeps-count', 'D-09', '登録に成功しても登録画面の回数が残る', 'success keeps the form count', {
    decide: deciding('register', (verdict, { facts }) =>
      verdict.reason === undefined ? { ...verdict, formFailures: facts.formFailures } : verdict,
    ),
  }),
  wrong('form-pin-counted-as-otp', 'D-09', '暗証番号の誤りも登録画面の回数に数える', 'wrong PINs count on the form', {
    decide: deciding('register', (verdict, { facts }) =>
      verdict.reason === 'pin-wrong' ? { ...verdict, formFailures: facts.formFailures + 1 } : verdict,
    ),
  }),
  wrong('form-lock-is-everywhere', 'D-09', '登録画面のロックが別のご契約先にも及ぶ', 'a form lock holds everywhere', {
    store: writing((right) => ({
      formFailures: (_contractId, serial) =>
        Math.max(0, ...right.formFailuresOf(serial).map(({ failures }) => failures)),
    })),
  }),
  wrong('form-lock-ignored', 'D-09', '登録画面のロックが効かない', 'the form lock is ignored', {
    decide: overlooking('register', 'serial-locked', ({ facts }) => ({ facts: { ...facts, formFailures: 0 } })),
  }),
  wrong('form-otp-stops-admin', 'D-09', '登録画面の誤りで管理者が止まる', 'form failures stop the administrator', {
    decide: deciding('register', (verdict) =>
      verdict.locked === 'serial' ? { ...verdict, contract: { ...verdict.contract, stopped: true } } : verdict,
    ),
  }),
  wrong('transfer-counts-on-form', 'D-09', '取引の誤りも登録画面の回数に数える', 'transfers count on the form', {
    service: (right) => ({
      ...right,
      serial: (serial) => {
        const status = right.serial(serial);
        const stopped = right.contract(status?.contractId ?? '')?.users.some((user) => user.stopped) ?? false;
        return status && { ...status, locked: status.locked || stopped };
      },
    }),
  }),
  wrong('bank-unlock-keeps-users', 'D-09', '銀行の解除で利用者が解けない', "the bank's unlock keeps user stops", {
    store: writing((right) => ({
      saveContract: (before, after) => {
        const isUnlock = before?.users.some((user, index) => user.stopped && after.users[index]?.stopped === false);
        const bank = isUnlock && before?.revision !== after.revision && !after.stopped && before?.stopped;
        right.saveContract(before, bank ? { ...after, users: before.users } : after);
      },
    })),
  }),
  wrong('bank-unlock-keeps-form', 'D-09', '銀行の解除で登録画面のロックが残る', 'the unlock keeps form locks', {
    store: writing((right) => ({
      forgetFormFailures: (which) => ('contractId' in which ? 0 : right.forgetFormFailures(which)),
    })),
  }),
  wrong('reset-unlocks-all', 'D-09', '一つのシリアル番号の解除で全部が解ける', 'one reset frees every serial', {
    store: writing((right) => ({
      forgetFormFailures(which) {
        if ('serial' in which) for (const { contractId } of right.contracts()) right.forgetFormFailures({ contractId });
        return right.forgetFormFailures(which);
      },
    })),
  }),
  wrong('unregistered-counted', 'D-09', '未登録で断られた取引も数える', 'unregistered transfers count', {
    decide: deciding('transfer', (verdict, { act }) => {
      if (verdict.reason !== 'not-registered') return verdict;
      const contract = withUser(verdict.contract, act.userId, ({ failures, stopped }) => ({
        failures: { ...failures, otp: failures.otp + 1 },
        stopped: stopped || failures.otp + 1 >= 7,
      }));
      return { ...verdict, contract, locked: 'user' };
    }),
  }),
  wrong('user-pin-count-is-login-count', 'D-09', '利用者確認暗証番号とログインの誤りを一緒に数える', 'shared', {
    decide: deciding(['transfer', 'userLogin'], (verdict, { act }) => {
      if (!refusedFor(verdict, 'pin-wrong', 'login-wrong')) return verdict;
      const contract = withUser(verdict.contract, act.userId, ({ failures, stopped }) => ({
        stopped: stopped || failures.password + failures.confirmationPin >= 7,
      }));
      return { ...verdict, contract };
    }),
  }),
  wrong('pin-success-keeps-count', 'D-09', '利用者確認暗証番号の成功で回数が戻らない', 'a right user PIN keeps it', {
    decide: deciding('transfer', (verdict, { contract, act }) => {
      const before = contract.users.find(({ userId }) => userId === act.userId)?.failures;
      if (verdict.reason !== undefined || act.pin === undefined || before === undefined) return verdict;
      return { ...verdict, contract: withUser(verdict.contract, act.userId, () => ({ failures: before })) };
    }),
  }),
  wrong('stopped-user-inquires', 'D-09', '利用中止の利用者が照会できる', 'a stopped user may inquire', {
    sessions: (right) => ({
      ...right,
      find: (id, now) => {
        const found = right.find(id, now);
        return found.state === 'stopped' && found.session.owner.role === 'user' ? { ...found, state: 'live' } : found;
      },
      stateOf: (session) => (right.stateOf(session) === 'none' ? 'none' : 'live'),
    }),
    decide: seeing('inquiry', ({ contract, act }) => ({
      contract: withUser(contract, act.userId, () => ({ stopped: false })),
    })),
  }),
];
