/**
 * Keyboard reports of a token that types: boot reports of 8 bytes, and the numbered ones (CanoKey: report id 1 and
 * nine bytes). PURE. Source: HID usage tables, Keyboard page; Yubico.NET.SDK docs, application-otp, HID.
 */
import type { HidFailure } from '../../failure.ts';
import { parseTyped, type TypedCode, whyNoCode } from './text.ts';

const SHIFT = 0x22;
const OTHER_MODIFIERS = 0xdd;
const ENTER = 0x28;
const KEYPAD_ENTER = 0x58;
const TAB = 0x2b;

/** ErrorRollOver: "too many keys", in every key slot at once. The keys are held as they were. */
const ROLL_OVER = 0x01;

/** A Yubico OTP, the longest line a token types, has at most 64 characters. */
export const LONGEST_LINE = 64;

export interface KeyboardState {
  readonly held: readonly number[];
  readonly line: string;
  /** Something came that no token types: the rest of the line is not a code, whatever it looks like. */
  readonly spoilt: boolean;
}

export const emptyKeyboard: KeyboardState = { held: [], line: '', spoilt: false };

export interface Typed {
  readonly state: KeyboardState;
  readonly code?: TypedCode | undefined;
  /** An Enter ended a line which is no code, for this reason. */
  readonly refused?: HidFailure | undefined;
}

/** Folds one input report in. A report of another collection (consumer keys, another length) changes nothing. */
export function type(state: KeyboardState, report: Uint8Array): Typed {
  const boot = bootReport(report);
  if (boot === undefined) return { state };
  const modifiers = boot[0] ?? 0;
  if (boot.slice(2).includes(ROLL_OVER)) return { state };
  // Byte 1 is reserved, and OnlyKey puts an Eject usage there: it is not looked at.
  const held = [...new Set(boot.slice(2))].filter((usage) => usage !== 0);
  const fresh = held.filter((usage) => !state.held.includes(usage));
  if (fresh.length === 0) return { state: { ...state, held } };
  // A token presses one key at a time; several at once are somebody's hands, or noise.
  if (fresh.length > 1 || held.length > 1) return spoil({ ...state, held });
  return press({ ...state, held }, fresh[0] ?? 0, modifiers);
}

/** The boot report's 8 bytes, or undefined when this is not one. */
function bootReport(report: Uint8Array): Uint8Array | undefined {
  if (report.length === 8) return report;
  return report.length === 9 && report[0] === 1 ? report.slice(1) : undefined;
}

function press(state: KeyboardState, usage: number, modifiers: number): Typed {
  if (usage === ENTER || usage === KEYPAD_ENTER) {
    const next = { held: state.held, line: '', spoilt: false };
    if (state.line === '' && !state.spoilt) return { state: next };
    if (state.spoilt || modifiers !== 0) return { state: next, refused: 'typed-no-code' };
    const code = parseTyped(state.line);
    return code === undefined ? { state: next, refused: whyNoCode(state.line) } : { state: next, code };
  }
  // A Tab before the code moves to the next field (YubiKey TKTFLAG_TAB_FIRST): it begins a line.
  if (usage === TAB && state.line === '') return { state };
  const character = characterOf(usage, modifiers);
  if (character === undefined || state.line.length >= LONGEST_LINE) return spoil(state);
  return { state: { ...state, line: state.line + character } };
}

const spoil = (state: KeyboardState): Typed => ({ state: { ...state, line: '', spoilt: true } });

/** The character on a US keyboard, which is what the usages mean; undefined for a key that no token presses. */
function characterOf(usage: number, modifiers: number): string | undefined {
  if (modifiers & OTHER_MODIFIERS) return undefined;
  if (usage >= 0x04 && usage <= 0x1d) {
    const letter = String.fromCharCode(0x61 + usage - 0x04);
    return modifiers & SHIFT ? letter.toUpperCase() : letter;
  }
  if (modifiers & SHIFT) return undefined;
  if (usage >= 0x1e && usage <= 0x26) return String(usage - 0x1d);
  if (usage >= 0x59 && usage <= 0x61) return String(usage - 0x58);
  return usage === 0x27 || usage === 0x62 ? '0' : undefined;
}

/** The usage of a digit or of Enter (`\n`), for devices of our own that type. */
export function usageOf(character: string): number {
  if (character === '\n') return ENTER;
  if (character === '0') return 0x27;
  if (/^[1-9]$/.test(character)) return 0x1d + Number(character);
  if (/^[a-z]$/.test(character)) return 0x04 + character.charCodeAt(0) - 0x61;
  throw new Error(`expected a digit, a lower-case letter or a line end, got ${JSON.stringify(character)}`);
}

/** Press and release of each character, as boot reports; the same digit twice is pressed twice. */
export function typingReports(text: string): readonly Uint8Array[] {
  return [...text].flatMap((character) => [Uint8Array.of(0, 0, usageOf(character), 0, 0, 0, 0, 0), new Uint8Array(8)]);
}

/** Boot keyboard, 63 bytes, as QEMU's usb-kbd serves it. */
export const BOOT_DESCRIPTOR =
  '05010906a10175019508050719e029e715002501810295017508810195057501050819012905910295017503910195067508150025ff' +
  '0507190029ff8100c0';
