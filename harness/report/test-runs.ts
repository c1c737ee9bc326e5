/** For tests of the reports: runs as small as they can be. PURE. */
import { type ScenarioVerdict, type Status, type Summary, summaryFormat } from './summary.ts';

export const verdict = (
  line: number,
  status: Status,
  reason?: string,
  steps: readonly Status[] = ['passed', status],
): ScenarioVerdict => ({
  steps: steps.map((each, index) => ({ text: `もし 手順${index}`, status: each })),
  at: `features/a.feature:${line}`,
  feature: '機能<a>',
  name: `シナリオ${line}`,
  tags: ['M1', 'X99'],
  status,
  startedAt: 0,
  ms: 12,
  ...(reason === undefined ? {} : { reason }),
});

export const run = (level: string, ...scenarios: ScenarioVerdict[]): Summary => ({
  format: summaryFormat,
  level,
  startedAt: 0,
  ms: 1500,
  success: true,
  args: [],
  chosen: scenarios.length,
  of: scenarios.length,
  full: true,
  ended: true,
  made: { version: '1.2.3', commit: 'abc', node: 'v26', machine: 'Linux', seed: 7, clock: 1_775_001_600_000 },
  scenarios,
});
