/** The bank's own side: contracts that it makes, what it prepares, what it writes down. PURE. */
import type { Fault } from '../fault.ts';
import { insteadOf } from '../ways/answers.ts';
import { writing, wrong } from '../wrongs.ts';

const refusedAs = (code: string) => ({ ok: false, error: { code, text: { ja: code, en: code } } }) as const;

export const bankFaults: readonly Fault[] = [
  wrong('bank-takes-no-ninety-ninth-user', 'D-10', '99人のご契約先を作れない', 'no contract of 99 users is made', {
    service: (right) => ({
      ...right,
      createContract: (request) =>
        request.users?.length === 99 ? refusedAs('users-count') : right.createContract(request),
    }),
  }),
  wrong('bank-mends-user-ids', 'D-15', '形の違う利用者IDを、直してご契約先を作る', 'crooked user ids are mended', {
    service: insteadOf('createContract', 'user-id-form', (right, request) =>
      right.createContract({ ...request, users: [{ userId: 'mended01', name: '法人 太郎' }] }),
    ),
  }),
  wrong('bank-mends-names', 'D-15', '形の違う利用者名を、直してご契約先を作る', 'crooked names are mended', {
    service: insteadOf('createContract', 'user-name-form', (right, request) =>
      right.createContract({ ...request, users: [{ userId: 'mended01', name: '法人 太郎' }] }),
    ),
  }),
  wrong('bank-takes-no-long-user-ids', 'D-15', '30文字の利用者IDのご契約先を作れない', 'no user id of 30 is taken', {
    service: (right) => ({
      ...right,
      createContract: (request) =>
        request.users?.some(({ userId }) => userId.length === 30)
          ? refusedAs('user-id-form')
          : right.createContract(request),
    }),
  }),
  wrong('bank-cuts-names', 'D-15', 'ご契約先を作るとき、利用者名を切る', 'names of a new contract are cut', {
    service: (right) => ({
      ...right,
      createContract: (request) =>
        right.createContract({
          ...request,
          users: request.users?.map((user) => ({ ...user, name: [...user.name].slice(0, 20).join('') })),
        }),
    }),
  }),
  wrong('bank-mends-serials', 'D-14', '準備のとき、形の違うシリアル番号を見過ごす', 'crooked serials are passed', {
    service: insteadOf('setUp', 'serial-form', (right, contractId, setUp) =>
      right.setUp(contractId, { ...setUp, serial: undefined }),
    ),
  }),
  wrong('bank-mixes-kinds', 'D-13', '準備のとき、併用させない取り決めを見ない', 'a set-up mixes kinds', {
    service: insteadOf('setUp', 'kind-mixed', (right, contractId) => right.setUp(contractId, { mode: 'individual' })),
  }),
  wrong('bank-bends-policies', 'D-09 D-20 D-04', '端を越える取り決めを、直してご契約先を作る', 'policies are bent', {
    service: insteadOf('createContract', 'policy-invalid', (right, request) =>
      right.createContract({ ...request, policy: {} }),
    ),
  }),
  wrong('strangers-leave-no-trace', 'D-15', 'ご契約先のないログインを記録しない', 'strangers are not recorded', {
    store: writing((right) => ({
      addAttempt: (contractId, attempt) => {
        if (contractId !== '') right.addAttempt(contractId, attempt);
      },
    })),
  }),
  wrong(
    'refused-elsewhere-kills-the-token',
    'D-22',
    '別のご契約先で断られたトークンが、元のご契約先でも使えなくなる',
    'a token that was refused elsewhere no longer works where it belongs',
    {
      store: writing((right) => ({
        addAttempt: (contractId, attempt) => {
          right.addAttempt(contractId, attempt);
          const key = attempt.reason === 'serial-of-other-contract' ? right.key(attempt.serial ?? '') : undefined;
          if (key !== undefined) right.saveKey({ ...key, lastStep: Number.MAX_SAFE_INTEGER });
        },
      })),
    },
  ),
  wrong(
    'otp-in-attempts',
    'D-17',
    '銀行の記録にワンタイムパスワードが書かれる',
    'codes stand in the attempts',
    otpRecorded(),
  ),
  wrong(
    'set-up-looks-like-an-act',
    'D-17',
    '検査用の準備が、銀行の操作に見える',
    'a set-up looks like an act of the bank',
    {
      store: writing((right) => ({
        addHistory: (contractId, entry) =>
          right.addHistory(contractId, entry.who === '準備' ? { ...entry, who: '銀行' } : entry),
      })),
    },
  ),
  wrong('set-up-is-mailed', 'D-17', '検査用の準備がメールになる', 'a set-up is mailed', {
    store: writing((right) => ({
      addHistory: (contractId, entry) => {
        right.addHistory(contractId, entry);
        if (entry.who !== '準備') return;
        const to = right.contract(contractId)?.email ?? '';
        right.addMail(contractId, { at: entry.at, to, subject: entry.what, body: entry.what });
      },
    })),
  }),
  wrong('new-contract-has-a-past', 'D-17', '新しいご契約先の履歴に、初めから一件ある', 'a new contract has an entry', {
    store: writing((right) => ({
      saveContract: (before, after) => {
        right.saveContract(before, after);
        const entry = { at: 0, who: '銀行', what: '開設', users: [], oldSerials: [], newSerial: undefined };
        if (before === undefined) right.addHistory(after.contractId, entry);
      },
    })),
  }),
  wrong(
    'mail-to-every-contract',
    'D-17',
    'メールがほかのご契約先にも届く',
    'other contracts get the mail, too',
    mailedToAll(),
  ),
];

/** What was typed stands where the serial should. */
function otpRecorded(): Fault['wrap'] {
  let typed: string | undefined;
  return {
    decide: (right) => (contract, act, facts) => {
      typed = 'otp' in act ? act.otp : undefined;
      return right(contract, act, facts);
    },
    store: writing((right) => ({
      addAttempt: (contractId, attempt) =>
        right.addAttempt(contractId, { ...attempt, serial: typed ?? attempt.serial }),
    })),
  };
}

function mailedToAll(): Fault['wrap'] {
  const contracts = new Set<string>();
  return {
    store: writing((right) => ({
      saveContract: (before, after) => {
        contracts.add(after.contractId);
        right.saveContract(before, after);
      },
      addMail: (contractId, mail) => {
        for (const each of contracts) if (each !== contractId) right.addMail(each, mail);
        right.addMail(contractId, mail);
      },
    })),
  };
}
