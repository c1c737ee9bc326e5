/** How a code is got from a Nitrokey Pro, Storage or Librem Key. PURE: a conversation of acts and answers. */
import { ascii } from '../../bytes.ts';
import type { HidFailure } from '../../failure.ts';
import type { Conversation, Mask, TokenReading } from '../../talk/conversation.ts';
import { askPin, fail, getFeature, now, pause, random, setFeature } from '../../talk/conversation.ts';
import {
  authenticatePayload,
  authorizePayload,
  authorizesByCrc,
  command,
  commandStatus,
  crcOf,
  frame,
  getCodePayload,
  type KeyStatus,
  nameOf,
  PASSWORD_LENGTH,
  parseAnswer,
  parseCode,
  parseStatus,
  parseTotpSlot,
  REPORT_LENGTH,
  setTimePayload,
  TOTP_SLOTS,
  totpSlot,
} from './protocol.ts';

const POLL_MS = 50;
const POLLS = 60;

export interface ProRequest {
  /** TOTP slot, 0 to 14. */
  readonly slot: number;
  readonly storage: boolean;
  /** SET_TIME programs the key's flash, so it is sent once in a session. */
  readonly setTime: boolean;
}

interface Answered {
  readonly status: number;
  readonly data: Uint8Array;
}

/** One code of one TOTP slot. The key uses its own clock, which is set forwards from the desk's (real) time. */
export function* readPro(request: ProRequest): Conversation<TokenReading> {
  const found = yield* status();
  if (!found.ok) return found;
  const slot = yield* ask(command.readSlot, Uint8Array.of(totpSlot(request.slot)));
  if (!slot.ok) return slot;
  if (slot.value.status !== commandStatus.ok) return fail(failureOfStatus(slot.value.status));
  const info = parseTotpSlot(slot.value.data);
  if (info === undefined) return fail('nonsense');

  if (request.setTime) {
    const seconds = BigInt(Math.floor((yield* now()) / 1000));
    const set = yield* ask(command.setTime, setTimePayload(seconds));
    if (!set.ok) return set;
    if (set.value.status !== commandStatus.ok) return fail(failureOfStatus(set.value.status));
  }
  const readAt = yield* now();
  const seconds = BigInt(Math.floor(readAt / 1000));
  const plain = getCodePayload(totpSlot(request.slot), seconds, info.periodSeconds);
  const answered = found.value.pinProtected
    ? yield* withPin(found.value, request.storage, plain, 'pin')
    : yield* ask(command.getCode, plain);
  if (!answered.ok) return answered;
  if (answered.value.status !== commandStatus.ok) return fail(failureOfStatus(answered.value.status));
  const code = parseCode(answered.value.data);
  if (code === undefined || code.digits !== info.digits) return fail('nonsense');
  return {
    ok: true,
    value: { code: code.code, readAt, step: seconds / BigInt(info.periodSeconds), periodSeconds: info.periodSeconds },
  };
}

/** The programmed TOTP slots with their names, for a person to choose from. */
export function* listProSlots(): Conversation<readonly { readonly slot: number; readonly name: string }[]> {
  const found = yield* status();
  if (!found.ok) return found;
  const slots: { slot: number; name: string }[] = [];
  for (let slot = 0; slot < TOTP_SLOTS; slot++) {
    const answered = yield* ask(command.readSlotName, Uint8Array.of(totpSlot(slot)));
    if (!answered.ok) return answered;
    if (answered.value.status === commandStatus.ok)
      slots.push({ slot, name: nameOf(answered.value.data.slice(0, 15)) });
  }
  return { ok: true, value: slots };
}

function* status(): Conversation<KeyStatus> {
  const answered = yield* ask(command.getStatus);
  if (!answered.ok) return answered;
  if (answered.value.status !== commandStatus.ok) return fail(failureOfStatus(answered.value.status));
  return { ok: true, value: parseStatus(answered.value.data) };
}

function* ask(commandId: number, payload?: Uint8Array, mask?: Mask): Conversation<Answered> {
  const report = frame(commandId, payload);
  // A masked command's CRC comes back in bytes 2 to 5, and the answer's own CRC covers it: with either, a PIN could
  // be tried offline against a recording.
  const hide = mask && {
    ranges: [
      [2, 6],
      [60, 64],
    ] as const,
    echoAt: 2,
    echo: report.slice(60),
  };
  yield* setFeature(0, report, mask);
  for (let poll = 0; poll < POLLS; poll++) {
    const answer = parseAnswer(yield* getFeature(0, REPORT_LENGTH, hide), { command: commandId, crc: crcOf(report) });
    if (answer.kind === 'answer') return { ok: true, value: { status: answer.status, data: answer.data } };
    if (answer.kind === 'nonsense') return fail('nonsense');
    yield* pause(POLL_MS);
  }
  return fail('no-answer');
}

/** The PIN opens the slots for one GET_CODE, in one of the firmware's two ways. */
function* withPin(found: KeyStatus, storage: boolean, plain: Uint8Array, mask: Mask): Conversation<Answered> {
  const retries = yield* ask(command.userPinRetries);
  if (!retries.ok) return retries;
  const left = retries.value.data[0] ?? 0;
  if (left === 0) return fail('pin-blocked');
  const pin = yield* askPin(left);
  if (pin === undefined || pin === '') return fail('pin-needed');
  const bytes = ascii(pin);
  if (bytes.length > PASSWORD_LENGTH) return fail('pin-wrong');
  const temporary = yield* random(PASSWORD_LENGTH, mask);
  const opened = yield* ask(command.userAuthenticate, authenticatePayload(bytes, temporary), mask);
  if (!opened.ok) return opened;
  if (opened.value.status !== commandStatus.ok) return fail(failureOfStatus(opened.value.status));
  if (!authorizesByCrc(found, storage)) {
    return yield* ask(command.getCode, withPassword(plain, temporary), mask);
  }
  const allowed = yield* ask(
    command.userAuthorize,
    authorizePayload(crcOf(frame(command.getCode, plain)), temporary),
    mask,
  );
  if (!allowed.ok) return allowed;
  if (allowed.value.status !== commandStatus.ok) return fail(failureOfStatus(allowed.value.status));
  // Masked too: until it is answered, the key still shows its answer to a masked command.
  return yield* ask(command.getCode, plain, mask);
}

function withPassword(plain: Uint8Array, temporary: Uint8Array): Uint8Array {
  const out = new Uint8Array(plain.length + temporary.length);
  out.set(plain);
  out.set(temporary, plain.length);
  return out;
}

function failureOfStatus(status: number): HidFailure {
  switch (status) {
    case commandStatus.wrongSlot:
    case commandStatus.notProgrammed:
      return 'slot-empty';
    case commandStatus.wrongPassword:
      return 'pin-wrong';
    case commandStatus.notAuthorized:
      return 'pin-needed';
    case commandStatus.timestampWarning:
      return 'clock-ahead';
    case commandStatus.wrongCrc:
      return 'failed';
    default:
      return 'nonsense';
  }
}
