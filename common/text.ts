/** One text for people in two languages, carried whole from where it is known to the edge where it is shown. PURE. */
export interface Text {
  /** Whole sentences in Japanese, without a line end. */
  readonly ja: string;
  /** The same in English. */
  readonly en: string;
}

export type Language = keyof Text;

/** Both languages on one line, for edges that can show only one: an `Error`'s message, a `message` of an API. */
export const bothLanguages = ({ ja, en }: Text): string => `${ja} / ${en}`;

/** What is the same in every language: a name, a number, a sentence that somebody else wrote. */
export const sameText = (text: string): Text => ({ ja: text, en: text });
