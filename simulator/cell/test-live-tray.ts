/** For tests: a desk on a clock that the test moves, and a record of what it announced. */

import type { Message } from '../tray/tray.ts';
import { createClock } from './clock.ts';
import { createLiveTray, type LiveTray, type LiveTrayEvent, type LiveTrayOptions } from './live-tray.ts';

/** 2026-11-22T00:00:00Z: the first millisecond of a step. */
export const start = 1_795_305_600_000;

export interface TestLiveTray {
  readonly tray: LiveTray;
  readonly events: LiveTrayEvent[];
  /** Sends what must be accepted; returns the first serial. */
  do(message: Message): string;
  advance(ms: number): void;
}

export function testLiveTray(options: Partial<LiveTrayOptions> = {}): TestLiveTray {
  const clock = options.clock ?? createClock({ wall: () => 0, state: { mode: 'manual', now: start, offsetMs: 0 } });
  const tray = createLiveTray({ seed: new Uint8Array(32), ...options, clock });
  const events: LiveTrayEvent[] = [];
  tray.subscribe((event) => events.push(event));
  return {
    tray,
    events,
    do(message) {
      const answer = tray.send(message);
      if (!answer.ok) throw new Error(`${message.type}: ${answer.refusal.code}`);
      return answer.value[0] ?? '';
    },
    advance(ms) {
      const changed = clock.change({ advanceMs: ms });
      if (!changed.ok) throw new Error(changed.refusal.text.en);
    },
  };
}
