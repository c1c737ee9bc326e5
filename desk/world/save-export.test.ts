import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { saveExport } from './save-export.ts';

const folder = mkdtempSync(join(tmpdir(), 'ichido-export-'));
const umask = process.umask();
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});

test('an export is for its owner alone, and nothing that is there is written over', async () => {
  process.umask(0);
  const file = join(folder, 'stock.xml');
  expect(await saveExport(file, '<KeyContainer/>')).toEqual({ ok: true, content: file });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'mine');
  expect(await saveExport(file, '<KeyContainer/>')).toMatchObject({ ok: false });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const nowhere = await saveExport(join(folder, 'no', 'such', 'place'), 'x');
  expect(nowhere).toMatchObject({ ok: false, text: { en: expect.stringContaining('ENOENT') } });
});
