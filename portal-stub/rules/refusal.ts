/**
 * Every refusal, in order of precedence (D-05): this list IS the specification, and one table test walks it. PURE.
 * `reason` is the bank's (control plane, attempts); the screen shows the public code only (D-12).
 */
const codes = {
  // session and form, judged by the guard
  'no-session': 'E-SES-01',
  'not-administrator': 'E-SES-02',
  'form-token': 'E-SES-03',
  stale: 'E-STA-01',
  // inputs, top of the form to its bottom
  'mode-missing': 'E-INP-01',
  'contract-id-form': 'E-INP-02',
  'user-id-form': 'E-INP-03',
  'user-id-taken': 'E-INP-04',
  'user-name-form': 'E-INP-05',
  'too-many-users': 'E-INP-06',
  'account-form': 'E-INP-07',
  'amount-form': 'E-INP-08',
  'serial-missing': 'E-INP-09',
  'serial-form': 'E-INP-10',
  'otp-missing': 'E-INP-11',
  'otp-form': 'E-INP-12',
  'pin-missing': 'E-INP-13',
  'pin-form': 'E-INP-14',
  'password-missing': 'E-INP-15',
  'password-form': 'E-INP-16',
  'no-user-chosen': 'E-USR-01',
  'nothing-registered': 'E-REG-01',
  'user-not-stopped': 'E-USR-02',
  'last-user': 'E-USR-03',
  // locks
  'contract-stopped': 'E-LCK-01',
  'user-stopped': 'E-LCK-01',
  'login-wrong': 'E-LGN-01',
  // secrets typed by the person
  'pin-wrong': 'E-PIN-01',
  // the serial; all of these look the same on the screen (D-12: no oracle)
  'not-registered': 'E-REG-01',
  'serial-unknown': 'E-OTP-01',
  'serial-of-other-contract': 'E-OTP-01',
  'serial-locked': 'E-OTP-01',
  'kind-mixed': 'E-OTP-01',
  'key-not-valid': 'E-OTP-01',
  'otp-wrong': 'E-OTP-01',
  'otp-old': 'E-OTP-01',
  'otp-used': 'E-OTP-01',
  'otp-outside-window': 'E-OTP-01',
  // the act was right, but could not be written down: nothing happened
  'not-recorded': 'E-SYS-01',
} as const;

export type Reason = keyof typeof codes;
export type RefusalCode = (typeof codes)[Reason];
export interface Refusal {
  readonly reason: Reason;
  readonly code: RefusalCode;
}

/** The refusal of a reason: the reason for the bank, the code for the screen. */
export function refusalOf(reason: Reason): Refusal {
  return { reason, code: codes[reason] };
}

/** In their order of precedence: names of an object keep the order in which they were written. */
export const refusals: readonly Refusal[] = (Object.keys(codes) as Reason[]).map(refusalOf);
