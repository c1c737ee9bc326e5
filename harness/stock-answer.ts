/** What became of a PSKC file that was brought to the bank's stock (D-23, D-24). PURE: a shape. */
export type StockAnswer =
  | {
      readonly ok: true;
      readonly imported: number;
      readonly updated: number;
      /** The codes of what was read but not acted upon. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly code: string; readonly text: string };
