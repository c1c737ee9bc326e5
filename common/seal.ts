/** How secrets are kept at rest; the key is the composition root's. PURE: shapes only. */
export interface Seal {
  seal(plain: Uint8Array): string;
  /** Throws when the text was changed or belongs to another key. */
  open(sealed: string): Uint8Array;
}
