/** What a part of the gate came to. PURE. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The name of each thing that was not run, with its reason. */
  readonly skipped: readonly string[];
}

export const onePassed: Counts = { passed: 1, failed: 0, skipped: [] };
export const oneFailed: Counts = { passed: 0, failed: 1, skipped: [] };

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

/** `12 passed, 0 failed, 2 skipped`; the last word only when something was. */
export function countsText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`;
}

/** A part whose process failed must show at least one failure, whatever it counted. */
export function withExit(counts: Counts, exitCode: number): Counts {
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * The counts that a program printed itself: `N passed, N failed(, N skipped)` on its last such line, and lines
 * `skipped: NAME (reason)`. Without that line it counts as one.
 */
export function printedCounts(output: string, exitCode: number): Counts {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (found === undefined) return exitCode === 0 ? onePassed : oneFailed;
  const named = [...output.matchAll(/^\s*skipped: (.+)$/gm)].map((match) => match[1] ?? '');
  const unnamed = Math.max(0, Number(found[3] ?? 0) - named.length);
  const skipped = [...named, ...Array<string>(unnamed).fill('(not named)')];
  return withExit({ passed: Number(found[1]), failed: Number(found[2]), skipped }, exitCode);
}

/** The report of `vitest run --reporter=json`. A file that could not be loaded counts as one failure. */
export function vitestCounts(json: string, exitCode: number): Counts {
  const report = JSON.parse(json) as VitestReport;
  let counts: Counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      counts = addCounts(counts, oneFailed);
    }
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') counts = addCounts(counts, onePassed);
      else if (status === 'failed') counts = addCounts(counts, oneFailed);
      else counts = addCounts(counts, { passed: 0, failed: 0, skipped: [fullName] });
    }
  }
  return withExit(counts, exitCode);
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The `summary.json` of a run of the features. A scenario that was neither passed nor skipped has failed. */
export function featureCounts(json: string, exitCode: number): Counts {
  const { level, scenarios } = JSON.parse(json) as FeatureSummary;
  const of = (...statuses: string[]) => scenarios.filter(({ status }) => statuses.includes(status));
  const skipped = of('skipped').map(({ name, reason }) => `${level}: ${name} (${reason ?? 'no reason'})`);
  const passed = of('passed').length;
  return withExit({ passed, failed: scenarios.length - passed - skipped.length, skipped }, exitCode);
}

interface FeatureSummary {
  readonly level: string;
  readonly scenarios: readonly { readonly name: string; readonly status: string; readonly reason?: string }[];
}
