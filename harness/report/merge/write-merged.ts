/** Puts shards from anywhere into `reports/` as one run, their own files beside it. The only file here that touches a disk. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bothLanguages, type Text } from '../../../common/text.ts';
import { openRunFolder, readSummary, summaryFile } from '../../run/folders.ts';
import { broken, unusable } from '../../run/run-error.ts';
import { type FoundRun, type Merged, mergeShards, pictureOf } from './merge-shards.ts';

/** @param folders each searched for runs, from `cwd`. Throws `RunError` where they are no shards of one run. */
export async function writeMerged(
  cwd: string,
  folders: readonly string[],
  maxSkips?: number,
): Promise<readonly (Merged & { readonly folder: string })[]> {
  const found = folders.flatMap((folder) => runsIn(cwd, folder));
  const result = mergeShards(found, maxSkips);
  if (!result.ok) throw broken(result.text.ja, result.text.en);
  return result.levels.map((merged) => ({ ...merged, folder: writeLevel(cwd, merged) }));
}

/** What the merged run says of itself: complete, or which shard is missing. */
export function mergedText({ summary, total, missing }: Merged): Text {
  const { level, scenarios, of } = summary;
  const counted = {
    ja: `実行レベル ${level}: ${scenarios.length} / ${of} シナリオ`,
    en: `level ${level}: ${scenarios.length} of ${of} scenarios`,
  };
  if (missing.length === 0)
    return {
      ja: `${counted.ja}、分割 ${total} 個がそろいました。`,
      en: `${counted.en}, complete: all ${total} shards`,
    };
  const names = missing.map((index) => `${index}/${total}`).join(', ');
  return { ja: `${counted.ja}、足りない分割: ${names}`, en: `${counted.en}, missing: shard ${names}` };
}

function runsIn(cwd: string, folder: string): readonly FoundRun[] {
  const root = resolve(cwd, folder);
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw unusable(`「${folder}」というフォルダーはありません。`, `no such folder: ${folder}`);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name === summaryFile || name.endsWith(`/${summaryFile}`) || name.endsWith(`\\${summaryFile}`))
    .sort()
    .flatMap((name) => {
      const at = dirname(join(root, name));
      const summary = readSummary(at);
      return summary === undefined ? [] : [{ folder: at, summary }];
    });
}

function writeLevel(cwd: string, { summary, shards }: Merged): string {
  const run = openRunFolder(cwd, { ...summary, full: false, ended: false });
  const to = join(cwd, run.path);
  const texts = shards.map(({ index, run: { folder, summary: shard } }) => {
    const own = join(to, 'shards', String(index));
    mkdirSync(own, { recursive: true });
    for (const name of ['cucumber.html', 'junit.xml', 'messages.ndjson'])
      copyIfThere(join(folder, name), join(own, name));
    const pictures = shard.scenarios.flatMap((each) => [each, ...each.steps]).flatMap((each) => each.pictures ?? []);
    if (pictures.length > 0) mkdirSync(join(to, 'pictures'), { recursive: true });
    for (const { file } of pictures) copyIfThere(join(folder, file), join(to, pictureOf(index, file)));
    return { index, junit: textOf(join(folder, 'junit.xml')), messages: textOf(join(folder, 'messages.ndjson')) };
  });
  writeFileSync(join(to, 'junit.xml'), junitOf(texts.map(({ junit }) => junit)));
  writeFileSync(join(to, 'messages.ndjson'), texts.map(({ messages }) => messages).join(''));
  writeFileSync(join(to, 'cucumber.html'), shardsPage(texts.map(({ index }) => index)));
  return run.finish(summary);
}

/** JUnit's own way to hold several suites. */
const junitOf = (suites: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map((suite) => suite.replace(/^\s*<\?xml[^>]*\?>\s*/, '')).join('\n')}\n</testsuites>\n`;

const shardsPage = (indices: readonly number[]): string => `<!DOCTYPE html>
<html lang="ja"><meta charset="utf-8"><title>${bothLanguages({ ja: '分割ごとの報告', en: 'Reports of the shards' })}</title>
<ul>${indices.map((index) => `<li><a href="shards/${index}/cucumber.html">${bothLanguages({ ja: `分割 ${index}`, en: `shard ${index}` })}</a></li>`).join('')}</ul>
</html>
`;

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
