/** Carries a conversation out over an open device: acts become calls, prompts reach a person, an unplug ends it. */

import type { HidFailure } from '../failure.ts';
import type { HidHandle, HidResult } from '../port.ts';
import type { Act, Answer, Conversation } from './conversation.ts';
import { fail } from './conversation.ts';
import type { RecordedAct } from './recording.ts';
import type { Timers } from './timers.ts';

export interface Surroundings {
  readonly timers: Timers;
  /** The desk's instant in milliseconds. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** Told when the token begins or ends to want a finger; `false` comes at the latest when reading ends. */
  readonly onTouch?: ((wanted: boolean) => void) | undefined;
  /** Undefined, or a promise of it, when nobody can be asked. */
  readonly askPin?: ((attemptsLeft?: number) => Promise<string | undefined>) | undefined;
  /** Real time for the whole reading, the person's part included. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly record?: ((act: RecordedAct) => void) | undefined;
}

/** Does not close the handle. A half-read code is dropped whenever it cannot be finished. */
export async function runConversation<T>(
  handle: HidHandle,
  conversation: Conversation<T>,
  around: Surroundings,
): Promise<HidResult<T>> {
  const over = new AbortController();
  const reports: Uint8Array[] = [];
  let wake: () => void = () => undefined;
  let failure: HidFailure | undefined;
  let touchWanted = false;
  let untouched: HidFailure = 'not-touched';
  let askingPin = false;

  const interrupt = (why: HidFailure): void => {
    failure ??= why;
    over.abort();
    wake();
  };
  const cancel = (): void => interrupt('cancelled');
  const offGone = handle.onGone(interrupt);
  let offReport: () => void = () => undefined;
  let listening = false;
  const listen = (): void => {
    if (listening) return;
    listening = true;
    offReport = handle.onReport((report) => {
      reports.push(report);
      wake();
    });
  };
  around.signal?.addEventListener('abort', cancel);
  if (around.signal?.aborted) cancel();
  const interrupted = new Promise<void>((resolve) => {
    if (over.signal.aborted) resolve();
    else over.signal.addEventListener('abort', () => resolve());
  });
  void around.timers.sleep(around.deadlineMs, over.signal).then(() => {
    if (!over.signal.aborted) interrupt(touchWanted ? untouched : askingPin ? 'pin-needed' : 'no-answer');
  });

  const nextReport = async (withinMs: number): Promise<Uint8Array | undefined> => {
    listen();
    if (reports.length === 0) {
      const arrived = new AbortController();
      wake = () => arrived.abort();
      await around.timers.sleep(withinMs, arrived.signal);
      wake = () => undefined;
    }
    return reports.shift();
  };

  const perform = async (act: Act): Promise<HidResult<Answer>> => {
    switch (act.act) {
      case 'getFeature':
        return handle.getFeature(act.reportId, act.length);
      case 'setFeature':
        return asAnswer(await handle.setFeature(act.reportId, act.data));
      case 'write':
        // Whoever writes wants the answer, which may come before anybody asks for it.
        listen();
        return asAnswer(await handle.write(act.reportId, act.data));
      case 'nextReport':
        return { ok: true, value: await nextReport(act.withinMs) };
      case 'pause':
        await around.timers.sleep(act.ms, over.signal);
        return { ok: true, value: undefined };
      case 'now':
        return { ok: true, value: around.now() };
      case 'random':
        return { ok: true, value: around.random(act.length) };
      case 'touch':
        touchWanted = act.wanted;
        untouched = act.orElse ?? 'not-touched';
        around.onTouch?.(act.wanted);
        return { ok: true, value: undefined };
      case 'askPin': {
        askingPin = true;
        const pin = await Promise.race([around.askPin?.(act.attemptsLeft) ?? undefined, interrupted]);
        askingPin = false;
        return { ok: true, value: pin ?? undefined };
      }
    }
  };

  try {
    let answer: Answer;
    for (;;) {
      // Even an answer that came before the unplug does not save a code that was still being read.
      if (failure !== undefined) return fail(failure);
      const step = conversation.next(answer);
      if (step.done) return step.value;
      const done = await perform(step.value);
      if (!done.ok) return fail(done.failure, done.detail);
      around.record?.({ t: around.timers.elapsed(), act: step.value, answer: done.value });
      answer = done.value;
    }
  } finally {
    conversation.return(fail('cancelled'));
    over.abort();
    offGone();
    offReport();
    around.signal?.removeEventListener('abort', cancel);
    if (touchWanted) around.onTouch?.(false);
  }
}

const asAnswer = (result: HidResult<void>): HidResult<Answer> => (result.ok ? { ok: true, value: undefined } : result);
