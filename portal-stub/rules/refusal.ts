/**
 * Every refusal, in order of precedence (D-05): this list IS the specification, and one table test walks it. PURE.
 * `reason` is the bank's (control plane, attempts); the screen shows the public code only (D-12).
 */
export const refusals = [
  // session and form, judged by the guard
  { reason: 'no-session', code: 'E-SES-01' },
  { reason: 'not-administrator', code: 'E-SES-02' },
  { reason: 'form-token', code: 'E-SES-03' },
  { reason: 'stale', code: 'E-STA-01' },
  // inputs, top of the form to its bottom
  { reason: 'mode-missing', code: 'E-INP-01' },
  { reason: 'contract-id-form', code: 'E-INP-02' },
  { reason: 'user-id-form', code: 'E-INP-03' },
  { reason: 'user-id-taken', code: 'E-INP-04' },
  { reason: 'user-name-form', code: 'E-INP-05' },
  { reason: 'too-many-users', code: 'E-INP-06' },
  { reason: 'account-form', code: 'E-INP-07' },
  { reason: 'amount-form', code: 'E-INP-08' },
  { reason: 'serial-missing', code: 'E-INP-09' },
  { reason: 'serial-form', code: 'E-INP-10' },
  { reason: 'otp-missing', code: 'E-INP-11' },
  { reason: 'otp-form', code: 'E-INP-12' },
  { reason: 'pin-missing', code: 'E-INP-13' },
  { reason: 'pin-form', code: 'E-INP-14' },
  { reason: 'password-missing', code: 'E-INP-15' },
  { reason: 'password-form', code: 'E-INP-16' },
  { reason: 'no-user-chosen', code: 'E-USR-01' },
  { reason: 'nothing-registered', code: 'E-REG-01' },
  { reason: 'user-not-stopped', code: 'E-USR-02' },
  { reason: 'last-user', code: 'E-USR-03' },
  // locks
  { reason: 'contract-stopped', code: 'E-LCK-01' },
  { reason: 'user-stopped', code: 'E-LCK-01' },
  { reason: 'login-wrong', code: 'E-LGN-01' },
  // secrets typed by the person
  { reason: 'pin-wrong', code: 'E-PIN-01' },
  // the serial; all of these look the same on the screen (D-12: no oracle)
  { reason: 'not-registered', code: 'E-REG-01' },
  { reason: 'serial-unknown', code: 'E-OTP-01' },
  { reason: 'serial-of-other-contract', code: 'E-OTP-01' },
  { reason: 'serial-locked', code: 'E-OTP-01' },
  { reason: 'kind-mixed', code: 'E-OTP-01' },
  { reason: 'key-not-valid', code: 'E-OTP-01' },
  { reason: 'otp-wrong', code: 'E-OTP-01' },
  { reason: 'otp-old', code: 'E-OTP-01' },
  { reason: 'otp-used', code: 'E-OTP-01' },
  { reason: 'otp-outside-window', code: 'E-OTP-01' },
  // the act was right, but could not be written down: nothing happened
  { reason: 'not-recorded', code: 'E-SYS-01' },
] as const;

export type Reason = (typeof refusals)[number]['reason'];
export type RefusalCode = (typeof refusals)[number]['code'];
export interface Refusal {
  readonly reason: Reason;
  readonly code: RefusalCode;
}

const codes = Object.fromEntries(refusals.map(({ reason, code }) => [reason, code])) as Record<Reason, RefusalCode>;

/** The refusal of a reason: the reason for the bank, the code for the screen. */
export function refusalOf(reason: Reason): Refusal {
  return { reason, code: codes[reason] };
}
