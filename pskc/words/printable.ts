/** What a file says, made fit for a message. PURE. */

const shownLength = 120;

/** One line without control, format (bidi) or private characters, cut to what a message can bear. */
export function printable(text: string): string {
  const cut = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
