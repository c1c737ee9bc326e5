/** What a user may do: inquire, and pay with a one-time password of THEIR registered token (S-02, S-24, D-08). PURE. */
import type { Act } from './acts.ts';
import { type Contract, serialOf, type User, userOf } from './contract.ts';
import { first, isAccount, isAmount, otpChecks, pinChecks } from './input.ts';
import { guessUser, guessUserOtp } from './locks.ts';
import { isValidKey } from './registration.ts';
import { accepted, type Facts, refused, type Verdict, wrongGuess } from './verdict.ts';
import { type OtpVerdict, verifyOtp } from './verification.ts';

type Transfer = Extract<Act, { readonly type: 'transfer' }>;

/** Inquiries need no token (D-08), but a user who isn't stopped. */
export function inquiry(contract: Contract, act: Extract<Act, { readonly type: 'inquiry' }>): Verdict {
  const user = userOf(contract, act.userId);
  if (user === undefined) return refused(contract, 'no-session');
  return user.stopped ? refused(contract, 'user-stopped') : accepted(contract);
}

/** Does 資金移動 ask this user for 利用者確認暗証番号 in place of a one-time password (D-08)? */
export function asksConfirmationPin(contract: Contract, user: User): boolean {
  return contract.policy.unregisteredUser === 'confirmationPin' && serialOf(contract, user) === undefined;
}

export function transfer(contract: Contract, act: Transfer, facts: Facts): Verdict {
  const user = userOf(contract, act.userId);
  if (user === undefined) return refused(contract, 'no-session');
  const byPin = asksConfirmationPin(contract, user);
  const reason = first([
    // The screen asked for the other secret: they were registered or deregistered since it was drawn.
    ['stale', byPin ? act.pin === undefined && act.otp !== undefined : act.otp === undefined && act.pin !== undefined],
    ['account-form', !isAccount(act.account)],
    ['amount-form', !isAmount(act.amount)],
    ...(byPin ? pinChecks(act.pin) : otpChecks(act.otp)),
    ['user-stopped', user.stopped],
  ]);
  if (reason !== undefined) return refused(contract, reason);
  return byPin ? payByPin(contract, user, act.pin ?? '') : payByOtp(contract, user, act.otp ?? '', facts);
}

function payByPin(contract: Contract, user: User, pin: string): Verdict {
  const guess = guessUser(contract, user, 'confirmationPin', pin);
  return guess.right ? paid(guess.contract, user) : wrongGuess(guess, 'pin-wrong');
}

function payByOtp(contract: Contract, user: User, typed: string, { key, now }: Facts): Verdict {
  const reason = first([
    ['not-registered', serialOf(contract, user) === undefined],
    ['serial-unknown', key === undefined],
    ['key-not-valid', key !== undefined && !isValidKey(key, now)],
  ]);
  if (reason !== undefined || key === undefined) return refused(contract, reason ?? 'serial-unknown');
  const otp: OtpVerdict = verifyOtp(key, typed, now, contract.policy.windowSteps);
  const guess = guessUserOtp(contract, user, () => otp.ok);
  if (!otp.ok) return wrongGuess(guess, otp.reason);
  return paid(guess.contract, user, { memory: otp.memory });
}

/** A payment is committed, so it leaves an entry and a mail; neither tells account or amount, where an OTP might be mistyped. */
function paid(contract: Contract, user: User, more: Partial<Verdict> = {}): Verdict {
  return accepted(contract, { ...more, record: { users: [user.userId], oldSerials: [], newSerial: undefined } });
}
