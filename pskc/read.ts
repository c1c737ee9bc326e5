/** RFC 6030 in: XML to the model, whole or refused by name. Touches no file and no socket. PURE. */
import type { Protection, PskcFile, PskcResult } from './model.ts';

/**
 * Reads a PSKC file. `protection` is what the person supplies: `plain` for a file without encryption; a key for a plain file,
 * or none for an encrypted one, is refused by name (no silent fallback). Never throws on bad input.
 */
export function readPskc(_xml: string | Uint8Array, _protection: Protection): PskcResult<PskcFile> {
  throw new Error('readPskc: not built yet');
}
