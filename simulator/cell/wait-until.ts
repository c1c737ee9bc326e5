/** Waits for an instant of the desk's clock: by one timer and by the clock's changes, never by asking again and again. */
import type { Clock } from './clock.ts';

/**
 * `stopped-clock` at once when the clock is manual and earlier, also when it is stopped meanwhile; `closed` when the desk closes
 * (it runs what is in `closing`).
 */
export function waitUntil(
  at: number,
  clock: Clock,
  after: (ms: number, act: () => void) => () => void,
  closing: Set<() => void>,
): Promise<'reached' | 'stopped-clock' | 'closed'> {
  return new Promise((resolve) => {
    let cancel = (): void => {};
    const end = (how: 'reached' | 'stopped-clock' | 'closed'): void => {
      cancel();
      stopClock();
      closing.delete(closed);
      resolve(how);
    };
    const closed = (): void => end('closed');
    const look = (): void => {
      cancel();
      const { mode, now } = clock.state();
      if (now >= at) end('reached');
      else if (mode === 'manual') end('stopped-clock');
      else cancel = after(at - now, look);
    };
    const stopClock = clock.onChange(look);
    closing.add(closed);
    look();
  });
}
