/** What the bank's side tells, as lines for people in one language. PURE. */
import type { z } from 'zod';
import { japanDateTime } from '../../common/japan-time.ts';
import type { Language, Text } from '../../common/text.ts';
import { clean } from '../../common/text-width.ts';
import type * as schemas from '../../portal-stub/web/control/schemas.ts';

export type Contract = z.infer<typeof schemas.Contract>;
export type Serial = z.infer<typeof schemas.Serial>;
export type HistoryEntry = z.infer<typeof schemas.HistoryEntry>;
export type Mail = z.infer<typeof schemas.Mail>;
export type Attempt = z.infer<typeof schemas.Attempt>;

const words = {
  contract: { ja: 'ご契約先ID', en: 'contract' },
  password: { ja: '暗証番号', en: 'password' },
  pin: { ja: '確認暗証番号', en: 'confirmation PIN' },
  mode: { ja: '利用形態', en: 'usage mode' },
  shared: { ja: '全ての利用者が同じトークンを使用する', en: 'shared: all users share one token' },
  individual: { ja: '全ての利用者が異なるトークンを使用する', en: 'individual: each user has a token' },
  stoppedContract: { ja: '契約利用中止（ichido bank unlock で解除）', en: 'STOPPED (ichido bank unlock)' },
  inUse: { ja: '利用中', en: 'in use' },
  stopped: { ja: '利用中止', en: 'STOPPED' },
  serial: { ja: 'シリアル番号', en: 'serial' },
  none: { ja: '未登録', en: 'none registered' },
  users: { ja: '利用者', en: 'users' },
  policy: { ja: '設定', en: 'policy' },
  lock: { ja: '登録停止中（ichido bank reset で解除）', en: 'LOCKED (ichido bank reset)' },
  noLock: { ja: '登録できます', en: 'not locked' },
  drift: { ja: '銀行が覚えた時刻のずれ（ステップ）', en: 'drift that the bank has learnt (steps)' },
  accepted: { ja: '受理', en: 'accepted' },
  refused: { ja: '拒否', en: 'refused' },
} satisfies Record<string, Text>;

const row = (label: Text, value: string, language: Language): string => `${label[language]}: ${clean(value, 300)}`;

export function contractLines(contract: Contract, language: Language): string[] {
  const said = (text: Text) => text[language];
  return [
    row(words.contract, contract.contractId, language),
    said(contract.stopped ? words.stoppedContract : words.inUse),
    row(words.password, contract.password, language),
    row(words.pin, contract.confirmationPin, language),
    row(words.mode, said(words[contract.mode]), language),
    ...(contract.mode === 'shared' ? [row(words.serial, contract.serial ?? said(words.none), language)] : []),
    `${said(words.users)}:`,
    ...contract.users.map((user) => {
      const serial = contract.mode === 'shared' ? [] : [user.serial ?? said(words.none)];
      const state = said(user.stopped ? words.stopped : words.inUse);
      const secrets = [`${said(words.password)} ${user.password}`, `${said(words.pin)} ${user.confirmationPin}`];
      return `  ${[user.userId, user.name, state, ...serial, ...secrets].map((cell) => clean(cell, 80)).join('  ')}`;
    }),
    row(words.policy, JSON.stringify(contract.policy), language),
  ];
}

export function serialLines(serial: Serial, language: Language): string[] {
  const said = (text: Text) => text[language];
  return [
    row(words.serial, serial.serial, language),
    row(words.contract, serial.contract ?? said(words.none), language),
    ...(serial.users.length === 0 ? [] : [row(words.users, serial.users.join(' '), language)]),
    said(serial.lock ? words.lock : words.noLock),
    row(words.drift, String(serial.driftSteps), language),
  ];
}

/** One line an entry: when (Japan), who, what, for whom, from which serials to which. */
export const historyLines = (entries: readonly HistoryEntry[]): string[] =>
  entries.map(({ at, who, what, users, oldSerials, newSerial }) => {
    const moved = [oldSerials.join(' '), newSerial ?? ''].filter((serials) => serials !== '').join(' → ');
    return lineOf([japanDateTime(at), who, what, users.join(' '), moved]);
  });

export const mailLines = (mails: readonly Mail[]): string[] =>
  mails.flatMap(({ at, to, subject, body }) => [
    lineOf([japanDateTime(at), to, subject]),
    ...body.split('\n').map((line) => `  ${clean(line, 300)}`),
  ]);

export const attemptLines = (attempts: readonly Attempt[], language: Language): string[] =>
  attempts.map(({ at, who, act, serial, reason, reasonText, locked }) => {
    const verdict =
      reason === undefined ? words.accepted[language] : `${words.refused[language]}: ${reasonText[language]}`;
    return lineOf([japanDateTime(at), who, act, serial ?? '', verdict, locked === undefined ? '' : `★ ${locked}`]);
  });

const lineOf = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell !== '')
    .map((cell) => clean(cell, 300))
    .join('  ');
