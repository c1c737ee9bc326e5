/** What opens, closes, in reverse order, once, and all of it even when one part fails. PURE. */
export interface Closing {
  add(close: () => void | Promise<void>): void;
  /** May be called twice: the second call waits for the first. Rejects with the first failure, after all were closed. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const opened: (() => void | Promise<void>)[] = [];
  let done: Promise<void> | undefined;
  return {
    add: (close) => opened.push(close),
    close() {
      done ??= closeAll(opened);
      return done;
    },
  };
}

async function closeAll(opened: (() => void | Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of opened.reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
