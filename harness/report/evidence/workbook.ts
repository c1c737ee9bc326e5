/** 試験成績書 as a workbook: cover, summary, the table, traceability, the pictures; rows and pictures linked both ways. */
import type { CellObject, Sheet } from 'write-excel-file/node';
import { columns } from './columns.ts';
import { pictureSize } from './picture-size.ts';
import type { EvidencePicture, EvidenceRow } from './rows.ts';
import { numbersOf } from './rows.ts';
import {
  approvals,
  coverLines,
  notRunLines,
  type Sources,
  summaryHeads,
  summaryLines,
  title,
  traceLines,
  verdictOrNone,
} from './sheets.ts';

type Cell = CellObject | null;
type WorkbookSheet = Sheet<Buffer>;
type Image = NonNullable<WorkbookSheet['images']>[number];

export const sheetNames = {
  cover: '表紙',
  summary: '集計',
  tests: '試験成績',
  trace: '追跡表',
  pictures: '証跡',
} as const;

export interface WorkbookSources extends Sources {
  /** The bytes of a picture; undefined where it is gone. */
  readonly picture: (path: string) => Buffer | undefined;
}

export function workbookSheets(sources: WorkbookSources): WorkbookSheet[] {
  const { sheet: pictures, places } = pictureSheet(sources);
  return [coverSheet(sources), summarySheet(sources), testSheet(sources, places), traceSheet(sources), pictures];
}

/** Excel takes no more in a cell. */
const mostCharacters = 32_000;
const line = { borderStyle: 'thin', borderColor: '#999999' } as const;

function text(value: string, more: Partial<CellObject> = {}): CellObject {
  // XML knows no other control characters.
  const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  const cut = clean.length > mostCharacters ? `${clean.slice(0, mostCharacters)}…（以下略）` : clean;
  return { value: cut, type: String, format: '@', wrap: true, alignVertical: 'top', ...line, ...more } as CellObject;
}

const head = (value: string): CellObject => text(value, { fontWeight: 'bold', backgroundColor: '#e8eef7' });
const number = (value: number): CellObject => ({ value, type: Number, alignVertical: 'top', ...line }) as CellObject;
const heading = (value: string): CellObject =>
  ({ value, type: String, fontWeight: 'bold', fontSize: 14 }) as CellObject;

/** A link to a cell of another sheet. */
const link = (sheet: string, row: number, shown: string): CellObject =>
  ({
    value: `=HYPERLINK("#'${sheet}'!A${row}","${shown.replaceAll('"', '""')}")`,
    type: 'Formula',
    textColor: '#0b4fa0',
    alignVertical: 'top',
    wrap: true,
    ...line,
  }) as CellObject;

const colourOf: { readonly [word: string]: string } = { 合格: '#e6f4ea', 不合格: '#fce8e6', 確認できない: '#f1f1f1' };
const verdictCell = (word: string): CellObject =>
  text(word, colourOf[word] === undefined ? {} : { backgroundColor: colourOf[word], fontWeight: 'bold' });

function coverSheet(sources: Sources): WorkbookSheet {
  const stamps = approvals.map((name) => head(name));
  const empty = approvals.map(() => text('', { height: 60 }));
  return {
    sheet: sheetNames.cover,
    columns: [{ width: 20 }, { width: 60 }, { width: 14 }, { width: 14 }, { width: 14 }],
    showGridLines: false,
    data: [
      [{ value: title, type: String, fontWeight: 'bold', fontSize: 20, height: 40 } as CellObject],
      [],
      ...coverLines(sources).map(([label, value]): Cell[] => [head(label), text(value)]),
      [],
      [null, text('承認欄', { fontWeight: 'bold', borderStyle: undefined } as Partial<CellObject>), ...stamps],
      [null, null, ...empty],
      [null, null, ...approvals.map(() => text('　　年　月　日'))],
    ],
  };
}

function summarySheet(sources: Sources): WorkbookSheet {
  return {
    sheet: sheetNames.summary,
    columns: [{ width: 44 }, { width: 14 }, { width: 10 }, { width: 10 }, { width: 10 }, { width: 14 }],
    data: [
      [heading('機能ごと、実行レベルごとの集計')],
      summaryHeads.map(head),
      ...summaryLines(sources).map((cells) =>
        cells.map((cell) => (typeof cell === 'number' ? number(cell) : text(cell))),
      ),
      [],
      [heading('実行されなかったもの')],
      [head('対象'), head('内容')],
      ...notRunLines(sources).map(([what, why]): Cell[] => [text(what), text(why, { columnSpan: 5 })]),
    ],
  };
}

