/** How the reader gives up. PURE. */

import type { Place } from './errors.ts';
import type { PskcErrorCode } from './words/error-texts.ts';

/**
 * Inside the reader a refusal unwinds as an exception, since it ends the file wherever it is found; `readPskc` turns it into a value.
 * Nothing of it leaves pskc/.
 */
export class Refused extends Error {
  readonly code: PskcErrorCode;
  readonly detail: string;
  /** Set by whoever knows it, once. */
  place: Place | undefined;
  constructor(code: PskcErrorCode, detail = '') {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export function refuse(code: PskcErrorCode, detail?: string): never {
  throw new Refused(code, detail);
}
