/** The last result of each deep part, for the report. PURE. */
import type { Outcome } from '../gate/run-part.ts';

export interface LastResult {
  readonly name: string;
  /** ISO 8601: when it ended. */
  readonly endedAt: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** What was not run, by name and with its reason. */
  readonly skipped: readonly string[];
}

export function resultOf({ part, counts, seconds }: Outcome, endedAt: string): LastResult {
  return { name: part.name, endedAt, seconds: Math.round(seconds * 10) / 10, ...counts };
}

/** What ran now replaces what it came to before; a part that was not run keeps its result while it exists. */
export function withResults(
  before: readonly LastResult[],
  now: readonly LastResult[],
  names: readonly string[],
): readonly LastResult[] {
  return names.flatMap((name) => [...now, ...before].find((result) => result.name === name) ?? []);
}
