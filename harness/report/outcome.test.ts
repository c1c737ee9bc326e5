import { describe, expect, test } from 'vitest';
import { type Ended, lastLine, outcomeOf, outcomeText } from './outcome.ts';
import type { ScenarioVerdict, Status } from './summary.ts';

const scenario = (status: Status, reason?: string): ScenarioVerdict => ({
  at: 'a.feature:1',
  feature: '',
  name: '',
  tags: [],
  status,
  steps: [{ text: 'もし 何かする', status }],
  startedAt: 0,
  ms: 1,
  ...(reason === undefined ? {} : { reason }),
});

const ended = (statuses: readonly Status[], change: Partial<Ended> = {}): Ended => ({
  success: true,
  scenarios: statuses.map((status) => scenario(status)),
  chosen: statuses.length,
  maxSkips: undefined,
  args: ['--name', '電池'],
  ...change,
});

describe('what a run came to', () => {
  test.each<[string, Ended]>([
    ['passed', ended(['passed', 'skipped'])],
    ['passed', ended(['passed', 'skipped'], { maxSkips: 1 })],
    ['too-many-skips', ended(['passed', 'skipped', 'skipped'], { maxSkips: 1 })],
    ['too-many-skips', ended(['passed', 'skipped'], { maxSkips: 0 })],
    ['nothing', ended([])],
    ['only-skips', ended(['skipped'])],
    ['cut-short', ended(['passed'], { chosen: 2 })],
    ['no-steps', ended(['passed'], { scenarios: [{ ...scenario('undefined'), steps: [] }] })],
    ['failed', ended(['passed', 'failed'], { success: false })],
    ['failed', ended([], { success: false })],
    ['failed', ended(['passed'], { success: false })],
  ])('%s: %j', (wanted, run) => {
    expect(outcomeOf(run)).toBe(wanted);
  });

  test('what is no success and has no failed scenario says why, in both languages', () => {
    for (const outcome of ['nothing', 'no-steps', 'only-skips', 'too-many-skips', 'cut-short'] as const) {
      const { ja, en } = outcomeText(outcome, ended(['skipped'], { maxSkips: 0, chosen: 3 })) ?? {};
      expect(ja).toMatch(/[ぁ-ん]/);
      expect(en).toMatch(/^[ -~電池]+$/);
    }
    expect(outcomeText('nothing', ended([]))?.ja).toContain('--name 電池');
    expect(outcomeText('passed', ended(['passed']))).toBeUndefined();
  });
});

test('the last line counts, and names each reason for skipping once', () => {
  const scenarios = [
    scenario('passed'),
    scenario('undefined'),
    scenario('skipped', '画面がありません'),
    scenario('skipped', '画面がありません'),
    scenario('skipped'),
  ];
  expect(lastLine(scenarios)).toEqual({
    ja: '成功 1、失敗 1、見送り 3（画面がありません ×2、理由の記録なし ×1）',
    en: '1 passed, 1 failed, 3 skipped (画面がありません ×2, no reason given ×1)',
  });
  expect(lastLine([scenario('passed')]).en).toBe('1 passed, 0 failed, 0 skipped');
});
