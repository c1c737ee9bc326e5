/** 試験成績書 as a second reader reads it, and what its rows say. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioVerdict, Summary } from '../summary.ts';
import { run, verdict } from '../test-runs.ts';
import { csvOf } from './columns.ts';
import { pictureSize } from './picture-size.ts';
import { evidenceRows, numbersOf } from './rows.ts';
import { evidenceFiles, writeEvidence } from './write-evidence.ts';

/** A white pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const told: ScenarioVerdict = {
  ...verdict(4, 'failed'),
  name: '電池切れトークンの交換',
  tags: ['S-26', 'D-04'],
  error: '後始末の失敗\n    at x',
  steps: [
    { text: '前提 トークン「旧」がある', status: 'passed' },
    { text: 'かつ 電池がない', status: 'passed', rows: [['残量', '0%']] },
    { text: 'もし 新しいトークンを登録する', status: 'passed', seen: ['登録完了'] },
    { text: 'ならば 登録完了と表示される', status: 'passed' },
    { text: 'もし 古いトークンで取引する', status: 'passed', seen: ['断られた: E-OTP-01'] },
    {
      text: 'ならば 断られる',
      status: 'failed',
      error: '受け付けられました\n    at y',
      pictures: [{ mediaType: 'image/png', file: 'pictures/0001.png' }],
    },
  ],
};
const runs: readonly Summary[] = [
  { ...run('http', verdict(1, 'passed'), verdict(2, 'skipped', '画面がありません'), told), executor: '山田' },
];

test('a row as Japanese QA writes it: numbered steps, what is expected after which, what came of it', () => {
  const [passed, skipped, failed] = evidenceRows(runs);
  expect(failed).toMatchObject({
    level: 'http',
    rules: 'S-26 D-04',
    preconditions: '・トークン「旧」がある\n・電池がない\n  残量 | 0%',
    operations: '1. 新しいトークンを登録する\n2. 古いトークンで取引する',
    expected: '(1) 登録完了と表示される\n(2) 断られる',
    actual: '(1) 登録完了\n(2) 断られた: E-OTP-01\n「断られる」で不合格: 受け付けられました\n後始末の失敗',
    verdict: 'failing',
    executor: '山田',
  });
  expect(failed?.quotations).toContain('S-26「(2) 現在使用しているトークンを変更したい場合」');
  expect(passed?.actual).toBe('期待結果のとおり');
  expect(skipped).toMatchObject({ verdict: 'cannot', actual: '確認できなかった（画面がありません）' });
});

test('項番 stays the same when lines move and scenarios are added, and is nobody else’s', () => {
  const before = numbersOf([verdict(1, 'passed'), verdict(2, 'passed')]);
  const moved = { ...verdict(2, 'failed'), at: 'features/a.feature:30' };
  const after = numbersOf([verdict(1, 'passed'), verdict(9, 'passed'), moved]);
  expect(after.get('features/a.feature:30')).toBe(before.get('features/a.feature:2'));
  expect(before.get('features/a.feature:1')).toMatch(/^a-[0-9a-f]{6}$/);
  expect(new Set(after.values()).size).toBe(3);
  const rowsOfOutline = [5, 6].map((line) => ({ ...verdict(line, 'passed'), name: '同じ名前' }));
  expect(new Set(numbersOf(rowsOfOutline).values()).size).toBe(2);
});

test('CSV: a byte order mark, quotes doubled, no formula', () => {
  const csv = csvOf(evidenceRows([run('http', { ...verdict(1, 'passed'), name: 'a"b', tags: ['=1+1'] })]));
  expect(csv).toMatch(/^\uFEFF"項番","実行レベル"/);
  expect(csv).toContain('a""b');
  expect(csv).toContain('"\'=1+1"');
});

test('how large a picture is', () => {
  expect(pictureSize(png)).toEqual({ width: 1, height: 1 });
  const jpeg = Buffer.from('ffd8ffe000040000ffc000110800200040030000000000000000', 'hex');
  expect(pictureSize(jpeg)).toEqual({ width: 64, height: 32 });
  expect(pictureSize(Buffer.from('GIF89a'))).toBeUndefined();
});

describe('written and read back', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'ichido-evidence-'));
  const read = (sheet: string) => readSheet(join(cwd, 'out', evidenceFiles[0]), sheet);
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  beforeAll(async () => {
    mkdirSync(join(cwd, 'reports/http/pictures'), { recursive: true });
    writeFileSync(join(cwd, 'reports/http/summary.json'), JSON.stringify(runs[0]));
    writeFileSync(join(cwd, 'reports/http/pictures/0001.png'), png);
    expect(await writeEvidence(cwd, 'out')).toBe(3);
  });

  test('the table', async () => {
    const [heads, ...rows] = await read('試験成績');
    expect(heads).toEqual([
      ...['項番', '実行レベル', '試験項目', '規則', '取扱説明書の文', '前提条件', '操作手順', '期待結果'],
      ...['実際の結果', '判定', '実施日時', '実施者', '備考', '証跡'],
    ]);
    expect(rows.map((row) => row[9])).toEqual(['合格', '確認できない', '不合格']);
    expect(rows[2]?.[5]).toContain('電池がない');
    expect(rows[2]?.[11]).toBe('山田');
  });

  test('cover, summary and traceability', async () => {
    const cover = (await read('表紙')).flat().join('\n');
    for (const text of ['試験成績書', 'ichido 1.2.3 (abc)', '承認欄', '審査', 'Linux, Node v26'])
      expect(cover).toContain(text);
    const summary = await read('集計');
    expect(summary).toContainEqual(['合計', 'http', 3, 1, 1, 1]);
    expect(summary.flat().join('\n')).toContain('実行レベル domain');
    const trace = await read('追跡表');
    const [, number = ''] = /a-([0-9a-f]{6})/.exec(JSON.stringify(trace.find(([id]) => id === 'S-26'))) ?? [];
    expect(evidenceRows(runs)[2]?.number).toBe(`a-${number}`);
    expect(trace.find(([id]) => id === 'S-26')?.[4]).toBe('不合格');
    expect(trace.find(([id]) => id === 'S-07')).toContain('シナリオなし');
  });

  test('pictures lie in the workbook, and rows and pictures lead to each other', () => {
    const files = unzipSync(readFileSync(join(cwd, 'out', evidenceFiles[0])));
    const media = Object.keys(files).filter((name) => name.startsWith('xl/media/'));
    expect(media).toHaveLength(1);
    expect(Buffer.from(files[media[0] ?? ''] ?? []).equals(png)).toBe(true);
    const sheets = Object.entries(files).filter(([name]) => /sheets\/.*\.xml$/.test(name));
    const all = sheets.map(([, bytes]) => Buffer.from(bytes).toString('utf8')).join('\n');
    expect(all).toMatch(/HYPERLINK\((?:&quot;|")#'証跡'!A2/);
    expect(all).toMatch(/HYPERLINK\((?:&quot;|")#'試験成績'!A4/);
  });

  test('the page for paper holds the same, and the picture', () => {
    const page = readFileSync(join(cwd, 'out', evidenceFiles[1]), 'utf8');
    expect(page).toContain('@page { size: A4');
    const [, , failed] = evidenceRows(runs);
    expect(page).toContain(`<tr id="${failed?.number}">`);
    expect(page).toContain(`href="#pictures-${failed?.number}-http"`);
    expect(page).toContain(`base64,${png.toString('base64')}`);
    expect(page).not.toMatch(/(?:src|href)="(?!data:|#)/);
  });

  test('without a full run nothing is written', async () => {
    const empty = join(cwd, 'empty');
    mkdirSync(empty);
    expect(await writeEvidence(empty, 'out')).toBe(0);
  });
});
