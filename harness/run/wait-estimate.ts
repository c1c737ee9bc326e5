/**
 * How long the scenarios of a run will wait on a wall clock, before they begin: what they say that passes, and a step for
 * each code after the first. A rough figure for a person who decides when to start. PURE.
 */
import { longestWaitMs } from '../drivers/real/wall-clock.ts';

const stepMs = 30_000;
const heading = /^\s*(シナリオ|シナリオアウトライン|シナリオテンプレ(?:ート)?|テンプレ)\s*:/;
const rule = /^\s*ルール\s*:/;
const background = /^\s*背景\s*:/;
const typesACode = /登録されている|を(?:.*で)?利用登録する|取引でき|資金移動する|ワンタイムパスワードを控える/;
const passing = /(\d+)(秒|分)が過ぎる/;

/**
 * @param text a feature file in Japanese.
 * @param line where the scenario stands, or its row of examples.
 */
export function waitOfScenario(text: string, line: number): number {
  const lines = text.split(/\r?\n/);
  const start = lines.findLastIndex((each, index) => index < line && heading.test(each));
  if (start === -1) return 0;
  const steps = [...groundOf(lines.slice(0, start)), ...upToNext(lines.slice(start + 1))];
  const codes = steps.filter((step) => typesACode.test(step)).length;
  const said = steps.map(saidMs).filter((ms) => ms <= longestWaitMs);
  return said.reduce((sum, ms) => sum + ms, 0) + Math.max(0, codes - 1) * stepMs;
}

/** The backgrounds that a scenario begins with: the file's, and that of its rule. */
function groundOf(before: readonly string[]): readonly string[] {
  const inRule = before.findLastIndex((line) => rule.test(line));
  const ofFile = before.findIndex((line) => background.test(line) || rule.test(line) || heading.test(line));
  const places = [ofFile, before.findIndex((line, index) => index > inRule && inRule !== -1 && background.test(line))];
  return [...new Set(places)]
    .filter((at) => at !== -1 && background.test(before[at] ?? ''))
    .flatMap((at) => upToNext(before.slice(at + 1)));
}

function upToNext(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(
    (line) => heading.test(line) || rule.test(line) || /^\s*例\s*:/.test(line) || /^\s*@/.test(line),
  );
  return end === -1 ? lines : lines.slice(0, end);
}

function saidMs(step: string): number {
  const [, count, unit] = passing.exec(step) ?? [];
  return count === undefined ? 0 : Number(count) * (unit === '分' ? 60_000 : 1000);
}
