/**
 * A line that a keyboard-type token typed: an optional token identifier, 6 to 8 digits, Enter. PURE; shared by the
 * TUI's input field (stdin, every system) and by the hidraw reader.
 */

/** Yubico's alphabet, whose keys sit in the same place on every Latin layout. */
export const MODHEX = 'cbdefghijklnrtuv';

export interface TypedCode {
  /** 6 to 8 ASCII digits. */
  readonly code: string;
  /** The 12 characters before it, lower case: wholly modhex, or two or four letters of it and digits (OATH token identifier). */
  readonly prefix?: string | undefined;
}

const LINE = new RegExp(`^([${MODHEX}]{12}|[${MODHEX}]{4}[0-9]{8}|[${MODHEX}]{2}[0-9]{10})?([0-9]{6,8})$`);

/** `line` without its Enter. Undefined when it is nothing that a token types: nothing is cut, trimmed or guessed. */
export function parseTypedCode(line: string): TypedCode | undefined {
  // Caps Lock turns the letters of the prefix, and nothing else, into capitals. A mixture is no token's typing.
  const lower = line === line.toUpperCase() ? line.toLowerCase() : line;
  const match = LINE.exec(lower);
  if (match === null) return undefined;
  const [, prefix, code = ''] = match;
  return prefix === undefined ? { code } : { code, prefix };
}
