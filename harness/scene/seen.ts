/** What a person saw of an act, in one line for the report: never a code, never a PIN. */
import type { BankAttempt, Outcome, ShownRegistrations } from '../ports.ts';
import { bankReason } from './refused.ts';

/** @param attempted what the bank noted of it. */
export function seenOf(outcome: Outcome, attempted: BankAttempt | undefined): string {
  if (!outcome.accepted) {
    const shown = outcome.text === undefined ? outcome.code : `${outcome.code} ${outcome.text.trim()}`;
    const locked = attempted?.locked === undefined ? '' : `、${lockWords[attempted.locked]}が止まった`;
    return `断られた: ${shown}（銀行の記録の理由は${bankReason(attempted)}${locked}）`;
  }
  const status = outcome.status.trim() || '受け付けられた';
  return outcome.shown === undefined ? status : `${status}（${registrations(outcome.shown)}）`;
}

const lockWords: { readonly [locked in NonNullable<BankAttempt['locked']>]: string } = {
  contract: '契約',
  user: '利用者',
  serial: 'シリアル番号',
};

function registrations({ mode, serial, users }: ShownRegistrations): string {
  if (mode === 'shared') return `共有のシリアル番号は${serial ?? '未登録'}`;
  return [...users].map(([userId, held]) => `${userId}は${held ?? '未登録'}`).join('、');
}
