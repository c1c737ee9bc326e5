/** A part that may be had otherwise: what `wrap` makes of the right one, or the right one itself. PURE. */
export const wrapped = <T>(wrap: ((right: T) => T) | undefined, right: T): T =>
  wrap === undefined ? right : wrap(right);
