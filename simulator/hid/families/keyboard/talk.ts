/** Waiting for a keyboard-type token to type its code. PURE: a conversation. */
import type { HidFailure } from '../../failure.ts';
import type { Conversation, TokenReading } from '../../talk/conversation.ts';
import { fail, nextReport, now, touch } from '../../talk/conversation.ts';
import { emptyKeyboard, type KeyboardState, type } from './protocol.ts';
import { parseTyped, whyNoCode } from './text.ts';

export interface KeyboardRequest {
  /** How long a person may take to touch it. */
  readonly withinMs: number;
}

/** A silence in the middle of a line: tokens type at least 20 keys a second, even the slowest pacing. */
const PAUSE_IN_LINE_MS = 2000;

export function* readKeyboard(request: KeyboardRequest): Conversation<TokenReading> {
  yield* touch(true);
  let state = emptyKeyboard;
  let failure: HidFailure = 'not-touched';
  for (;;) {
    const inLine = state.line !== '' || state.spoilt;
    const report = yield* nextReport(inLine ? PAUSE_IN_LINE_MS : request.withinMs);
    if (report === undefined && !inLine) break;
    if (report === undefined) {
      failure = brokenOff(state);
      if (failure === 'typed-no-enter' || failure === 'typed-yubico-otp') break;
      // Half a code and then nothing: whatever comes next is another line.
      state = emptyKeyboard;
      yield* touch(true, failure);
      continue;
    }
    const typed = type(state, report);
    state = typed.state;
    if (typed.refused !== undefined) {
      failure = typed.refused;
      break;
    }
    if (typed.code === undefined) continue;
    yield* touch(false);
    return { ok: true, value: { code: typed.code.code, readAt: yield* now() } };
  }
  yield* touch(false);
  return fail(failure);
}

/** What a line is that stopped without Enter. */
function brokenOff(state: KeyboardState): HidFailure {
  if (state.spoilt) return 'typed-no-code';
  return parseTyped(state.line) === undefined ? whyNoCode(state.line) : 'typed-no-enter';
}
