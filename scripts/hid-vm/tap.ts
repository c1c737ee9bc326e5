/** What a guest's console says of its tests (TAP, as node:test writes it), and what a suite comes to. PURE. */
export interface Outcome {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** The name of each test that was not run, with its reason. */
  readonly skipped: readonly string[];
}

export const noTests: Count = { passed: 0, failed: 0, skipped: [] };

const TAP = /^(not )?ok \d+ - (.*?)(?: # ([A-Z]+)\b ?(.*))?$/;

/** @returns undefined for a line that tells of no test */
export function outcomeIn(line: string): Outcome | undefined {
  const found = TAP.exec(line);
  if (found === null) return undefined;
  const [, not, name = '', directive, reason] = found;
  // Skipped, or still to be written: not shown, whether it failed or not.
  if (directive !== undefined) return { name: `${name} (${reason || directive.toLowerCase()})`, outcome: 'skipped' };
  return { name, outcome: not === undefined ? 'passed' : 'failed' };
}

export function counted(count: Count, { name, outcome }: Outcome): Count {
  if (outcome === 'skipped') return { ...count, skipped: [...count.skipped, name] };
  return { ...count, [outcome]: count[outcome] + 1 };
}

/**
 * Success is that the tests ran and passed: a guest that stopped early, that ran nothing or that skipped everything has
 * failed, whatever it printed before.
 * @param exitCode undefined when the guest never said one
 */
export function verdict(count: Count, exitCode: number | undefined): Count {
  const succeeded = exitCode === 0 && count.passed > 0;
  return succeeded || count.failed > 0 ? count : { ...count, failed: 1 };
}
