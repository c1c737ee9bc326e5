/** The users' counts and stops, and where the limit is (D-09). PURE. */
import { releasedUser } from '../../portal-stub/rules/contract.ts';
import type { Fault } from './fault.ts';
import { deciding, overlooking, refusedFor, withPolicy, withUser, wrong } from './wrongs.ts';

const noFailures = { otp: 0, password: 0, confirmationPin: 0 };

export const countFaults: readonly Fault[] = [
  wrong('lock-one-late', 'D-09', '8回目で止まる', 'locks fall at the eighth', { decide: withPolicy({ lockLimit: 8 }) }),
  wrong('lock-one-early', 'D-09', '6回目で止まる', 'locks fall at the sixth', { decide: withPolicy({ lockLimit: 6 }) }),
  wrong('transfer-locks-late', 'D-09', '取引の誤りだけ8回目で止まる', 'transfers lock late', {
    decide: withPolicy({ lockLimit: 8 }, ['transfer']),
  }),
  wrong('user-login-locks-late', 'D-09', '利用者ログインの誤りだけ8回目で止まる', 'user log-ins lock late', {
    decide: withPolicy({ lockLimit: 8 }, ['userLogin']),
  }),
  wrong('admin-login-locks-late', 'D-09', '管理者ログインの誤りだけ8回目で止まる', 'admin log-ins lock late', {
    decide: withPolicy({ lockLimit: 8 }, ['adminLogin']),
  }),
  wrong('form-locks-late', 'D-09', '登録画面だけ8回目で止まる', 'forms lock late', {
    decide: withPolicy({ lockLimit: 8 }, ['register']),
  }),
  wrong('lock-limit-always-seven', 'D-09', '回数の取り決めによらず7回で止まる', 'always seven', {
    decide: (right) => (contract, act, facts) => {
      const verdict = right({ ...contract, policy: { ...contract.policy, lockLimit: 7 } }, act, facts);
      return { ...verdict, contract: { ...verdict.contract, policy: contract.policy } };
    },
  }),
  wrong('otp-and-login-summed', 'D-09', '取引とログインの誤りを足し合わせる', 'OTP and log-in failures are summed', {
    decide: deciding(['transfer', 'userLogin'], (verdict, { act }) => {
      if (verdict.reason === undefined) return verdict;
      const contract = withUser(verdict.contract, act.userId, ({ failures, stopped }) => ({
        stopped: stopped || failures.otp + failures.password >= 7,
      }));
      return { ...verdict, contract };
    }),
  }),
  wrong('login-resets-otp', 'D-09', 'ログインでワンタイムパスワードの回数が戻る', 'a log-in resets the OTP count', {
    decide: deciding('userLogin', (verdict, { act }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: withUser(verdict.contract, act.userId, ({ failures }) => ({ failures: { ...failures, otp: 0 } })),
          }
        : verdict,
    ),
  }),
  wrong('transfer-resets-login', 'D-09', '取引の成功でログインの回数が戻る', 'a transfer resets the log-in count', {
    decide: deciding('transfer', (verdict, { act }) =>
      verdict.reason === undefined
        ? { ...verdict, contract: withUser(verdict.contract, act.userId, () => ({ failures: noFailures })) }
        : verdict,
    ),
  }),
  wrong('success-keeps-otp-count', 'D-09', '取引に成功しても回数が戻らない', 'success keeps the OTP count', {
    decide: deciding('transfer', (verdict, { contract, act }) => {
      const before = contract.users.find(({ userId }) => userId === act.userId)?.failures;
      if (verdict.reason !== undefined || before === undefined) return verdict;
      return { ...verdict, contract: withUser(verdict.contract, act.userId, () => ({ failures: before })) };
    }),
  }),
  wrong('success-keeps-login-count', 'D-09', 'ログインに成功しても回数が戻らない', 'log-in keeps its count', {
    decide: deciding('userLogin', (verdict, { contract }) =>
      verdict.reason === undefined ? { ...verdict, contract } : verdict,
    ),
  }),
  wrong('success-resets-sharers', 'D-09', '一人の成功でほかの利用者の回数も戻る', "success resets others' counts", {
    decide: deciding('transfer', (verdict) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => ({ ...user, failures: noFailures })),
            },
          }
        : verdict,
    ),
  }),
  wrong('sharers-stopped', 'D-09', '一人の利用中止で共有者も止まる', 'one stop stops the sharers', {
    decide: deciding('transfer', (verdict) =>
      verdict.locked === 'user'
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => ({ ...user, stopped: true })),
            },
          }
        : verdict,
    ),
  }),
  wrong('used-codes-uncounted', 'D-09', '使用済みは誤りに数えない', 'used codes count nowhere', {
    decide: deciding(['transfer', 'register'], (verdict, { contract }) =>
      verdict.reason === 'otp-used' ? { contract, reason: 'otp-used' } : verdict,
    ),
  }),
  wrong('malformed-otp-counted', 'D-09', '形の誤ったワンタイムパスワードも数える', 'malformed OTPs count', {
    decide: deciding('transfer', (verdict, { act }) => {
      if (!refusedFor(verdict, 'otp-form', 'otp-missing')) return verdict;
      const contract = withUser(verdict.contract, act.userId, ({ failures, stopped }) => ({
        failures: { ...failures, otp: failures.otp + 1 },
        stopped: stopped || failures.otp + 1 >= 7,
      }));
      return { ...verdict, contract, locked: 'user' };
    }),
  }),
  wrong('malformed-pin-counted', 'D-09', '形の誤った確認暗証番号も数える', 'malformed PINs count', {
    decide: deciding(['register', 'deregister'], (verdict) => {
      if (!refusedFor(verdict, 'pin-form', 'pin-missing')) return verdict;
      const confirmationPin = verdict.contract.failures.confirmationPin + 1;
      const stopped = confirmationPin >= 7;
      return {
        ...verdict,
        contract: {
          ...verdict.contract,
          stopped: verdict.contract.stopped || stopped,
          failures: { ...verdict.contract.failures, confirmationPin },
        },
        locked: stopped ? 'contract' : undefined,
      };
    }),
  }),
  wrong('malformed-form-otp-counted', 'D-09', '登録画面で形の誤りも数える', 'malformed OTPs count on the form', {
    decide: deciding('register', (verdict, { facts }) =>
      verdict.reason === 'otp-form' ? { ...verdict, formFailures: facts.formFailures + 1 } : verdict,
    ),
  }),
  wrong('stopped-user-logs-in', 'D-09', '利用中止の利用者がログインできる', 'a stopped user logs in', {
    decide: overlooking('userLogin', 'user-stopped', ({ contract, act }) => ({
      contract: withUser(contract, act.userId, () => ({ stopped: false })),
    })),
  }),
  wrong('unlock-keeps-otp-count', 'D-09', '利用中止解除で回数が戻らない', 'unlocking keeps the OTP count', {
    decide: deciding('unlockUser', (verdict, { contract, act }) => {
      const before = contract.users.find(({ userId }) => userId === act.userId)?.failures;
      if (verdict.reason !== undefined || before === undefined) return verdict;
      return {
        ...verdict,
        contract: withUser(verdict.contract, act.userId, () => ({ failures: { ...noFailures, otp: before.otp } })),
      };
    }),
  }),
  wrong('unlock-keeps-login-count', 'D-09', '利用中止解除でログインの回数が戻らない', 'unlocking keeps log-in counts', {
    decide: deciding('unlockUser', (verdict, { contract, act }) => {
      const before = contract.users.find(({ userId }) => userId === act.userId)?.failures;
      if (verdict.reason !== undefined || before === undefined) return verdict;
      return {
        ...verdict,
        contract: withUser(verdict.contract, act.userId, () => ({
          failures: { ...noFailures, password: before.password },
        })),
      };
    }),
  }),
  wrong('unlock-all', 'D-09', '一人の利用中止解除で全員が解ける', 'unlocking one unlocks all', {
    decide: deciding('unlockUser', (verdict) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => releasedUser(user, verdict.contract.revision)),
            },
          }
        : verdict,
    ),
  }),
  wrong('unlock-unregisters', 'D-09', '利用中止解除でトークンの登録が消える', 'unlocking unregisters', {
    decide: deciding('unlockUser', (verdict, { act }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: withUser(verdict.contract, act.userId, (user) => ({
              registration: { ...user.registration, serial: undefined },
            })),
          }
        : verdict,
    ),
  }),
  wrong('unlock-without-pin', 'D-09', '利用中止解除は暗証番号を調べない', 'unlocking checks no PIN', {
    decide: overlooking('unlockUser', 'pin-wrong', ({ contract, act }) => ({
      act: { ...act, pin: contract.confirmationPin },
    })),
  }),
  wrong('registering-releases', 'D-09', '登録すると利用中止が解ける', 'registering releases a stop', {
    decide: deciding('register', (verdict) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => ({ ...user, stopped: false })),
            },
          }
        : verdict,
    ),
  }),
  wrong('registering-resets-counts', 'D-09', '登録すると利用者の回数が戻る', 'registering resets user counts', {
    decide: deciding('register', (verdict) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => ({ ...user, failures: noFailures })),
            },
          }
        : verdict,
    ),
  }),
  wrong('locked-user-not-registered', 'D-09', '利用中止の利用者には登録できない', 'no token for a stopped user', {
    decide: deciding('register', (verdict, { contract, act }) =>
      contract.users.some(({ userId, stopped }) => stopped && act.userIds.includes(userId))
        ? { contract, reason: 'user-stopped' }
        : verdict,
    ),
  }),
];
