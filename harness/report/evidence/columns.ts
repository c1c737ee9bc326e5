/** The columns of the table of tests: the same in the workbook, on paper and in CSV. PURE. */
import { type EvidenceRow, verdictWord } from './rows.ts';

export interface Column {
  readonly head: string;
  readonly value: (row: EvidenceRow) => string;
  /** In characters. */
  readonly width: number;
}

export const columns: readonly Column[] = [
  { head: '項番', value: ({ number }) => number, width: 18 },
  { head: '実行レベル', value: ({ level }) => level, width: 10 },
  { head: '試験項目', value: ({ feature, name }) => `${feature}\n${name}`, width: 32 },
  { head: '規則', value: ({ rules }) => rules, width: 14 },
  { head: '取扱説明書の文', value: ({ quotations }) => quotations, width: 44 },
  { head: '前提条件', value: ({ preconditions }) => preconditions, width: 40 },
  { head: '操作手順', value: ({ operations }) => operations, width: 44 },
  { head: '期待結果', value: ({ expected }) => expected, width: 44 },
  { head: '実際の結果', value: ({ actual }) => actual, width: 44 },
  { head: '判定', value: ({ verdict }) => verdictWord(verdict), width: 12 },
  { head: '実施日時', value: ({ at }) => at, width: 20 },
  { head: '実施者', value: ({ executor }) => executor, width: 14 },
  { head: '備考', value: ({ notes }) => notes, width: 30 },
];

/** RFC 4180 with a byte order mark, so that Excel reads it as UTF-8. A formula that somebody named a scenario stays text. */
export function csvOf(rows: readonly EvidenceRow[]): string {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
