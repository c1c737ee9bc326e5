/** What is to be looked at again, and when: a binary heap, so that one more lit display costs log n. */
export interface TimerQueue {
  add(at: number, serial: string): void;
  /** The earliest instant waited for. */
  next(): number | undefined;
  /** Takes out every serial whose instant is `now` or earlier. One that was added twice comes twice. */
  take(now: number): string[];
}

export function createTimerQueue(): TimerQueue {
  const heap: { readonly at: number; readonly serial: string }[] = [];
  const at = (index: number): number => heap[index]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const sink = (): void => {
    let here = 0;
    for (;;) {
      const child = at(2 * here + 1) <= at(2 * here + 2) ? 2 * here + 1 : 2 * here + 2;
      if (at(child) >= at(here)) return;
      swap(child, here);
      here = child;
    }
  };
  return {
    add(when, serial) {
      heap.push({ at: when, serial });
      let here = heap.length - 1;
      while (here > 0 && at(here) < at((here - 1) >> 1)) {
        swap(here, (here - 1) >> 1);
        here = (here - 1) >> 1;
      }
    },
    next: () => heap[0]?.at,
    take(now) {
      const taken: string[] = [];
      while (heap.length > 0 && at(0) <= now) {
        taken.push(heap[0]!.serial);
        swap(0, heap.length - 1);
        heap.pop();
        sink();
      }
      return taken;
    },
  };
}
