/** How a TOTP is got from the Secrets app of a Nitrokey 3, with its touch and its PIN. PURE: a conversation. */
import { ascii, concat } from '../../bytes.ts';
import type { HidFailure } from '../../failure.ts';
import type { Conversation, Mask, TokenReading } from '../../talk/conversation.ts';
import { askPin, fail, now } from '../../talk/conversation.ts';
import { movingFactor, stepAt } from '../../truncate.ts';
import { command } from './ctaphid.ts';
import { call, openChannel } from './ctaphid-talk.ts';
import {
  type Credential,
  calculate,
  list,
  moreToCome,
  NAME_LIMIT,
  parseCalculated,
  parseList,
  parseResponse,
  type Response,
  sendRemaining,
  statusWord,
  verifyPin,
} from './secrets-app.ts';

export interface SecretsRequest {
  readonly name: string;
  readonly periodSeconds: number;
}

/** Answers come in pieces of a few hundred bytes; a key with hundreds of names needs tens of them. */
const MOST_PIECES = 256;

export function* readSecret(request: SecretsRequest): Conversation<TokenReading> {
  const name = ascii(request.name);
  if (name.length === 0) return fail('name-needed');
  if (name.length > NAME_LIMIT) return fail('name-unknown');
  const channel = yield* openChannel();
  if (!channel.ok) return channel;
  const readAt = yield* now();
  const step = stepAt(readAt, request.periodSeconds);
  const command = calculate(name, movingFactor(step));
  let answer = yield* exchange(channel.value, command);
  if (answer.ok && answer.value.status === statusWord.pinNeeded) {
    const opened = yield* openWithPin(channel.value);
    if (!opened.ok) return opened;
    answer = yield* exchange(channel.value, command);
  }
  if (!answer.ok) return answer;
  if (answer.value.status !== statusWord.ok) return fail(failureOfStatus(answer.value.status));
  const found = parseCalculated(answer.value.data);
  if (found.kind === 'none') return fail('not-a-totp');
  if (found.kind === 'nonsense') return fail('nonsense');
  return { ok: true, value: { code: found.code, readAt, step, periodSeconds: request.periodSeconds } };
}

export function* listSecrets(): Conversation<readonly Credential[]> {
  const channel = yield* openChannel();
  if (!channel.ok) return channel;
  let answer = yield* exchange(channel.value, list());
  if (answer.ok && answer.value.status === statusWord.pinNeeded) {
    const opened = yield* openWithPin(channel.value);
    if (!opened.ok) return opened;
    answer = yield* exchange(channel.value, list());
  }
  if (!answer.ok) return answer;
  // A key without any credential says "not found".
  if (answer.value.status === statusWord.notFound) return { ok: true, value: [] };
  if (answer.value.status !== statusWord.ok) return fail(failureOfStatus(answer.value.status));
  const credentials = parseList(answer.value.data);
  return credentials === undefined ? fail('nonsense') : { ok: true, value: credentials };
}

function* openWithPin(channel: number): Conversation<void> {
  const pin = yield* askPin();
  if (pin === undefined || pin === '') return fail('pin-needed');
  if (ascii(pin).length > NAME_LIMIT) return fail('pin-wrong');
  const answer = yield* exchange(channel, verifyPin(pin), 'pin');
  if (!answer.ok) return answer;
  if (answer.value.status === statusWord.ok) return { ok: true, value: undefined };
  return fail(answer.value.status === statusWord.blocked ? 'pin-blocked' : 'pin-wrong');
}

/** One command and its whole answer: 61xx means that more is to be fetched. */
function* exchange(channel: number, bytes: Uint8Array, mask?: Mask): Conversation<Response> {
  let data: Uint8Array = new Uint8Array(0);
  let next = bytes;
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const answered = yield* call(channel, command.nitrokeySecrets, next, mask);
    if (!answered.ok) return answered;
    const response = parseResponse(answered.value);
    if (response === undefined) return fail('nonsense');
    data = concat(data, response.data);
    if (!moreToCome(response.status)) return { ok: true, value: { status: response.status, data } };
    next = sendRemaining();
  }
  return fail('nonsense');
}

function failureOfStatus(status: number): HidFailure {
  switch (status) {
    case statusWord.notFound:
    case statusWord.keyNotFound:
      return 'name-unknown';
    case statusWord.pinNeeded:
      return 'pin-needed';
    case statusWord.blocked:
      return 'pin-blocked';
    case statusWord.notTouched:
      return 'not-touched';
    case statusWord.wrongData:
      return 'not-a-totp';
    default:
      return 'failed';
  }
}
