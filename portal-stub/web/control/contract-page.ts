/** A part of the contracts, as the control plane's list was asked for it. PURE. */
import type { z } from 'zod';
import type { Contract } from '../../rules/contract.ts';
import type { ContractsQuery } from './schemas.ts';

/** Undefined when the contract to go on after is not there: a reader who pages must not begin anew. */
export function contractPage(
  all: readonly Contract[],
  { mode, after, limit }: z.infer<typeof ContractsQuery>,
): readonly Contract[] | undefined {
  const start = after === undefined ? 0 : all.findIndex(({ contractId }) => contractId === after) + 1;
  if (after !== undefined && start === 0) return undefined;
  const found = all.slice(start).filter((contract) => (mode ?? contract.mode) === contract.mode);
  return found.slice(0, limit);
}
