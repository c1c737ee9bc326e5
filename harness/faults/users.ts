/** Users: who may be added, and what adding, renaming and deleting does to others (D-10, D-11). PURE. */
import type { Fault } from './fault.ts';
import { deciding, overlooking, seeing, withUser, writing, wrong } from './wrongs.ts';

const rightName = '法人 仮名';

export const userFaults: readonly Fault[] = [
  wrong('hundredth-user', 'D-10', '100人目の利用者も登録できる', 'a hundredth user is taken', {
    decide: (right) => (contract, act, facts) => {
      const verdict = right(contract, act, facts);
      if (act.type !== 'addUser' || verdict.reason !== 'too-many-users') return verdict;
      const [aside, ...users] = contract.users;
      const added = right({ ...contract, users }, act, facts);
      if (added.reason !== undefined || aside === undefined) return added;
      return { ...added, contract: { ...added.contract, users: [aside, ...added.contract.users] } };
    },
  }),
  wrong('ninety-eight-users', 'D-10', '99人目の利用者を登録できない', 'the ninety-ninth user is refused', {
    decide: deciding('addUser', (verdict, { contract }) =>
      verdict.reason === undefined && contract.users.length >= 98 ? { contract, reason: 'too-many-users' } : verdict,
    ),
  }),
  wrong('last-user-deleted', 'D-10', '最後の利用者も登録抹消できる', 'the last user can be deleted', {
    decide: overlooking('deleteUser', 'last-user', ({ contract, act }) => ({
      contract: {
        ...contract,
        users: [...contract.users, ...contract.users.map((user) => ({ ...user, userId: `${act.userId}x` }))],
      },
    })),
  }),
  wrong('taken-id-replaces', 'D-10', '使われている利用者IDで登録すると入れ替わる', 'a taken id replaces its user', {
    decide: overlooking('addUser', 'user-id-taken', ({ contract, act }) => ({
      contract: { ...contract, users: contract.users.filter(({ userId }) => userId !== act.userId) },
    })),
  }),
  wrong('ids-without-case', 'D-15', '利用者IDの大文字と小文字を区別しない', 'ids differing in case are taken', {
    decide: deciding('addUser', (verdict, { contract, act }) =>
      contract.users.some(({ userId }) => userId.toLowerCase() === act.userId.toLowerCase())
        ? { contract, reason: 'user-id-taken' }
        : verdict,
    ),
  }),
  wrong('delete-unregisters-sharers', 'D-11', '登録抹消で共有者の登録も解除される', "deleting frees sharers' tokens", {
    decide: deciding('deleteUser', (verdict, { contract, act }) => {
      const serial = contract.users.find(({ userId }) => userId === act.userId)?.registration.serial;
      if (verdict.reason !== undefined || serial === undefined) return verdict;
      const users = verdict.contract.users.map((user) =>
        user.registration.serial === serial
          ? { ...user, registration: { ...user.registration, serial: undefined } }
          : user,
      );
      return { ...verdict, contract: { ...verdict.contract, users } };
    }),
  }),
  wrong(
    'delete-unregisters-shared',
    'D-11',
    '共有で一人の登録抹消が全員の登録を消す',
    'a deletion ends the shared token',
    {
      decide: deciding('deleteUser', (verdict, { contract }) =>
        verdict.reason === undefined && contract.mode === 'shared'
          ? {
              ...verdict,
              contract: { ...verdict.contract, registration: { ...contract.registration, serial: undefined } },
            }
          : verdict,
      ),
    },
  ),
  wrong('delete-keeps-serial', 'D-11 D-22', '登録抹消してもトークンが空かない', "a deleted user's serial stays taken", {
    service: (right) => {
      const held = new Map<string, string>();
      return {
        ...right,
        act(contractId, act) {
          const before = right.contract(contractId)?.users ?? [];
          const result = right.act(contractId, act);
          if (act.type === 'deleteUser' && result.ok) {
            const serial = before.find(({ userId }) => userId === act.userId)?.registration.serial;
            if (serial !== undefined) held.set(serial, contractId);
          }
          return result;
        },
        serial(serial) {
          const status = right.serial(serial);
          return status && { ...status, contractId: status.contractId ?? held.get(serial) };
        },
      };
    },
  }),
  wrong('delete-releases-others', 'D-11', '登録抹消でほかの利用中止も解ける', "deleting releases others' stops", {
    decide: deciding('deleteUser', (verdict) =>
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
  wrong('rename-releases', 'D-11 D-09', '名前を変えると利用中止が解ける', 'renaming releases a stopped user', {
    decide: deciding('renameUser', (verdict, { act }) =>
      verdict.reason === undefined
        ? { ...verdict, contract: withUser(verdict.contract, act.userId, () => ({ stopped: false })) }
        : verdict,
    ),
  }),
  wrong('rename-forgets-count', 'D-11 D-09', '名前を変えると誤りの回数が戻る', 'renaming forgets failures', {
    decide: deciding('renameUser', (verdict, { act }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: withUser(verdict.contract, act.userId, () => ({
              failures: { otp: 0, password: 0, confirmationPin: 0 },
            })),
          }
        : verdict,
    ),
  }),
  wrong('rename-unregisters', 'D-11', '名前を変えると登録が消える', 'renaming unregisters', {
    decide: deciding('renameUser', (verdict, { act }) =>
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
  wrong('rename-everybody', 'D-11', '名前の変更が全員に及ぶ', 'everybody gets the name', {
    decide: deciding('renameUser', (verdict, { act }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: {
              ...verdict.contract,
              users: verdict.contract.users.map((user) => ({ ...user, name: act.name })),
            },
          }
        : verdict,
    ),
  }),
  wrong('new-user-inherits', 'D-11', '個別で新しい利用者が前の利用者のトークンを引き継ぐ', 'a new user has a token', {
    decide: deciding('addUser', (verdict, { contract, act }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: withUser(verdict.contract, act.userId, () => ({
              registration: contract.users.at(-1)?.registration ?? { serial: undefined, changedAt: 0 },
            })),
          }
        : verdict,
    ),
  }),
  wrong('new-user-starts-stopped', 'D-11', '新しい利用者は利用中止から始まる', 'a new user starts stopped', {
    decide: deciding('addUser', (verdict, { act }) =>
      verdict.reason === undefined
        ? { ...verdict, contract: withUser(verdict.contract, act.userId, () => ({ stopped: true })) }
        : verdict,
    ),
  }),
  wrong('new-user-ends-shared', 'D-11', '共有で利用者を登録すると全員未登録になる', 'adding a user unregisters all', {
    decide: deciding('addUser', (verdict, { contract }) =>
      verdict.reason === undefined
        ? {
            ...verdict,
            contract: { ...verdict.contract, registration: { ...contract.registration, serial: undefined } },
          }
        : verdict,
    ),
  }),
  wrong('deleted-memory-forgotten', 'D-04 D-11', '登録抹消で使用済みの記憶が消える', 'deletion forgets used codes', {
    store: writing((right) => ({
      saveKey: (key) => right.saveKey(key.contractId === undefined ? { ...key, lastStep: undefined } : key),
    })),
  }),
  wrong('user-id-with-dots', 'D-15', '利用者IDに記号を使える', 'user ids may have punctuation', {
    decide: overlooking('addUser', 'user-id-form', ({ act }) => ({
      act: { ...act, userId: String(act.userId).replace(/[._-]/g, 'x') },
    })),
  }),
  wrong('user-id-cut', 'D-15', '長い利用者IDは30文字に切られる', 'long ids are cut', {
    decide: seeing('addUser', ({ act }) => ({ act: { ...act, userId: act.userId.slice(0, 30) } })),
  }),
  wrong('user-name-cut', 'D-15', '長い利用者名は50文字に切られる', 'long names are cut', {
    decide: seeing('addUser', ({ act }) => ({ act: { ...act, name: act.name.slice(0, 50) } })),
  }),
  wrong('rename-name-unchecked', 'D-15', '変更では利用者名の形を調べない', 'renaming checks no name', {
    decide: overlooking('renameUser', 'user-name-form', ({ act }) => ({ act: { ...act, name: rightName } })),
  }),
  wrong('short-names-refused', 'D-15', '1文字の利用者IDを断る', 'one-letter ids are refused', {
    decide: deciding('addUser', (verdict, { contract, act }) =>
      act.userId.length === 1 ? { contract, reason: 'user-id-form' } : verdict,
    ),
  }),
  wrong('bank-takes-any-count', 'D-10', '銀行は何人のご契約先でも作る', 'a contract of no or 100 users is made', {
    service: (right) => ({
      ...right,
      createContract: (request) => right.createContract({ ...request, users: request.users?.slice(0, 99) }),
    }),
  }),
];
