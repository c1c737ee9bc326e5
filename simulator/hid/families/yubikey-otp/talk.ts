/** How a TOTP is got from a key that keeps only an HMAC-SHA1 secret: the desk names the step, the key answers. PURE. */
import type { Conversation, Step, TokenReading } from '../../talk/conversation.ts';
import { fail, getFeature, now, pause, setFeature, touch } from '../../talk/conversation.ts';
import { movingFactor, stepAt, truncate } from '../../truncate.ts';
import {
  assemble,
  emptyAssembly,
  frameReports,
  hmacSlot,
  type KeyReport,
  type OtpStatus,
  padChallenge,
  parseReport,
  REPORT_LENGTH,
  RESET,
} from './protocol.ts';

export interface HmacRequest {
  readonly slot: 1 | 2;
  readonly digits: number;
  readonly periodSeconds: number;
  /** YubiKeys tell in the status which slots are set; OnlyKey and others may not. */
  readonly trustsStatus: boolean;
}

const WRITE_POLL_MS = 50;
const WRITE_POLLS = 20;
const ANSWER_POLL_MS = 20;
const TOUCH_POLL_MS = 100;
/** A key waits about 15 s for a finger; the runner's own deadline ends a key that waits for ever. */
const ANSWER_POLLS = 400;
/** After a smart-card reader has held the key it needs a while ("reclaim": ykman tries six times, half a second apart). */
const RECLAIM_TRIES = 6;
const RECLAIM_MS = 500;

export function* readHmacTotp(request: HmacRequest): Conversation<TokenReading> {
  const idle = yield* becomeIdle();
  if (!idle.ok) return idle;
  if (request.trustsStatus && !idle.value.configured[request.slot - 1]) return fail('slot-empty');

  const readAt = yield* now();
  const step = stepAt(readAt, request.periodSeconds);
  const answer = yield* challenge(movingFactor(step), request.slot);
  if (!answer.ok) return answer;
  return {
    ok: true,
    value: { code: truncate(answer.value, request.digits), readAt, step, periodSeconds: request.periodSeconds },
  };
}

export function* readStatus(): Conversation<OtpStatus> {
  return yield* becomeIdle();
}

/** Sends a challenge of at most 64 bytes and collects the twenty bytes of HMAC-SHA1. */
export function* challenge(bytes: Uint8Array, slot: 1 | 2): Conversation<Uint8Array> {
  for (const report of frameReports(padChallenge(bytes), hmacSlot(slot))) {
    if (!(yield* writable())) return fail('no-answer');
    yield* setFeature(0, report);
  }
  return yield* collect();
}

function* readReport(): Step<KeyReport> {
  return parseReport(yield* getFeature(0, REPORT_LENGTH));
}

function* becomeIdle(): Conversation<OtpStatus> {
  for (let attempt = 0; attempt < RECLAIM_TRIES; attempt++) {
    for (let poll = 0; poll < WRITE_POLLS; poll++) {
      const report = yield* readReport();
      if (report.kind === 'status') return { ok: true, value: report.status };
      // The rest of a transfer that another program, or an earlier run, left behind.
      if (report.kind === 'part' || report.kind === 'touch') yield* setFeature(0, RESET);
      else if (report.kind === 'nonsense') break;
      yield* pause(WRITE_POLL_MS);
    }
    yield* pause(RECLAIM_MS);
  }
  return fail('no-answer');
}

function* writable(): Step<boolean> {
  for (let poll = 0; poll < WRITE_POLLS; poll++) {
    if ((yield* readReport()).kind !== 'write-pending') return true;
    yield* pause(WRITE_POLL_MS);
  }
  return false;
}

function* collect(): Conversation<Uint8Array> {
  let parts = emptyAssembly;
  let touched: 'not asked' | 'asked' | 'done' = 'not asked';
  for (let poll = 0; poll < ANSWER_POLLS; poll++) {
    const report = yield* readReport();
    if (report.kind === 'touch') {
      if (touched === 'not asked') yield* touch(true);
      touched = 'asked';
      yield* pause(TOUCH_POLL_MS);
      continue;
    }
    if (touched === 'asked' && report.kind !== 'write-pending') {
      yield* touch(false);
      touched = 'done';
    }
    if (report.kind === 'status') {
      // Back to idle without an answer: nobody touched it, or the slot is not one for challenges.
      return fail(touched === 'not asked' ? 'slot-empty' : 'not-touched');
    }
    if (report.kind === 'part') {
      parts = assemble(parts, report.seq, report.bytes);
      if (parts.kind === 'whole') {
        yield* setFeature(0, RESET);
        return { ok: true, value: parts.data };
      }
      if (parts.kind === 'nonsense') {
        yield* setFeature(0, RESET);
        return fail('nonsense');
      }
      continue;
    }
    yield* pause(ANSWER_POLL_MS);
  }
  return fail('no-answer');
}
