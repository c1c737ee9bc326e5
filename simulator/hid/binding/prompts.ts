/** What a real token wants of its person, told to whoever shows it; and the PIN that comes back. */
import type { Because } from './typed-line.ts';

export type Ask = 'plug' | 'touch' | 'pin' | 'type';

export interface Prompt {
  /** The device, when it is plugged in. */
  readonly id?: string | undefined;
  /** The serial of the tray that is waited for, when there is one. */
  readonly serial?: string | undefined;
  readonly ask: Ask;
  /** Why the person is asked once more for what the display shows. */
  readonly because?: Because | undefined;
  /** PIN tries that the token still allows, when it tells. */
  readonly attemptsLeft?: number | undefined;
}

export interface Prompts {
  /** Undefined = nothing is wanted any more. */
  emit(prompt: Prompt | undefined): void;
  /** Undefined at once when nobody listens who could answer. */
  askPin(id: string, prompt: Prompt): Promise<string | undefined>;
  givePin(id: string, pin: string | undefined): void;
  /** @param answersPins whether this listener will call `givePin`. */
  listen(listener: (prompt: Prompt | undefined) => void, answersPins: boolean): () => void;
  close(): void;
}

export function createPrompts(): Prompts {
  const listeners = new Map<(prompt: Prompt | undefined) => void, boolean>();
  const waiting = new Map<string, (pin: string | undefined) => void>();
  const emit = (prompt: Prompt | undefined): void => {
    for (const listener of [...listeners.keys()]) listener(prompt);
  };
  return {
    emit,
    askPin: (id, prompt) => {
      if (![...listeners.values()].includes(true)) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        emit(prompt);
      });
    },
    givePin: (id, pin) => {
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(pin);
    },
    listen: (listener, answersPins) => {
      listeners.set(listener, answersPins);
      return () => void listeners.delete(listener);
    },
    close: () => {
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
      listeners.clear();
    },
  };
}
