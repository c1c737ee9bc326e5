/**
 * 「もしかして」: the sentences that come nearest to one that nobody defined, filled with its own names. Particles, the
 * width of characters, what stands in 「」 and synonyms don't count: they are what people mistake. PURE.
 */
import { synonyms } from './synonyms.ts';
import type { Pattern, Vocabulary } from './vocabulary.ts';

/** Less alike than that is another sentence. */
const leastLikeness = 0.45;
const mostSentences = 3;

/** The best first; none where nothing is alike. */
export function nearest(text: string, { patterns, words }: Vocabulary): readonly string[] {
  const core = coreOf(text);
  const ranked = patterns
    .map((pattern) => ({ pattern, likeness: likeness(core, coreOf(plain(pattern, words))) }))
    .filter((each) => each.likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness);
  return [...new Set(ranked.map(({ pattern }) => filled(pattern, text, words)))].slice(0, mostSentences);
}

/** What carries the meaning: without widths, names, numbers, particles and points, in the words of the sentences. */
export function coreOf(text: string): string {
  let core = text.normalize('NFKC').toUpperCase();
  core = core.replace(/「[^」]*」|『[^』]*』|"[^"]*"|\([^)]*\)/g, '').replace(/\d+/g, '0');
  for (const [other, word] of pairs) core = core.replace(other, word);
  return core.replace(/[はがをにでのへとも、。,.\s]/g, '');
}

/** Longer ones first, so that none is taken for a part of another; and no word is replaced inside itself. */
const pairs: readonly (readonly [RegExp, string])[] = synonyms
  .flatMap(([word, ...others]) => others.map((other): readonly [string, string] => [word, other]))
  .filter(([word, other]) => !word.includes(other) || word.startsWith(other))
  .sort(([, a], [, b]) => b.length - a.length)
  .map(([word, other]) => [
    new RegExp(word.startsWith(other) ? `${other}(?!${word.slice(other.length)})` : other, 'g'),
    word,
  ]);

/** Words of a kind of their own bring the kind's name into the sentence: 利用者「user01」. */
const samples: { readonly [name: string]: string } = {
  利用者: '利用者「user01」',
  トークン: 'トークン「A」',
  管理者: '管理者',
  期間: '30秒',
  表示: '「…」',
  断り: '「…」',
  理由: '「…」',
  画面: '「…」の画面',
  誤り: '「…」の誤りを重ねて',
  int: '1',
  float: '1.5',
  string: '"…"',
};

const sampleOf = (name: string, regexps: readonly string[] = []): string =>
  samples[name] ?? regexps[0]?.split('|').find((word) => !/[\\()[\]?*+^$]/.test(word)) ?? `{${name}}`;

const place = /\{([^}]*)\}/g;

/** Asked last: whatever stands in 「」 would do for them. */
const general: readonly string[] = ['表示', '断り', '理由', 'int', 'float', 'word', 'string'];

/** The sentence with a sample for each of its words. */
export const plain = ({ source }: Pattern, words?: Vocabulary['words']): string =>
  source.replace(place, (_all, name: string) => sampleOf(name, words?.get(name)));

/** The pattern with what the text says for each of its words; a sample where it says nothing. */
function filled({ source }: Pattern, text: string, words: Vocabulary['words']): string {
  let rest = text.normalize('NFKC');
  const names = [...source.matchAll(place)].map(([, name = '']) => name);
  const said: string[] = names.map((name) => sampleOf(name, words.get(name)));
  const take = (name: string, at: number) => {
    // A number in a name is no number.
    const where = name === 'int' || name === 'float' ? rest.replace(/「[^」]*」/g, ' ') : rest;
    const found = (words.get(name) ?? []).map((regexp) => new RegExp(regexp).exec(where)?.[0]).find((each) => each);
    if (found === undefined) return;
    rest = rest.replace(found, ' ');
    said[at] = found;
  };
  for (const late of [false, true])
    for (const [at, name] of names.entries()) if (general.includes(name) === late) take(name, at);
  return source.replace(place, () => said.shift() ?? '');
}

/** Dice's coefficient of pairs of characters: 1 = the same, 0 = nothing in common. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [bigrams(a), bigrams(b)];
  const total = left.length + right.length;
  if (total === 0) return 0;
  let common = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at === -1) continue;
    right.splice(at, 1);
    common += 1;
  }
  return (2 * common) / total;
}

const bigrams = (text: string): string[] => [...text].slice(1).map((end, index) => `${[...text][index]}${end}`);
