/**
 * The exact forms of what people type (D-04, D-14, D-15). Nothing is normalised, nothing is cut, every expression is
 * linear. PURE.
 *
 * Everything takes `unknown`: an array would pass a bare RegExp.test, which turns its argument into text.
 */
import { otpForm, serialForm } from '../../common/token-forms.ts';
import type { Reason } from './refusal.ts';

/** One row of a list in order of precedence: this reason, if it holds. */
export type Check = readonly [reason: Reason, holds: boolean];

const contractIdForm = /^[0-9]{11}$/;
const userIdForm = /^[A-Za-z0-9]{1,30}$/;
const pinCharacters = /^[A-Za-z0-9().\-/{}:,#<>*%@+;=?_]{6,12}$/;
const halfWidth = /^[\x21-\x7e]+$/;
const accountForm = /^[0-9]{1,14}$/;
/** Pasted with the commas of a bill, too; they stand by threes or it is no amount. */
const amountForm = /^(?:[1-9][0-9]{0,9}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|[1-9](?:,[0-9]{3}){3})$/;
/** Control, surrogate, private, unassigned; line and paragraph separators; marks that turn the writing direction. */
const notInNames = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const longestName = 50;

const fits = (form: RegExp, text: unknown): text is string => typeof text === 'string' && form.test(text);
const missing = (text: unknown) => text === undefined || text === '';

/** D-14: `SKTH` or `SKTS` and five ASCII digits. */
export const isSerial = (text: unknown): text is string => fits(serialForm, text);

/** D-04: six ASCII digits, leading zeros count. */
export const isOtp = (text: unknown): text is string => fits(otpForm, text);

/** D-15: 11 ASCII digits. */
export const isContractId = (text: unknown): text is string => fits(contractIdForm, text);

/** D-15: 1 to 30 half-width letters and digits. */
export const isUserId = (text: unknown): text is string => fits(userIdForm, text);

/** D-15: 6 to 12 half-width characters, letters and digits both. */
export const isPin = (text: unknown): text is string =>
  fits(pinCharacters, text) && /[A-Za-z]/.test(text) && /[0-9]/.test(text);

/** 1 to 50 characters of any script, kept byte for byte; not blanks alone. */
export function isUserName(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > 2 * longestName + 100 || text.trim() === '') return false;
  return !notInNames.test(text) && [...text].length <= longestName;
}

export const isAccount = (text: unknown): text is string => fits(accountForm, text);
export const isAmount = (text: unknown): text is string => fits(amountForm, text);

export const serialChecks = (serial: unknown): readonly Check[] => [
  ['serial-missing', missing(serial)],
  ['serial-form', !isSerial(serial)],
];

export const otpChecks = (otp: unknown): readonly Check[] => [
  ['otp-missing', missing(otp)],
  ['otp-form', !isOtp(otp)],
];

export const pinChecks = (pin: unknown): readonly Check[] => [
  ['pin-missing', missing(pin)],
  ['pin-form', !isPin(pin)],
];

/** No form of login passwords is known, so anything half-width is a guess and counts (D-09). */
export const passwordChecks = (password: unknown): readonly Check[] => [
  ['password-missing', missing(password)],
  ['password-form', !fits(halfWidth, password)],
];

/** The first reason that holds: the list's order is the order of precedence (D-05). */
export function first(checks: readonly Check[]): Reason | undefined {
  return checks.find(([, holds]) => holds)?.[0];
}
