/** Everybody who wants to be told of something, in the order in which they came. PURE. */
export interface Listeners<T> {
  /** Returns the unsubscribe. */
  subscribe(listener: (told: T) => void): () => void;
  emit(what: T): void;
  /** How many listen now. */
  count(): number;
  /** Nobody is told of anything any more. */
  clear(): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(told: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(what) {
      // A copy: whoever comes or goes while being told does so for the next time.
      for (const listener of [...listeners]) listener(what);
    },
    count: () => listeners.size,
    clear: () => listeners.clear(),
  };
}
