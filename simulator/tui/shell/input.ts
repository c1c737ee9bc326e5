/**
 * Bytes of a terminal → keys, mouse events, pastes and reports, one token for each. PURE: a fold over reads.
 *
 * Whatever is cut by the end of a read (a UTF-8 character, an escape sequence) waits for the next one. A lone ESC waits
 * too: the shell calls `flush` after a short silence, and it becomes the Escape key. What is not understood is dropped.
 */
import type { InputToken } from '../keys/input-token.ts';

export interface InputState {
  /** Bytes that are not a whole token yet. */
  readonly rest: string;
  /** The tail of an unfinished UTF-8 character. */
  readonly bytes: readonly number[];
  /** The text of a bracketed paste that has not ended; undefined outside. */
  readonly paste: string | undefined;
}

export const noInput: InputState = { rest: '', bytes: [], paste: undefined };

/** Longest paste kept; what comes after is dropped. */
const pasteLimit = 65536;
/** Longest control string (an OSC or DCS answer) waited for. */
const stringLimit = 4096;

export function read(
  state: InputState,
  data: Uint8Array,
): { readonly state: InputState; readonly tokens: InputToken[] } {
  const { text, bytes } = decode(state.bytes, data);
  const tokens: InputToken[] = [];
  let rest = state.rest + text;
  let paste = state.paste;
  while (rest !== '') {
    if (paste !== undefined) {
      const end = rest.indexOf(pasteEnd);
      if (end < 0) {
        // The end mark itself may be cut by the read.
        const keep = partialEnd(rest);
        paste = (paste + rest.slice(0, rest.length - keep)).slice(0, pasteLimit);
        rest = rest.slice(rest.length - keep);
        break;
      }
      tokens.push({ type: 'paste', text: (paste + rest.slice(0, end)).slice(0, pasteLimit) });
      rest = rest.slice(end + pasteEnd.length);
      paste = undefined;
      continue;
    }
    const taken = take(rest);
    if (taken === undefined) break;
    rest = rest.slice(taken.length);
    if (taken.token === 'paste') paste = '';
    else if (taken.token !== undefined) tokens.push(taken.token);
  }
  return { state: { rest, bytes, paste }, tokens };
}

/** After a silence: what waits is taken as it is. */
export function flush(state: InputState): { readonly state: InputState; readonly tokens: InputToken[] } {
  if (state.paste !== undefined) {
    return { state: noInput, tokens: [{ type: 'paste', text: state.paste + state.rest }] };
  }
  if (state.rest === '') return { state: noInput, tokens: [] };
  const tokens: InputToken[] = state.rest === '\u001b' ? [{ type: 'key', key: 'escape' }] : [];
  return { state: noInput, tokens };
}

export const waits = (state: InputState): boolean => state.rest !== '' || state.paste !== undefined;

const pasteEnd = '\u001b[201~';

function partialEnd(text: string): number {
  for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(pasteEnd.slice(0, length))) return length;
  }
  return 0;
}

interface Taken {
  readonly length: number;
  readonly token?: InputToken | 'paste';
}

/** One token from the start of a non-empty text; undefined when more must come first. */
function take(text: string): Taken | undefined {
  const first = text.codePointAt(0)!;
  if (first === 0x1b) return takeEscape(text);
  if (first < 0x20 || first === 0x7f) {
    const key = controlKeys[first] ?? (first >= 1 && first <= 26 ? `C-${String.fromCharCode(first + 96)}` : undefined);
    return key === undefined ? { length: 1 } : { length: 1, token: { type: 'key', key } };
  }
  // C1 bytes come only from broken or hostile input.
  if (first >= 0x80 && first < 0xa0) return { length: 1 };
  const ch = String.fromCodePoint(first);
  return { length: ch.length, token: { type: 'key', key: ch === ' ' ? 'space' : ch, text: ch } };
}

const controlKeys: { readonly [code: number]: string } = {
  8: 'backspace',
  9: 'tab',
  10: 'enter',
  13: 'enter',
  127: 'backspace',
};

function takeEscape(text: string): Taken | undefined {
  const second = text[1];
  if (second === undefined) return undefined;
  if (second === '[') return takeCsi(text);
  if (second === 'O') {
    const third = text[2];
    if (third === undefined) return undefined;
    const key = finalKeys[third];
    return key === undefined ? { length: 3 } : { length: 3, token: { type: 'key', key } };
  }
  if (second === ']' || second === 'P' || second === '_' || second === '^' || second === 'X') return takeString(text);
  // Escape pressed twice, or ESC before another sequence: the first is the key.
  if (second === '\u001b') return { length: 1, token: { type: 'key', key: 'escape' } };
  const rest = take(text.slice(1));
  const token = rest?.token;
  if (rest === undefined) return undefined;
  if (token === undefined || token === 'paste' || token.type !== 'key') return { length: 1 + rest.length };
  return { length: 1 + rest.length, token: { type: 'key', key: `M-${token.key}` } };
}

