/**
 * A real token of a person, bound to a serial. PURE.
 *
 * The desk has no secret of it and cannot press it: a press only asks, and a hand (a HID reader, a person at the
 * desk's input field) answers later with the code it read.
 */
import type { Face, TokenKind, TokenState } from './face.ts';
import { stepAt, stepMs } from './otp.ts';

export interface RealToken {
  readonly source: 'real';
  readonly kind: TokenKind;
  readonly serial: string;
  /** What the person calls it, such as `Nitrokey Pro, slot 2`. */
  readonly label: string;
  /** How the hand reaches it, in that hand's own words; undefined = a person types its codes in. */
  readonly reader?: string | undefined;
  /** Set while a press was asked for and nobody has answered yet. */
  readonly askedAt: number | undefined;
  readonly shown: { readonly code: string; readonly at: number } | undefined;
}

/** How long the desk shows a code that was read, ms. */
const shownMs = 30_000;

export const realProfile = 'real';

export function ask(token: RealToken, now: number): RealToken {
  return { ...token, askedAt: now };
}

export function answered(token: RealToken, code: string, now: number): RealToken {
  return { ...token, askedAt: undefined, shown: { code, at: now } };
}

export function unanswered(token: RealToken): RealToken {
  return { ...token, askedAt: undefined };
}

/** The code last read, for as long as a key fob would show it. Its step is that of the desk's clock when it was read. */
export function realFace(token: RealToken, now: number): Face {
  if (token.shown === undefined || now >= token.shown.at + shownMs) return { kind: 'dark', text: '' };
  const { code, at } = token.shown;
  const step = stepAt(at);
  return { kind: 'code', text: code, code, step, validFrom: step * stepMs, validUntil: (step + 1) * stepMs };
}

export function realNextChange(token: RealToken, now: number): number | undefined {
  if (token.shown === undefined || now >= token.shown.at + shownMs) return undefined;
  return token.shown.at + shownMs;
}

export function realState(_token: RealToken): TokenState {
  return 'ok';
}
