/** H5: 100,000 random reports into each codec: no exception, and no code out of nonsense. Seeded, so that a finding can be had again. */
import { describe, expect, it } from 'vitest';
import type { Act, Answer, Conversation, TokenReading } from '../talk/conversation.ts';
import { emptyKeyboard, LONGEST_LINE, type } from './keyboard/protocol.ts';
import { readKeyboard } from './keyboard/talk.ts';
import { command, parseAnswer, parseCode, parseStatus, parseTotpSlot } from './nitrokey-pro/protocol.ts';
import { readPro } from './nitrokey-pro/talk.ts';
import { assemble as assembleCtap, emptyAssembly as emptyCtap, parseInit } from './nitrokey3/ctaphid.ts';
import { parseCalculated, parseList, parseResponse } from './nitrokey3/secrets-app.ts';
import { readSecret } from './nitrokey3/talk.ts';
import { assemble, emptyAssembly, parseReport } from './yubikey-otp/protocol.ts';
import { readHmacTotp } from './yubikey-otp/talk.ts';

const ROUNDS = 100_000;
const SEED = 20_261_122;

/** mulberry32 */
function randomBytes(seed: number): (length: number) => Uint8Array {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return (length) => Uint8Array.from({ length }, next);
}

/** Lengths: the right one mostly, and every other that a broken device might send. */
const lengthOf = (round: number, right: number): number => (round % 4 === 0 ? round % 70 : right);

describe(`${ROUNDS} random reports (seed ${SEED})`, () => {
  it('into the Nitrokey Pro codec', () => {
    const bytes = randomBytes(SEED);
    let answers = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const report = bytes(lengthOf(round, 64));
      const parsed = parseAnswer(report, { command: command.getCode, crc: 0x6ba93982 });
      if (parsed.kind === 'answer') answers += 1;
      const data = bytes(53);
      parseStatus(data);
      parseTotpSlot(data);
      const code = parseCode(data);
      if (code && !/^(?:\d{6}|\d{8})$/.test(code.code)) expect.fail(code.code);
    }
    expect(answers).toBe(0);
  });

  it('into the YubiKey codec', () => {
    const bytes = randomBytes(SEED);
    let whole = 0;
    let parts = emptyAssembly;
    for (let round = 0; round < ROUNDS; round++) {
      const parsed = parseReport(bytes(lengthOf(round, 8)));
      if (parsed.kind !== 'part') continue;
      parts = assemble(parts, parsed.seq, parsed.bytes);
      if (parts.kind === 'whole') whole += 1;
      if (parts.kind !== 'more') parts = emptyAssembly;
    }
    expect(whole).toBe(0);
  });

  it('into CTAPHID and the Secrets app', () => {
    const bytes = randomBytes(SEED);
    let codes = 0;
    let parts = emptyCtap;
    for (let round = 0; round < ROUNDS; round++) {
      const report = bytes(lengthOf(round, 64));
      // Every second report pretends to be on our channel, or nothing would be tried.
      if (round % 2 === 0) report.set([1, 2, 3, 4].slice(0, report.length));
      parts = assembleCtap(parts, report, 0x01020304);
      if (parts.kind === 'whole') {
        parseInit(parts.data, Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1));
        const response = parseResponse(parts.data);
        if (response?.status === 0x9000 && parseCalculated(response.data).kind === 'code') codes += 1;
      }
      if (parts.kind !== 'more') parts = emptyCtap;
      parseList(report);
      if (parseCalculated(report).kind === 'code') codes += 1;
    }
    expect(codes).toBe(0);
  });

  it('into the keyboard codec', () => {
    const bytes = randomBytes(SEED);
    let codes = 0;
    let state = emptyKeyboard;
    for (let round = 0; round < ROUNDS; round++) {
      const report = bytes(lengthOf(round, 8));
      // Half of them with one key only, as a device that means to be a keyboard would send.
      if (round % 2 === 1 && report.length === 8) report.fill(0, 3);
      const typed = type(state, report);
      state = typed.state;
      if (typed.code) codes += 1;
      if (state.line.length > LONGEST_LINE) expect.fail(`a line of ${state.line.length}`);
    }
    expect(codes).toBe(0);
  });

  it.each<[string, () => Conversation<TokenReading>, number]>([
    ['nitrokey-pro', () => readPro({ slot: 0, storage: false, setTime: true }), 64],
    ['yubikey-otp', () => readHmacTotp({ slot: 2, digits: 6, periodSeconds: 30, trustsStatus: false }), 8],
    ['nitrokey3', () => readSecret({ name: 'bank', periodSeconds: 30 }), 64],
    ['keyboard', () => readKeyboard({ withinMs: 1000 }), 8],
  ])('as the answers of a whole conversation with a %s: it ends, without a code', (_family, begin, length) => {
    const bytes = randomBytes(SEED);
    let reports = 0;
    let conversations = 0;
    while (reports < ROUNDS) {
      const conversation = begin();
      let answer: Answer;
      for (let acts = 0; ; acts++) {
        if (acts >= 50_000) expect.fail('it does not end');
        const step = conversation.next(answer);
        if (step.done) {
          expect(step.value.ok).toBe(false);
          break;
        }
        answer = answerTo(step.value);
      }
      conversations += 1;
    }
    expect(conversations).toBeGreaterThan(0);

    function answerTo(act: Act): Answer {
      if (act.act === 'getFeature' || act.act === 'nextReport') {
        reports += 1;
        // Some silence, or a keyboard's conversation would never be over.
        if (act.act === 'nextReport' && reports % 50 < 2) return undefined;
        return bytes(lengthOf(reports, length));
      }
      if (act.act === 'now') return 59_000;
      if (act.act === 'random') return bytes(act.length);
      return act.act === 'askPin' ? '123456' : undefined;
    }
  });
});
