/** What a run may wish of its stages; each level says what it can't take (levels.ts). PURE: shapes only. */

export interface StageOptions {
  /** The same seed, the same serials and secrets. */
  readonly seed?: number | undefined;
  /** Where the manual clock stands first, milliseconds since the epoch. */
  readonly now?: number | undefined;
  /** The folder in which the desk keeps its state. */
  readonly state?: string | undefined;
  /** The file (desk.json or a ready file) of a running desk to run against, instead of one of one's own. */
  readonly desk?: string | undefined;
  /** The browser with a window that somebody watches. */
  readonly headed?: boolean | undefined;
  /** How long a browser waits before each act, for whoever watches. */
  readonly slowMs?: number | undefined;
}
