/** Counts and stops that go by what should not touch them: time, a night, another act (D-09). PURE. */
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import type { Decide } from '../../../portal-stub/rules/decide.ts';
import type { Fault } from '../fault.ts';
import { type ActType, deciding, withUser, writing, wrong } from '../wrongs.ts';

const dayMs = 86_400_000;
const userCounts = { otp: 0, password: 0, confirmationPin: 0 };
const adminCounts = { password: 0, confirmationPin: 0 };

/** Once so much time has passed since the last act on it, a contract is seen as `rested` makes it. */
const resting = (ms: number, rested: (contract: Contract) => Contract): ((right: Decide) => Decide) => {
  const seen = new Map<string, number>();
  return (right) => (contract, act, facts) => {
    const before = seen.get(contract.contractId) ?? facts.now;
    seen.set(contract.contractId, facts.now);
    return right(facts.now - before >= ms ? rested(contract) : contract, act, facts);
  };
};

const everybody = (contract: Contract, change: Partial<Contract['users'][number]>): Contract => ({
  ...contract,
  users: contract.users.map((user) => ({ ...user, ...change })),
});

/** An act that is accepted leaves everybody's counts at 0. */
const clearing = (type: ActType) =>
  deciding(type, (verdict) =>
    verdict.reason === undefined
      ? { ...verdict, contract: everybody(verdict.contract, { failures: userCounts }) }
      : verdict,
  );

/** An act that is accepted takes the form's locks off. */
const unlockingForms = (types: readonly ActType[]): Fault['wrap'] => {
  let accepted = false;
  return {
    decide: (right) => (contract, act, facts) => {
      const verdict = right(contract, act, facts);
      accepted = verdict.reason === undefined && types.includes(act.type);
      return verdict;
    },
    store: writing((right) => ({
      saveContract: (before, after) => {
        if (accepted) right.forgetFormFailures({ contractId: after.contractId });
        right.saveContract(before, after);
      },
    })),
  };
};

