/**
 * Who is how near to being stopped. A test company lasts longer than a scenario: where the bank can't clear a stop for us,
 * nobody is led into one, and counts are put right in time. PURE.
 */
import { NotSupported } from '../ports.ts';

export interface Stops {
  /** Before an act that may count: throws where one more would stop somebody for good. */
  demandRoom(whose: string): void;
  count(whose: string, result: 'wrong' | 'right'): void;
  /** Whose counts are near the limit, or at it. */
  near(): readonly string[];
  clear(): void;
}

/** So many before the limit a company is put right when it is next needed. */
const margin = 3;

/** @param limit failures in a row that stop somebody. @param canUnlock the bank clears a stop when asked. */
export function createStops(limit: number, canUnlock: boolean): Stops {
  const counts = new Map<string, number>();
  return {
    demandRoom(whose) {
      if (canUnlock || (counts.get(whose) ?? 0) + 1 < limit) return;
      throw new NotSupported('この会社は利用中止になると戻せません（unlock がありません）');
    },
    count(whose, result) {
      if (result === 'right') counts.delete(whose);
      else counts.set(whose, (counts.get(whose) ?? 0) + 1);
    },
    near: () => [...counts].filter(([, count]) => count >= limit - margin).map(([whose]) => whose),
    clear: () => counts.clear(),
  };
}
