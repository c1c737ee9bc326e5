/** Policies that do not hold, and whose serial is whose (D-01, D-08, D-13, D-20, D-22). PURE. */
import type { Fault } from './fault.ts';
import { deciding, overlooking, withPolicy, writing, wrong } from './wrongs.ts';

export const policyFaults: readonly Fault[] = [
  wrong('unregistered-always-refused', 'D-08', '取り決めによらず未登録の取引を断る', 'always refused', {
    decide: withPolicy({ unregisteredUser: 'refuse' }, ['transfer']),
  }),
  wrong('unregistered-pin-in-shared-only', 'D-08', '個別の未登録には暗証番号の取り決めが働かない', 'shared only', {
    decide: deciding('transfer', (verdict, { contract, act }) =>
      contract.mode === 'individual' && act.pin !== undefined ? { contract, reason: 'not-registered' } : verdict,
    ),
  }),
  wrong('any-user-pin-pays', 'D-08', 'ほかの利用者の確認暗証番号でも取引できる', "another user's PIN pays", {
    decide: overlooking('transfer', 'pin-wrong', ({ contract, act }) => {
      const owner = contract.users.find(({ confirmationPin }) => confirmationPin === act.pin);
      const payer = contract.users.find(({ userId }) => userId === act.userId);
      return owner === undefined ? {} : { act: { ...act, pin: payer?.confirmationPin } };
    }),
  }),
  wrong('unregistered-inquiry-refused', 'D-08', '未登録では照会もできない', 'no inquiry without a token', {
    decide: deciding('inquiry', (verdict, { contract, act }) => {
      const user = contract.users.find(({ userId }) => userId === act.userId);
      const serial = contract.mode === 'shared' ? contract.registration.serial : user?.registration.serial;
      return serial === undefined ? { contract, reason: 'not-registered' } : verdict;
    }),
  }),
  wrong('confirm-takes-user-pin', 'D-01', '確認画面は利用者の確認暗証番号でも通る', "a user's PIN confirms", {
    decide: overlooking('changeMode', 'pin-wrong', ({ contract, act }) =>
      contract.users.some(({ confirmationPin }) => confirmationPin === act.pin)
        ? { act: { ...act, pin: contract.confirmationPin } }
        : {},
    ),
  }),
  wrong('confirm-to-shared-unasked', 'D-01', '共有への変更では暗証番号を調べない', 'to shared without the PIN', {
    decide: overlooking('changeMode', 'pin-wrong', ({ contract, act }) =>
      act.mode === 'shared' ? { act: { ...act, pin: contract.confirmationPin } } : {},
    ),
  }),
  wrong('kinds-always-mix', 'D-13', '併用させない取り決めが働かない', 'kinds always mix', {
    decide: withPolicy({ mixKinds: true }, ['register']),
  }),
  wrong('kinds-never-mix', 'D-13', '併用をいつも断る', 'kinds never mix', {
    decide: withPolicy({ mixKinds: false }, ['register']),
  }),
  wrong('own-kind-counts', 'D-13', '自分の古いトークンの種類でも断る', "one's own old token counts", {
    decide: deciding('register', (verdict, { contract, act }) =>
      !contract.policy.mixKinds &&
      verdict.reason === undefined &&
      contract.users.some(({ registration: { serial } }) => serial && serial.slice(0, 4) !== act.serial.slice(0, 4))
        ? { contract, reason: 'kind-mixed' }
        : verdict,
    ),
  }),
  wrong('kinds-judged-in-shared', 'D-13', '共有でも種類の違う取替えを断る', 'kinds are judged in shared mode', {
    decide: deciding('register', (verdict, { contract, act }) => {
      const { serial } = contract.registration;
      return !contract.policy.mixKinds && verdict.reason === undefined && serial?.slice(0, 4) !== act.serial.slice(0, 4)
        ? { contract, reason: serial === undefined ? undefined : 'kind-mixed' }
        : verdict;
    }),
  }),
  wrong('idle-always-fifteen', 'D-20', '取り決めによらず15分でログオフになる', 'always fifteen minutes', {
    service: (right) => ({
      ...right,
      contract: (contractId) => {
        const contract = right.contract(contractId);
        return contract && { ...contract, policy: { ...contract.policy, idleMinutes: 15 } };
      },
    }),
  }),
  wrong('other-contracts-serial-taken', 'D-22', '別のご契約先のトークンも登録できる', "another's serial is taken", {
    decide: overlooking('register', 'serial-of-other-contract', ({ facts }) => ({
      facts: { ...facts, key: facts.key && { ...facts.key, contractId: undefined } },
    })),
    store: writing((right) => ({
      saveKey: (key) => right.saveKey(key),
      key: (serial) => {
        const key = right.key(serial);
        return key && { ...key, contractId: undefined };
      },
    })),
  }),
  wrong('sharers-serial-freed', 'D-22', '共用の一人の解除でシリアル番号が空く', "a sharer's serial is freed", {
    service: (right) => {
      const freed = new Set<string>();
      return {
        ...right,
        act(contractId, act) {
          const before = right.contract(contractId);
          const result = right.act(contractId, act);
          if (result.ok && act.type === 'deregister')
            for (const { userId, registration } of before?.users ?? [])
              if (act.userIds.includes(userId) && registration.serial) freed.add(registration.serial);
          return result;
        },
        serial: (serial) => {
          const status = right.serial(serial);
          return status && (freed.has(serial) ? { ...status, contractId: undefined, userIds: [] } : status);
        },
      };
    },
  }),
  wrong('ended-contract-keeps-serials', 'D-22', '解約してもシリアル番号が空かない', 'an ended contract keeps serials', {
    store: writing((right) => ({
      deleteContract: (contractId) => {
        const contract = right.contract(contractId);
        right.deleteContract(contractId);
        for (const serial of [
          contract?.registration.serial,
          ...(contract?.users ?? []).map((u) => u.registration.serial),
        ]) {
          const key = serial === undefined ? undefined : right.key(serial);
          if (key !== undefined) right.saveKey({ ...key, contractId });
        }
      },
    })),
  }),
  wrong('refusal-makes-stale', 'D-06 D-10', '断られた操作でほかの窓の画面が古くなる', 'refusals make screens stale', {
    decide: deciding(['register', 'deregister', 'addUser', 'deleteUser', 'unlockUser', 'changeMode'], (verdict) => {
      if (verdict.reason === undefined || verdict.reason === 'stale') return verdict;
      const revision = verdict.contract.revision + 1;
      return { ...verdict, contract: { ...verdict.contract, revision, modeChangedAt: revision } };
    }),
  }),
];
