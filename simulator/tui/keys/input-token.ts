/** What a terminal's bytes mean, one token for each key, mouse event, paste or report. PURE. */
export type InputToken =
  /** `key` is a name as the tables of keys have it; `text` what it types into a field. */
  | { readonly type: 'key'; readonly key: string; readonly text?: string }
  | { readonly type: 'paste'; readonly text: string }
  | {
      readonly type: 'mouse';
      readonly action: 'down' | 'up' | 'wheelUp' | 'wheelDown';
      readonly x: number;
      readonly y: number;
    }
  /** The answer to ESC[6n: one-based, as it comes. */
  | { readonly type: 'cursor'; readonly row: number; readonly col: number };
