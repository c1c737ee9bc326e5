/** What is written down of an act: history entry, mail, attempt (D-17). Never an OTP or PIN. PURE. */

import { modeTexts, notRegisteredText } from '../texts/labels.ts';
import { actNames, actWith, administratorName, listed, mailTexts, unknownName } from '../texts/records.ts';
import type { Act, Attempt, HistoryEntry, Mail } from './acts.ts';
import { type Contract, serialOf, userOf } from './contract.ts';
import { isSerial } from './input.ts';
import type { Reason } from './refusal.ts';
import type { ActRecord, Verdict } from './verdict.ts';

export function historyEntry(who: string, what: string, record: ActRecord, at: number): HistoryEntry {
  return { at, who, what, ...record };
}

/** The history's name of an act; a mode change says which mode it led to. */
export function nameOfAct(act: Act): string {
  if (act.type === 'changeMode' && act.mode !== undefined) return actWith(actNames.changeMode, modeTexts[act.mode]);
  return act.type in actNames ? actNames[act.type as keyof typeof actNames] : act.type;
}

/**
 * One mail for each committed act, payments too (D-17 names no exception). The set-up route sends none: it stands for
 * what was there before the story begins, and nobody at the company did it.
 */
export function mailOf(contract: Contract, entry: HistoryEntry): Mail {
  const lines = [
    mailTexts.accepted(entry.what),
    '',
    mailTexts.contract(contract.contractId),
    mailTexts.who(entry.who),
    ...(entry.users.length > 0 ? [mailTexts.users(listed(entry.users))] : []),
    ...(entry.oldSerials.length > 0 ? [mailTexts.before(listed(entry.oldSerials))] : []),
    ...(entry.oldSerials.length > 0 || entry.newSerial !== undefined
      ? [mailTexts.after(entry.newSerial ?? notRegisteredText)]
      : []),
    '',
    mailTexts.closing,
  ];
  return {
    at: entry.at,
    to: contract.email,
    subject: mailTexts.subject(entry.what),
    body: lines.join('\n'),
  };
}

/** `verdict` is undefined when there is no such contract. */
export function attemptOf(
  contract: Contract | undefined,
  act: Act,
  verdict: Pick<Verdict, 'reason' | 'locked'>,
  at: number,
): Attempt {
  return {
    at,
    who: actorOf(contract, act),
    act: act.type,
    serial: serialOfAct(contract, act),
    reason: verdict.reason,
    ...(verdict.locked === undefined ? {} : { locked: verdict.locked }),
  };
}

/** An attempt that never became an act: only its kind is known. */
export function refusedAttempt(act: Act['type'], reason: Reason, at: number): Attempt {
  return { at, who: unknownName, act, serial: undefined, reason };
}

/** `管理者`, or the 利用者ID of this contract. What an unknown person typed may be a password: it is not kept. */
export function actorOf(contract: Contract | undefined, act: Act): string {
  if (contract === undefined) return unknownName;
  const isUsers = act.type === 'userLogin' || act.type === 'inquiry' || act.type === 'transfer';
  if (!isUsers) return administratorName;
  return userOf(contract, act.userId)?.userId ?? unknownName;
}

/** Typed: kept only in the exact form of a serial, since a PIN may land in the wrong field. */
export function serialOfAct(contract: Contract | undefined, act: Act): string | undefined {
  if (act.type === 'register') return isSerial(act.serial) ? act.serial : undefined;
  if (act.type !== 'transfer' || contract === undefined) return undefined;
  const user = userOf(contract, act.userId);
  return user === undefined ? undefined : serialOf(contract, user);
}
