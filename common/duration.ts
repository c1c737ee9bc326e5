/** Durations as people write them, with their unit: `500ms`, `90s`, `1.5h`, `2d`. PURE. */
import type { Text } from './text.ts';

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a duration must look like, to be put into a sentence of either language. */
export const durationForm: Text = {
  ja: '単位つきの時間（例 500ms、90s、5m、1.5h、2d）',
  en: 'a duration with its unit (500ms, 90s, 5m, 1.5h, 2d)',
};

/**
 * Milliseconds, a whole number from 0 to 2^53-1; undefined for anything else. A bare number has no unit and is none: `90`
 * was 90 ms to one reader and 90 s to another.
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Math.round(Number(number) * (unitMs[unit] ?? Number.NaN) * 1000) / 1000;
  return Number.isSafeInteger(ms) ? ms : undefined;
}
