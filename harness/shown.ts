/** The screens of a scene, for its evidence. PURE: shapes only. */

/** What somebody has before their eyes: a page, a screen of a terminal. */
export interface Shown {
  readonly name: string;
  /** Another one whenever something else is shown. */
  readonly version: unknown;
  readonly mediaType: 'text/html' | 'text/plain';
  /** Never a secret in it. */
  readonly text: string;
  /** As PNG; undefined where there is nothing to take one of. */
  picture?(): Promise<Buffer | undefined>;
}
