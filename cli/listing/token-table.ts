/** Tokens as a table for people, in one language. PURE. */
import type { Language, Text } from '../../common/text.ts';
import { clean, pad, textWidth } from '../../common/text-width.ts';
import type { TokenSummary } from '../../simulator/device/face.ts';
import { texts } from '../../simulator/tui/texts/texts.ts';

const headers = [
  { ja: 'シリアル番号', en: 'SERIAL' },
  { ja: '機種', en: 'PROFILE' },
  { ja: '電池', en: 'BATTERY' },
  { ja: '状態', en: 'STATE' },
  { ja: '時計', en: 'CLOCK' },
  { ja: '表示', en: 'DISPLAY' },
] satisfies readonly Text[];

export function tokenTable(tokens: readonly TokenSummary[], language: Language): string[] {
  const t = texts[language];
  const rows = tokens.map(({ serial, profile, battery, state, clock, face }) => [
    serial,
    profile,
    battery === null ? '-' : `${battery}%`,
    t.states[state],
    // A real token's clock is nobody's to read.
    clock === null ? '-' : t.drift(clock.driftPpm, clock.offsetMs),
    face.kind === 'dark' ? '-' : face.text,
  ]);
  const all = [headers.map((header) => header[language]), ...rows].map((row) => row.map((cell) => clean(cell, 80)));
  const widths = headers.map((_, column) => Math.max(...all.map((row) => textWidth(row[column] ?? '', false))));
  return all.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, false))
      .join('  ')
      .trimEnd(),
  );
}
