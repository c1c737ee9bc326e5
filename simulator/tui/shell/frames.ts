/** SHELL: when a frame is drawn. A key's at once, the others at most every few milliseconds, none while bytes are on their way. */
import type { Urgency } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface Frames {
  ask(urgency: Urgency): void;
  drawNow(): void;
  stop(): void;
}

/** Frames that no key asked for come at most so often. */
const frameMs = 16;

/**
 * @param ui milliseconds of a clock that never stops.
 * @param seen false while the terminal is somebody else's: nothing is drawn then.
 * @param draw draws the newest state.
 */
export function frames(terminal: Terminal, ui: () => number, seen: () => boolean, draw: () => void): Frames {
  let asked: Urgency | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  function ask(urgency: Urgency): void {
    if (asked === 'now' || asked === urgency) return;
    asked = urgency;
    clearTimeout(timer);
    const wait = urgency === 'now' ? 0 : Math.max(0, drawnAt + frameMs - ui());
    if (wait === 0) setImmediate(drawNow);
    else timer = setTimeout(drawNow, wait);
  }

  function drawNow(): void {
    asked = undefined;
    if (stopped || !seen()) return;
    // Bytes are still on their way: this frame is skipped, and the newest state is drawn when they have arrived.
    if (terminal.busy()) {
      terminal.write('', () => ask('soon'));
      return;
    }
    drawnAt = ui();
    draw();
  }

  return {
    ask,
    drawNow,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
