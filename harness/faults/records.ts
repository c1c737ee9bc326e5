/** History, mails and what stands on the screen afterwards (D-17). PURE. */
import type { HistoryEntry, Mail } from '../../portal-stub/rules/acts.ts';
import type { Fault } from './fault.ts';
import { deciding, writing, wrong, wrongPage } from './wrongs.ts';

const entering = (change: (entry: HistoryEntry) => HistoryEntry) =>
  writing((right) => ({
    addHistory: (contractId, entry) => right.addHistory(contractId, contractId === '' ? entry : change(entry)),
  }));
const mailing = (change: (mail: Mail) => Mail) =>
  writing((right) => ({ addMail: (contractId, mail) => right.addMail(contractId, change(mail)) }));
const acts = {
  changeMode: '利用形態の変更',
  register: 'の利用登録',
  deregister: '利用登録解除',
  addUser: '利用者登録',
  renameUser: '利用者情報変更',
  deleteUser: '利用者登録抹消',
  unlockUser: '利用中止解除',
  transfer: '資金移動',
  unlock: '（銀行）',
} as const;
const isAct = (what: string, name: string): boolean => what.endsWith(name) || what.includes(`${name}（`);

export const recordFaults: readonly Fault[] = [
  ...Object.entries(acts).flatMap(([type, name]) => [
    wrong(`no-mail-of-${type.toLowerCase()}`, 'D-17', `メールの届かない操作がある（${name}）`, `no mail of ${type}`, {
      store: writing((right) => ({
        addMail: (contractId, mail) => {
          if (!isAct(mail.subject.replace(/^【.*?】|のお知らせ$/g, ''), name)) right.addMail(contractId, mail);
        },
      })),
    }),
    wrong(`no-history-of-${type.toLowerCase()}`, 'D-17', `履歴に残らない操作がある（${name}）`, `${type} unwritten`, {
      store: writing((right) => ({
        addHistory: (contractId, entry) => {
          if (!isAct(entry.what, name)) right.addHistory(contractId, entry);
        },
      })),
    }),
    wrong(`users-missing-of-${type.toLowerCase()}`, 'D-17', `対象の利用者が残らない（${name}）`, `${type}: no users`, {
      store: entering((entry) => (isAct(entry.what, name) ? { ...entry, users: [] } : entry)),
    }),
  ]),
  wrong('history-swaps-serials', 'D-17', '履歴の新旧が逆になる', 'old and new serial change places', {
    store: entering((entry) => ({
      ...entry,
      oldSerials: entry.newSerial === undefined ? entry.oldSerials : [entry.newSerial],
      newSerial: entry.oldSerials[0] ?? entry.newSerial,
    })),
  }),
  wrong('history-without-old', 'D-17', '履歴に古いシリアル番号がない', 'the history forgets the old serial', {
    store: entering((entry) => ({ ...entry, oldSerials: [] })),
  }),
  wrong('history-first-old-only', 'D-17', '履歴に古いシリアル番号が一つしか残らない', 'only the first old serial', {
    store: entering((entry) => ({ ...entry, oldSerials: entry.oldSerials.slice(0, 1) })),
  }),
  wrong('history-who-is-bank', 'D-17', '履歴の操作者が管理者でなく銀行になる', 'the bank did everything', {
    store: entering((entry) => ({ ...entry, who: '銀行' })),
  }),
  wrong(
    'history-who-is-admin',
    'D-17',
    '利用者の取引も管理者がしたことになる',
    "users' payments are the administrator's",
    {
      store: entering((entry) => ({ ...entry, who: '管理者' })),
    },
  ),
  wrong('history-a-day-late', 'D-17', '履歴の時刻がずれている', 'the history is a second late', {
    store: entering((entry) => ({ ...entry, at: entry.at + 1000 })),
  }),
  wrong('mode-change-names-old-mode', 'D-17', '履歴に変更前の利用形態が書かれる', 'the mode left is named', {
    store: entering((entry) => ({
      ...entry,
      what: entry.what.replace(/異なる|同じ/, (word) => (word === '同じ' ? '異なる' : '同じ')),
    })),
  }),
  wrong('two-mails', 'D-17', 'メールが2通届く', 'two mails an act', {
    store: writing((right) => ({
      addMail: (contractId, mail) => {
        right.addMail(contractId, mail);
        right.addMail(contractId, mail);
      },
    })),
  }),
  wrong('mail-elsewhere', 'D-17', 'メールが別の宛先に届く', 'mails go elsewhere', {
    store: mailing((mail) => ({ ...mail, to: 'keiyaku@example.com' })),
  }),
  wrong('mail-without-new-serial', 'D-17', 'メールに新しいシリアル番号がない', 'mails hide the new serial', {
    store: mailing((mail) => ({ ...mail, body: mail.body.replace(/変更後.*\n/, '') })),
  }),
  wrong('mail-without-old-serial', 'D-17', 'メールに古いシリアル番号がない', 'mails hide the old serial', {
    store: mailing((mail) => ({ ...mail, body: mail.body.replace(/変更前.*\n/, '') })),
  }),
  wrong('mail-without-who', 'D-17', 'メールに操作者がない', 'mails do not tell who', {
    store: mailing((mail) => ({ ...mail, body: mail.body.replace(/操作者.*\n/, '') })),
  }),
  wrong('mail-without-contract', 'D-17', 'メールにご契約先IDがない', 'mails do not tell the contract', {
    store: mailing((mail) => ({ ...mail, body: mail.body.replace(/ご契約先ID.*\n/, '') })),
  }),
  wrong('mail-subject-general', 'D-17', 'メールの件名がどれも同じ', 'every mail has the same subject', {
    store: mailing((mail) => ({ ...mail, subject: 'お知らせ' })),
  }),
  wrong('mail-a-minute-late', 'D-17', 'メールの時刻がずれている', 'mails are a minute late', {
    store: mailing((mail) => ({ ...mail, at: mail.at + 60_000 })),
  }),
  wrong('refusal-is-mailed', 'D-17 D-06', '断られた操作もメールで知らせる', 'refusals are mailed', {
    store: writing((right) => ({
      addAttempt: (contractId, attempt) => {
        right.addAttempt(contractId, attempt);
        const to = right.contract(contractId)?.email;
        if (attempt.reason !== undefined && to !== undefined)
          right.addMail(contractId, { at: attempt.at, to, subject: 'お知らせ', body: '' });
      },
    })),
  }),
  wrong('refusal-in-history', 'D-17 D-06', '断られた操作も履歴に残る', 'refusals stand in the history', {
    store: writing((right) => ({
      addAttempt: (contractId, attempt) => {
        right.addAttempt(contractId, attempt);
        if (attempt.reason === undefined || contractId === '') return;
        const { at, who, act: what } = attempt;
        right.addHistory(contractId, { at, who, what, users: [], oldSerials: [], newSerial: undefined });
      },
    })),
  }),
  wrong('no-change-recorded', 'D-17 D-02', '変更のない選択も履歴に残る', 'choosing the current mode is recorded', {
    decide: deciding('changeMode', (verdict) =>
      verdict.reason === undefined && verdict.record === undefined
        ? { ...verdict, record: { users: [], oldSerials: [], newSerial: undefined } }
        : verdict,
    ),
  }),
  wrong('login-recorded', 'D-17', 'ログインも履歴とメールに残る', 'log-ins are recorded', {
    decide: deciding(['adminLogin', 'inquiry'], (verdict) =>
      verdict.reason === undefined
        ? { ...verdict, record: { users: [], oldSerials: [], newSerial: undefined } }
        : verdict,
    ),
  }),
  wrong('pin-in-mail', 'D-17', 'メールに確認暗証番号が書かれる', 'the PIN stands in the mail', {
    store: writing((right) => ({
      addMail: (contractId, mail) =>
        right.addMail(contractId, {
          ...mail,
          body: `${mail.body}\n${right.contract(contractId)?.confirmationPin ?? ''}`,
        }),
    })),
  }),
  wrong('pin-in-history', 'D-17', '履歴に利用者の暗証番号が書かれる', "a user's password stands in the history", {
    store: writing((right) => ({
      addHistory: (contractId, entry) =>
        right.addHistory(contractId, {
          ...entry,
          what: entry.what + (right.contract(contractId)?.users[0]?.password ?? ''),
        }),
    })),
  }),
  wrong(
    'mail-of-a-refusal-goes-out-late',
    'D-06 D-17',
    '断られた操作のメールが、遅れて出る',
    'a refusal is mailed, but not at once',
    mailedLate(),
  ),
  wrong(
    'otp-in-history',
    'D-17',
    '履歴にワンタイムパスワードが書かれる',
    'a code stands in the history',
    otpWritten('history'),
  ),
  wrong('otp-in-mail', 'D-17', 'メールにワンタイムパスワードが書かれる', 'a code stands in a mail', otpWritten('mail')),
  wrongPage('refused-form-emptied', 'D-06 S-20', '断られると全ての欄が消える', 'a refused form is emptied', {
    render: (right) => (page) =>
      right(page.screen === 'register' && page.notice.refused ? { ...page, data: { serial: '', chosen: [] } } : page),
  }),
  wrongPage('refused-transfer-emptied', 'D-06 S-02', '断られた資金移動の欄が消える', 'a refused transfer is emptied', {
    render: (right) => (page) =>
      right(
        page.screen === 'transfer' && page.notice.refused ? { ...page, data: { ...page.data, account: '' } } : page,
      ),
  }),
  wrongPage(
    'otp-kept-on-form',
    'D-06 S-20',
    '断られた画面にワンタイムパスワードが残る',
    'a refused form keeps an OTP',
    {
      render: (right) => (page) =>
        right(page)
          .replace('id="otp" name="otp" type="text" value=""', '$& value="123456"')
          .replace('value="" value="123456"', 'value="123456"'),
    },
  ),
];