export const forgivingFaults: readonly Fault[] = [
  wrong('counts-forgotten-overnight', 'D-09', '利用者の誤りの回数が一晩で消える', 'counts of users go overnight', {
    decide: resting(dayMs / 2, (contract) => everybody(contract, { failures: userCounts })),
  }),
  wrong(
    'admin-counts-forgotten-overnight',
    'D-09',
    '管理者の誤りの回数が一晩で消える',
    'the administrator’s counts go overnight',
    {
      decide: resting(dayMs / 2, (contract) => ({ ...contract, failures: adminCounts })),
    },
  ),
  wrong('stop-lifts-by-itself', 'D-09', '利用中止が一日で解ける', 'a user’s stop ends after a day', {
    decide: resting(dayMs, (contract) => everybody(contract, { stopped: false, failures: userCounts })),
  }),
  wrong(
    'admin-stop-lifts-by-itself',
    'D-09',
    '契約利用中止が一日で解ける',
    'the administrator’s stop ends after a day',
    {
      decide: resting(dayMs, (contract) => ({ ...contract, stopped: false, failures: adminCounts })),
    },
  ),
  wrong(
    'form-lock-lifts-by-itself',
    'D-09',
    '登録画面のロックが一日で解ける',
    'a lock of the form ends after a day',
    formResting(dayMs),
  ),
  wrong('mode-change-resets-counts', 'D-09', '利用形態の変更で利用者の回数が消える', 'a mode change resets counts', {
    decide: clearing('changeMode'),
  }),
  wrong('deregistering-resets-counts', 'D-09', '利用登録解除で利用者の回数が消える', 'a deregistration resets counts', {
    decide: clearing('deregister'),
  }),
  wrong(
    'deleting-resets-counts',
    'D-09',
    '一人の登録抹消でほかの利用者の回数が消える',
    'a deletion resets the others’ counts',
    { decide: clearing('deleteUser') },
  ),
  wrong(
    'adding-resets-counts',
    'D-09',
    '新規登録でほかの利用者の回数が消える',
    'an addition resets the others’ counts',
    { decide: clearing('addUser') },
  ),
  wrong(
    'unlock-resets-all-counts',
    'D-09',
    '一人の利用中止解除でほかの利用者の回数も消える',
    'an unlock resets the others’ counts',
    { decide: clearing('unlockUser') },
  ),
  wrong(
    'payment-resets-all-counts',
    'D-09',
    '一人の取引でほかの利用者の回数も消える',
    'a payment resets the others’ counts',
    { decide: clearing('transfer') },
  ),
  wrong(
    'admin-login-releases-users',
    'D-09',
    '管理者のログインで利用中止が解ける',
    'the administrator’s log-in releases users',
    {
      decide: deciding('adminLogin', (verdict) =>
        verdict.reason === undefined
          ? { ...verdict, contract: everybody(verdict.contract, { stopped: false, failures: userCounts }) }
          : verdict,
      ),
    },
  ),
  wrong('mode-change-releases-users', 'D-09', '利用形態の変更で利用中止が解ける', 'a mode change releases users', {
    decide: deciding('changeMode', (verdict) =>
      verdict.reason === undefined
        ? { ...verdict, contract: everybody(verdict.contract, { stopped: false }) }
        : verdict,
    ),
  }),
  wrong(
    'mode-change-unlocks-forms',
    'D-09',
    '利用形態の変更で登録画面のロックが解ける',
    'a mode change unlocks serials',
    unlockingForms(['changeMode']),
  ),
  wrong(
    'deregistering-unlocks-forms',
    'D-09',
    '利用登録解除で登録画面のロックが解ける',
    'a deregistration unlocks serials',
    unlockingForms(['deregister']),
  ),
  wrong(
    'registering-unlocks-forms',
    'D-09',
    '別のトークンの登録で登録画面のロックが解ける',
    'a registration unlocks other serials',
    unlockingForms(['register']),
  ),
  wrong('user-id-case-ignored', 'D-15', '利用者IDの大文字と小文字を区別しない', 'user ids are told by letters alone', {
    decide: (right) => (contract, act, facts) => {
      if (act.type !== 'userLogin') return right(contract, act, facts);
      const like = contract.users.find(({ userId }) => userId.toLowerCase() === act.userId.toLowerCase());
      return right(contract, { ...act, userId: like?.userId ?? act.userId }, facts);
    },
  }),
  wrong(
    'user-ids-differ-by-more-than-case',
    'D-15',
    '大文字と小文字だけが違う利用者IDを断る',
    'ids that differ in case alone are refused',
    {
      decide: deciding('addUser', (verdict, { contract, act }) =>
        verdict.reason === undefined &&
        contract.users.some(({ userId }) => userId.toLowerCase() === act.userId.toLowerCase())
          ? { contract, reason: 'user-id-taken' }
          : verdict,
      ),
    },
  ),
  wrong('names-must-differ', 'D-15', '同じ名前の利用者を断る', 'a second user of one name is refused', {
    decide: deciding(['addUser', 'renameUser'], (verdict, { contract, act }) =>
      verdict.reason === undefined && contract.users.some(({ name }) => name === act.name)
        ? { contract, reason: 'user-name-form' }
        : verdict,
    ),
  }),
  wrong(
    'rename-changes-the-password',
    'D-11 D-06',
    '名前を変えると暗証番号も変わる',
    'a new name brings a new password',
    {
      decide: deciding('renameUser', (verdict, { act, facts }) =>
        verdict.reason === undefined
          ? { ...verdict, contract: withUser(verdict.contract, act.userId, () => facts.credentials()) }
          : verdict,
      ),
    },
  ),
];

/** The form's count of a serial is 0 once so much time has passed since its last registration was tried. */
function formResting(ms: number): Fault['wrap'] {
  const tried = new Map<string, number>();
  return {
    decide: (right) => (contract, act, facts) => {
      if (act.type !== 'register') return right(contract, act, facts);
      const before = tried.get(act.serial) ?? facts.now;
      tried.set(act.serial, facts.now);
      return right(contract, act, facts.now - before >= ms ? { ...facts, formFailures: 0 } : facts);
    },
  };
}