function takeCsi(text: string): Taken | undefined {
  // X10 mouse: three raw bytes follow; not asked for, so dropped.
  if (text[2] === 'M') return text.length < 6 ? undefined : { length: 6 };
  const match = /^\u001b\[([0-?]*)([ -/]*)([@-~])/.exec(text);
  if (match === null) {
    const soFar = /^\u001b\[[0-?]*[ -/]*/.exec(text)![0];
    if (soFar.length === text.length) return text.length > 64 ? { length: text.length } : undefined;
    return { length: soFar.length };
  }
  const [whole, parameters, , final] = match as unknown as [string, string, string, string];
  return { length: whole.length, ...csiToken(parameters, final) };
}

function csiToken(parameters: string, final: string): { token?: InputToken | 'paste' } {
  if (parameters.startsWith('<') && (final === 'M' || final === 'm')) {
    const token = mouse(parameters.slice(1), final);
    return token === undefined ? {} : { token };
  }
  if (final === '~') {
    const [number] = parameters.split(';');
    if (number === '200') return { token: 'paste' };
    const key = tildeKeys[number ?? ''];
    return key === undefined ? {} : { token: { type: 'key', key: withModifier(parameters, key) } };
  }
  if (final === 'R') {
    const match = /^(\d{1,5});(\d{1,5})$/.exec(parameters);
    return match === null ? {} : { token: { type: 'cursor', row: Number(match[1]), col: Number(match[2]) } };
  }
  if (final === 'Z') return { token: { type: 'key', key: 'S-tab' } };
  const key = finalKeys[final];
  if (key === undefined || !/^[\d;]*$/.test(parameters)) return {};
  return { token: { type: 'key', key: withModifier(parameters, key) } };
}

const finalKeys: { readonly [final: string]: string } = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  S: 'f4',
};

const tildeKeys: { readonly [number: string]: string } = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

/** xterm's `;5` and the like: only Ctrl tells keys apart here. */
function withModifier(parameters: string, key: string): string {
  const modifier = Number(parameters.split(';')[1] ?? 1) - 1;
  return Number.isInteger(modifier) && (modifier & 4) !== 0 ? `C-${key}` : key;
}

function mouse(parameters: string, final: string): InputToken | undefined {
  const match = /^(\d{1,4});(\d{1,5});(\d{1,5})$/.exec(parameters);
  if (match === null) return undefined;
  const button = Number(match[1]);
  const place = { x: Number(match[2]) - 1, y: Number(match[3]) - 1 };
  if (place.x < 0 || place.y < 0 || (button & 32) !== 0) return undefined;
  if ((button & 64) !== 0) {
    if ((button & 3) > 1) return undefined;
    return { type: 'mouse', action: (button & 1) === 0 ? 'wheelUp' : 'wheelDown', ...place };
  }
  // The left button acts; the others are the terminal's own (its menu, its paste).
  if ((button & 3) !== 0 || (button & 128) !== 0) return undefined;
  return { type: 'mouse', action: final === 'M' ? 'down' : 'up', ...place };
}

/** OSC, DCS, APC, PM, SOS: answers nobody asked for; swallowed up to their end. */
function takeString(text: string): Taken | undefined {
  for (let i = 2; i < text.length; i++) {
    const ch = text[i];
    if (ch === '\u0007') return { length: i + 1 };
    if (ch === '\u001b') {
      if (text[i + 1] === undefined) return undefined;
      return text[i + 1] === '\\' ? { length: i + 2 } : { length: i };
    }
    // Ctrl-C must get through whatever came before it.
    if (ch === '\u0003') return { length: i };
  }
  return text.length > stringLimit ? { length: text.length } : undefined;
}

/** UTF-8 by hand, since a character may be cut by the end of a read; bad bytes become U+FFFD, as WHATWG has it. */
function decode(before: readonly number[], data: Uint8Array): { text: string; bytes: number[] } {
  const all = before.length === 0 ? data : Uint8Array.from([...before, ...data]);
  let end = all.length;
  for (let back = 1; back <= 3 && back <= all.length; back++) {
    const byte = all[all.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (need > back) end = all.length - back;
    break;
  }
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(all.subarray(0, end)),
    bytes: [...all.subarray(end)],
  };
}
