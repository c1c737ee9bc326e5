/** ichido's own features and the names by which a part of them is asked for. */
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { loadSources } from '@cucumber/cucumber/api';
import { catalogue } from '../report/rules/catalogue.ts';
import { ourFeatures, posix } from './package-root.ts';

/** `swap`, `lock` …: one a file. */
export const topics = (): readonly string[] => [...topicFiles().keys()].sort();

/** Topic → its file, in whatever folder of the features it stands. */
const topicFiles = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(ourFeatures, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.feature'))
      .map((name) => [basename(name, '.feature'), name]),
  );

/** `M`, `R`, `W` …: the letters of the catalogue, whose scenarios carry tags like `@W1`. */
const letters: readonly string[] = [...new Set(Object.keys(catalogue).map((id) => id.slice(0, 1)))];

export const catalogueSections = (): readonly string[] => [...topics(), ...letters];

/**
 * Patterns from `cwd` for these sections, or for all where none is named. A letter leads to single scenarios by their
 * lines, so that it narrows nobody else's features as a tag would.
 */
export async function cataloguePaths(cwd: string, names: readonly string[]): Promise<readonly string[]> {
  const from = (file: string) => posix(relative(cwd, join(ourFeatures, file)));
  if (names.length === 0) return [from('**/*.feature')];
  const files = [...topicFiles()].filter(([topic]) => names.includes(topic)).map(([, file]) => from(file));
  const tags = Object.keys(catalogue).filter((id) => names.includes(id.slice(0, 1)));
  if (tags.length === 0) return files;
  const { plan } = await loadSources(
    {
      defaultDialect: 'ja',
      paths: [from('**/*.feature')],
      names: [],
      tagExpression: tags.map((id) => `@${id}`).join(' or '),
      order: 'defined',
    },
    { cwd },
  );
  const lines = Map.groupBy(plan, ({ uri }) => posix(uri));
  return [
    ...files,
    ...[...lines]
      .filter(([uri]) => !files.includes(uri))
      .map(([uri, found]) => [uri, ...new Set(found.map(({ location }) => location.line))].join(':')),
  ];
}
