/** Why a desk could not be started; the command prints it in both languages and exits 1. PURE. */
import { bothLanguages, type Text } from '../common/text.ts';

/** Stable: whoever starts a desk from a program asks for these. */
export type DeskErrorCode =
  /** Another desk has the state folder. */
  | 'state-in-use'
  /** The folder cannot be made, read or written, or holds what is not ours. */
  | 'state-unusable'
  /** It was made by another version of this program. */
  | 'state-version'
  /** A file of it is missing or spoilt. */
  | 'state-broken'
  /** It was made with another `seed`. */
  | 'state-seed'
  /** `now` lies before the latest instant that the state has seen. */
  | 'clock-backwards'
  | 'port-in-use'
  /** No permission to listen there. */
  | 'port-forbidden'
  /** This computer has no such address. */
  | 'no-such-address'
  /** The tokens file cannot be read or was refused by the portal or the tray. */
  | 'tokens-refused'
  /** The first tokens of a new state could not be issued. */
  | 'demo-refused'
  /** A bank of one's own did not take the secrets of the first tokens. */
  | 'not-delivered';

export class DeskError extends Error {
  readonly code: DeskErrorCode;
  readonly text: Text;

  /** Whole sentences without a line end. Never a secret in them. */
  constructor(code: DeskErrorCode, text: Text, cause?: unknown) {
    super(bothLanguages(text), { cause });
    this.name = 'DeskError';
    this.code = code;
    this.text = text;
  }
}
