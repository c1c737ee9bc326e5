/** One line of text being typed, with a cursor that counts characters, not bytes. PURE. */
import { clean, textWidth } from '../../../common/text-width.ts';

export interface Field {
  readonly text: string;
  /** Characters (code points) before the cursor. */
  readonly at: number;
}

/** Longest text of a field, in characters; a backup is the longest thing that is pasted. */
const limit = 4096;

export const field = (text = ''): Field => ({ text: clean(text), at: [...clean(text)].length });

/** Typed or pasted text goes in at the cursor; a newline is a blank. */
export function insert(field: Field, text: string): Field {
  const characters = [...field.text];
  const added = [...clean(text)].slice(0, Math.max(0, limit - characters.length));
  characters.splice(field.at, 0, ...added);
  return { text: characters.join(''), at: field.at + added.length };
}

/** A key on a field; undefined when it is none of the field's. */
export function editKey(field: Field, key: string): Field | undefined {
  const characters = [...field.text];
  const without = (from: number, to: number): Field => {
    characters.splice(from, to - from);
    return { text: characters.join(''), at: from };
  };
  switch (key) {
    case 'left':
    case 'C-b':
      return { ...field, at: Math.max(0, field.at - 1) };
    case 'right':
    case 'C-f':
      return { ...field, at: Math.min(characters.length, field.at + 1) };
    case 'home':
    case 'C-a':
      return { ...field, at: 0 };
    case 'end':
    case 'C-e':
      return { ...field, at: characters.length };
    case 'backspace':
      return field.at === 0 ? field : without(field.at - 1, field.at);
    case 'delete':
      return field.at === characters.length ? field : without(field.at, field.at + 1);
    case 'C-u':
      return without(0, field.at);
    case 'C-k':
      return without(field.at, characters.length);
    default:
      return undefined;
  }
}

/** The part of the text that `cells` show, so that the cursor is always inside, and the cursor's column in it. */
export function visible(
  field: Field,
  cells: number,
  wide: boolean,
): { readonly text: string; readonly cursor: number } {
  const characters = [...field.text];
  let from = field.at;
  let width = 0;
  // One cell stays free for the cursor after the last character.
  while (from > 0) {
    const next = textWidth(characters[from - 1]!, wide);
    if (width + next > cells - 1) break;
    width += next;
    from--;
  }
  let text = characters.slice(from, field.at).join('');
  let shown = width;
  for (const ch of characters.slice(field.at)) {
    const next = textWidth(ch, wide);
    if (shown + next > cells) break;
    text += ch;
    shown += next;
  }
  return { text, cursor: Math.min(width, Math.max(0, cells - 1)) };
}
