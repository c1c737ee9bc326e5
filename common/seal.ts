/** How secrets are kept at rest; the key is the composition root's. PURE: shapes only. */
export interface Seal {
  seal(plain: Uint8Array): string;
  /** Throws when the text was changed or belongs to another key. */
  open(sealed: string): Uint8Array;
}

/** A seal under which a secret that is kept already can be found again. */
export interface SearchableSeal extends Seal {
  /** The same for the same bytes, and telling nothing of them without the key. */
  fingerprint(plain: Uint8Array): string;
}
