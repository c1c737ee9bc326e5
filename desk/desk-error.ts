/** Why a desk could not be started, in both languages; the command prints it and exits 1. PURE. */
export class DeskError extends Error {
  readonly ja: string;
  readonly en: string;

  /** Whole sentences without a line end. Never a secret in them. */
  constructor(ja: string, en: string) {
    super(`${ja} / ${en}`);
    this.name = 'DeskError';
    this.ja = ja;
    this.en = en;
  }
}
