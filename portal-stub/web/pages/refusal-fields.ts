/** Which fields a refusal is about, to mark them. Where D-12 allows no hint, none is marked. PURE. */
import type { RefusalCode } from '../../rules/refusal.ts';

export const wrongFields: Partial<Record<RefusalCode, readonly string[]>> = {
  'E-INP-01': ['mode'],
  'E-INP-02': ['contractId'],
  'E-INP-03': ['userId'],
  'E-INP-04': ['userId'],
  'E-INP-05': ['name'],
  'E-INP-07': ['account'],
  'E-INP-08': ['amount'],
  'E-INP-09': ['serial'],
  'E-INP-10': ['serial'],
  'E-INP-11': ['otp'],
  'E-INP-12': ['otp'],
  'E-INP-13': ['pin'],
  'E-INP-14': ['pin'],
  'E-INP-15': ['password'],
  'E-INP-16': ['password'],
  'E-PIN-01': ['pin'],
};
