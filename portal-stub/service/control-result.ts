/** How the bank's side answers: done, or refused by a code with its text. PURE. */
import type { ControlError, ControlResult } from '../rules/acts.ts';
import { type ControlCode, controlTexts } from '../texts/control.ts';

export function done<T>(value: T): ControlResult<T> {
  return { ok: true, value };
}

export function failed(code: ControlCode, about?: string): { readonly ok: false; readonly error: ControlError } {
  return { ok: false, error: errorOf(code, about) };
}

/** `about` may come from a file: what could upset a terminal or a log is blanked, and it is cut. */
export function errorOf(code: ControlCode, about?: string): ControlError {
  const { ja, en } = controlTexts[code];
  const name = about?.slice(0, 120).replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
  const which = name === undefined ? '' : `: ${name}`;
  return { code, text: { ja: `${ja}${which}`, en: `${en}${which}` } };
}
