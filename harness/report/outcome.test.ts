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

const partly = (...unchecked: string[]): ScenarioVerdict => ({ ...scenario('passed'), unchecked });

test('what passed in part is a count of its own, with each fact that could not be looked at', () => {
  const { ja, en } = lastLine([scenario('passed'), partly('メール', '履歴'), partly('メール')]);
  expect(en).toBe('1 passed, 2 partly (not checked: メール ×2, 履歴 ×1), 0 failed, 0 skipped');
  expect(ja).toBe('成功 1、一部確認 2（未確認: メール ×2、履歴 ×1）、失敗 0、見送り 0');
});

test('--max-partly fails a run of which too much could not be looked at', () => {
  const run = { success: true, scenarios: [scenario('passed'), partly('履歴')], chosen: 2, maxSkips: undefined };
  expect(outcomeOf({ ...run, maxPartly: 1 })).toBe('passed');
  expect(outcomeOf({ ...run, maxPartly: 0 })).toBe('too-many-partly');
  expect(outcomeText('too-many-partly', { ...run, maxPartly: 0, args: [] })?.en).toContain('--max-partly 0');
});
