/** SHELL: bytes as the terminal sends them → tokens; what waits for its end is taken as it is after a short silence. */
import type { InputToken } from '../keys/input-token.ts';
import { flush, type InputState, noInput, read, waits } from './input.ts';

export interface TokenReader {
  data(bytes: Uint8Array): void;
  stop(): void;
}

const escapeMs = 50;
const pasteMs = 1000;

export function tokenReader(take: (token: InputToken) => void): TokenReader {
  let state: InputState = noInput;
  let timer: NodeJS.Timeout | undefined;

  function taken(result: { readonly state: InputState; readonly tokens: readonly InputToken[] }): void {
    state = result.state;
    for (const token of result.tokens) take(token);
  }

  return {
    data(bytes) {
      clearTimeout(timer);
      taken(read(state, bytes));
      if (waits(state)) timer = setTimeout(() => taken(flush(state)), state.paste === undefined ? escapeMs : pasteMs);
    },
    stop: () => clearTimeout(timer),
  };
}
