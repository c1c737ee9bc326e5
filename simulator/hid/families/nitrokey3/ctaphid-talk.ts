/** Opening a channel and sending one message over CTAPHID. PURE: a conversation. */

import type { HidFailure } from '../../failure.ts';
import type { Conversation, Mask } from '../../talk/conversation.ts';
import { fail, nextReport, random, touch, write } from '../../talk/conversation.ts';
import {
  assemble,
  BROADCAST,
  command,
  emptyAssembly,
  errorCode,
  keepalive,
  NONCE_LENGTH,
  packets,
  parseInit,
} from './ctaphid.ts';

/** A key sends a keepalive at least every 100 ms while it works, so silence of this length means it is not there. */
const SILENCE_MS = 2000;
/** Reports of other programs may come between; a flood of them must not hold us for ever. */
const MOST_REPORTS = 2000;

export function* openChannel(): Conversation<number> {
  const nonce = yield* random(NONCE_LENGTH);
  for (const packet of packets(BROADCAST, command.init, nonce)) yield* write(0, packet);
  let parts = emptyAssembly;
  for (let count = 0; count < MOST_REPORTS; count++) {
    const report = yield* nextReport(SILENCE_MS);
    if (report === undefined) return fail('no-answer');
    parts = assemble(parts, report, BROADCAST);
    if (parts.kind === 'more') continue;
    const found = parts.kind === 'whole' && parts.command === command.init ? parseInit(parts.data, nonce) : undefined;
    if (found !== undefined) return { ok: true, value: found.channel };
    parts = emptyAssembly;
  }
  return fail('no-answer');
}

/** One message and its answer; a touch is asked for while the key says that it waits for one. */
export function* call(channel: number, commandId: number, data: Uint8Array, mask?: Mask): Conversation<Uint8Array> {
  for (const packet of packets(channel, commandId, data)) yield* write(0, packet, mask);
  let parts = emptyAssembly;
  let touching = false;
  for (let count = 0; count < MOST_REPORTS; count++) {
    const report = yield* nextReport(SILENCE_MS);
    if (report === undefined) return fail(touching ? 'not-touched' : 'no-answer');
    parts = assemble(parts, report, channel);
    if (parts.kind === 'more') continue;
    if (parts.kind === 'nonsense') return fail('nonsense');
    if (parts.command === command.keepalive) {
      const wanted = parts.data[0] === keepalive.touchNeeded;
      if (wanted !== touching) yield* touch(wanted);
      touching = wanted;
      parts = emptyAssembly;
      continue;
    }
    if (touching) yield* touch(false);
    if (parts.command === command.error) return fail(failureOfError(parts.data[0] ?? 0));
    if (parts.command !== commandId) return fail('nonsense');
    return { ok: true, value: parts.data };
  }
  return fail('no-answer');
}

function failureOfError(code: number): HidFailure {
  if (code === errorCode.channelBusy) return 'busy';
  if (code === errorCode.userActionTimeout || code === errorCode.operationDenied) return 'not-touched';
  if (code === errorCode.invalidCommand) return 'unsupported';
  return 'failed';
}
