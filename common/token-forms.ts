/** The exact forms of what stands on a token and on its display (D-04, D-14), in ASCII. PURE. */

/** `SKTH` or `SKTS` and five digits; the first group is the letter that tells the kind (S-34). */
export const serialForm = /^SKT([HS])([0-9]{5})$/;

/** Six digits; leading zeros count. */
export const otpForm = /^[0-9]{6}$/;

/** `123456` → `123 456`, as displays and phones group them; anything else as it is. */
export const grouped = (code: string): string => (otpForm.test(code) ? `${code.slice(0, 3)} ${code.slice(3)}` : code);
