/** RFC 6030 out: keys to XML. PURE: randomness is an argument. */
import type { Protection, PskcKey, PskcResult } from './model.ts';

/** Fresh random bytes of the length asked for (node:crypto's `randomBytes` at the composition root). */
export type Random = (length: number) => Uint8Array;

/** Writes keys to one PSKC file (XML text, UTF-8). Refuses what no reader could take back: no key, an id twice, a secret of no length. */
export function writePskc(
  _keys: readonly PskcKey[],
  _protection: Protection,
  _ports: { readonly random: Random },
): PskcResult<string> {
  throw new Error('writePskc: not built yet');
}
