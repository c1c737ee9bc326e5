/** Writes an exported file for the TUI: mode 0600, never over a file that is there. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeskReply } from '../../simulator/tui/desk-port.ts';

/** @param path as the person typed it; relative to the working folder. */
export async function saveExport(path: string, text: string): Promise<DeskReply> {
  const file = resolve(path);
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    return { ok: true, content: file };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'EEXIST'
        ? { ja: 'そのファイルはすでにあります', en: 'the file exists already' }
        : { ja: `書き込めません（${code}）`, en: `can't write (${code})` };
    return { ok: false, text: { ja: `${file}: ${why.ja}`, en: `${file}: ${why.en}` } };
  }
}