/** What was typed last stands in what is written of it. */
function otpWritten(where: 'history' | 'mail'): Fault['wrap'] {
  let typed = '';
  return {
    decide: (right) => (contract, act, facts) => {
      typed = 'otp' in act ? (act.otp ?? '') : '';
      return right(contract, act, facts);
    },
    store: writing((right) =>
      where === 'history'
        ? { addHistory: (id, entry) => right.addHistory(id, { ...entry, what: `${entry.what} ${typed}` }) }
        : { addMail: (id, mail) => right.addMail(id, { ...mail, body: `${mail.body}\n${typed}` }) },
    ),
  };
}

/** Whoever looks at once sees nothing yet. */
function mailedLate(): Fault['wrap'] {
  const looks = new Map<string, number>();
  return {
    service: (right) => ({
      ...right,
      act: (contractId, act) => {
        const result = right.act(contractId, act);
        if (!result.ok) looks.set(contractId, 0);
        return result;
      },
      mails: (contractId) => {
        const mails = right.mails(contractId);
        const past = looks.get(contractId);
        if (past !== undefined) looks.set(contractId, past + 1);
        const to = right.contract(contractId)?.email ?? '';
        return past ? [...mails, { at: 0, to, subject: '断り', body: '断られました' }] : mails;
      },
    }),
  };
}