function testSheet({ rows }: Sources, places: ReadonlyMap<EvidenceRow, number>): WorkbookSheet {
  return {
    sheet: sheetNames.tests,
    orientation: 'landscape',
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
    columns: [...columns.map(({ width }) => ({ width })), { width: 12 }],
    data: [
      [...columns.map(({ head: name }) => head(name)), head('証跡')],
      ...rows.map((row) => {
        const place = places.get(row);
        return [
          ...columns.map(({ head: name, value }) => (name === '判定' ? verdictCell(value(row)) : text(value(row)))),
          place === undefined ? text('') : link(sheetNames.pictures, place, `画像 ${row.pictures.length} 枚`),
        ];
      }),
    ],
  };
}

/** First row of a scenario in the table of tests, by 項番: below the heads. */
const rowNumbers = (rows: readonly EvidenceRow[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ number: id }, index) => [id, index + 2] as const).reverse());

function traceSheet(sources: Sources): WorkbookSheet {
  const numbers = numbersOf(sources.summaries.flatMap(({ scenarios }) => scenarios));
  const at = rowNumbers(sources.rows);
  const levels = sources.summaries.map(({ level }) => level);
  return {
    sheet: sheetNames.trace,
    orientation: 'landscape',
    stickyRowsCount: 1,
    columns: [8, 60, 44, 30, 12, ...levels.map(() => 12), 8, 16, 60].map((width) => ({ width })),
    data: [
      [
        '規則',
        '取扱説明書の文（その場所）',
        '確かめること',
        '推定（説明書にない）',
        '判定',
        ...levels,
        '件数',
        '最初の項番',
        '項番',
      ].map(head),
      ...traceLines(sources, numbers).map((trace) => {
        const [first] = trace.numbers;
        return [
          text(trace.id, { fontWeight: 'bold' }),
          text(trace.quotations),
          text(trace.shows),
          text(trace.infer),
          verdictCell(verdictOrNone(trace.overall)),
          ...levels.map((level) => verdictCell(verdictOrNone(trace.levels.get(level)))),
          number(trace.numbers.length),
          first === undefined ? text('シナリオなし') : link(sheetNames.tests, at.get(first) ?? 1, first),
          text(trace.numbers.join(' ')),
        ];
      }),
    ],
  };
}

/** As wide as a page, and no higher than a row may be. */
const most = { width: 640, height: 520 };

function pictureSheet({ rows, picture }: WorkbookSources): {
  readonly sheet: WorkbookSheet;
  /** Row of the first picture of a test. */
  readonly places: ReadonlyMap<EvidenceRow, number>;
} {
  const places = new Map<EvidenceRow, number>();
  const images: Image[] = [];
  const data: Cell[][] = [['項番', '実行レベル', '場面', '画像'].map(head)];
  for (const [index, row] of rows.entries()) {
    for (const taken of row.pictures) {
      const bytes = picture(taken.path);
      if (!places.has(row)) places.set(row, data.length + 1);
      const size = bytes === undefined ? undefined : fitted(bytes);
      data.push([
        link(sheetNames.tests, index + 2, row.number),
        text(row.level, size === undefined ? {} : { height: Math.ceil(size.height * 0.75) + 6 }),
        text(taken.caption),
        size === undefined ? text(`画像がありません: ${taken.path}`) : text(''),
      ]);
      if (bytes !== undefined && size !== undefined) images.push(imageOf(taken, bytes, size, data.length));
    }
  }
  if (data.length === 1) data.push([text('画像のある試験はありません', { columnSpan: 4 }), null, null, null]);
  return {
    sheet: {
      sheet: sheetNames.pictures,
      columns: [{ width: 18 }, { width: 10 }, { width: 40 }, { width: 92 }],
      stickyRowsCount: 1,
      data,
      ...(images.length === 0 ? {} : { images }),
    },
    places,
  };
}

function fitted(bytes: Buffer): { readonly width: number; readonly height: number } {
  const { width, height } = pictureSize(bytes) ?? most;
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const imageOf = (
  { mediaType, caption }: EvidencePicture,
  content: Buffer,
  size: { readonly width: number; readonly height: number },
  row: number,
): Image => ({
  content,
  contentType: mediaType,
  ...size,
  dpi: 96,
  anchor: { row, column: 4 },
  offsetX: 4,
  offsetY: 4,
  title: caption.slice(0, 200),
});
