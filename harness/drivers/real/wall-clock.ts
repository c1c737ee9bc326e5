/** The wall clock: short waits really pass, and are told; longer ones skip the scenario. PURE but for the wait that it is given. */
import type { Text } from '../../../common/text.ts';
import type { SceneClock } from '../../device-port.ts';
import { NotSupported } from '../../ports.ts';

/** Two steps and a little are a person's time; anything longer is travel in time. */
export const longestWaitMs = 65_000;

/** A token that keeps its own time was set in whole seconds, so its step ends a little after the desk's. */
const skewMs = 2_000;
/** So often somebody who waits hears how long it still takes. */
const tellEveryMs = 10_000;

export function wallClock(
  now: () => number,
  wait: (ms: number) => Promise<void>,
  tell: (text: Text) => void,
): SceneClock {
  return {
    runs: true,
    now: async () => now(),
    advance: async (ms) => {
      if (ms > longestWaitMs) {
        throw new NotSupported(`実時間では ${Math.round(ms / 1000)} 秒後へ時刻を進められません`);
      }
      if (ms === 0) return;
      for (let left = ms + skewMs; left > 0; left -= tellEveryMs) {
        if (left > 1000) tell(waiting(left));
        await wait(Math.min(left, tellEveryMs));
      }
    },
  };
}

const waiting = (ms: number): Text => ({
  ja: `あと ${Math.ceil(ms / 1000)} 秒待ちます。`,
  en: `waiting for ${Math.ceil(ms / 1000)} s`,
});
