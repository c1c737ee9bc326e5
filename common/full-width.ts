/** Full-width ASCII as an input method types it → ASCII, and which letters a key can't be. PURE. */

/** `ｓ` → `s`, `　` → a blank; whatever is not full-width ASCII stays. */
export const folded = (text: string): string =>
  text.replace(/[\uff01-\uff5e\u3000]/g, (letter) =>
    letter === '\u3000' ? ' ' : String.fromCharCode(letter.charCodeAt(0) - 0xfee0),
  );

/** Kana or a Chinese character, full-width or half: typed where a key was meant, the input method is on. */
export const isJapaneseLetter = (text: string): boolean => /^[\u3001-\u30ff\u3400-\u9fff\uff61-\uff9f]/.test(text);
