/** The manual's words stand once. What else quotes them, quotes them as they are; each has a scenario. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { quotations } from './quotations.ts';
import { allRules } from './sections.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const under = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name));

const hashes: { readonly [id: string]: string } = {
  'S-01': '3747e4a9added11c',
  'S-02': '2c92ea60646a0071',
  'S-03': '9f1ba9f33689a37d',
  'S-04': 'b6eeabb076c82655',
  'S-05': 'a8bf095385cadabe',
  'S-06': '419cfe90061add98',
  'S-07': '41a1db4deaa95ec4',
  'S-08': 'd21e10216da514c8',
  'S-09': 'b8756f5af5e34395',
  'S-10': 'd0af5251b0f3d6b2',
  'S-11': '544a44e1a367440e',
  'S-12': 'f539a4bb4d66063c',
  'S-13': 'a6046c626a3def95',
  'S-14': '1773f0d648d089fe',
  'S-15': 'c5da6aed4e1f49f1',
  'S-16': 'c34aed0640e50a20',
  'S-17': 'e18ebd00730ebafc',
  'S-18': '4ef68581e16b6afb',
  'S-19': '315cc824b0c3ca46',
  'S-20': 'b9d91362df33c3aa',
  'S-21': '3fe225cb3ce10f6f',
  'S-22': '6e41027388a326bc',
  'S-23': 'd2cc794a1cdeacbd',
  'S-24': '56abab273f12b2e2',
  'S-25': '1e93d34afca2919c',
  'S-26': '1a902992d9bec493',
  'S-27': '8214282e54f68996',
  'S-28': '6767e77d033396fa',
  'S-29': 'c8cf0c55532ac5c7',
  'S-30': '3e2ed0b307ccff62',
  'S-31': '91e91160ff03f910',
  'S-32': 'b3da56dd5da77c0e',
  'S-33': '93f10c85fa057e3c',
  'S-34': 'd7316940194d53d8',
  'S-35': '1d91eac1c6f3e83e',
  'S-36': 'd3b030f8fef32a4b',
};

test.each(Object.entries(quotations))('%s is quoted letter for letter', (id, quoted) => {
  const text = quoted.map(({ at, text }) => `${at}\t${text}`).join('\n');
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16), `${id} 「${text}」`).toBe(hashes[id]);
});

test('whatever the page lists has words in Japanese', () => {
  expect(allRules.length).toBeGreaterThan(130);
  expect(allRules.filter(({ shows }) => !/[ぁ-んァ-ヶ一-龠]|OTP/.test(shows.ja)).map(({ id }) => id)).toEqual([]);
});

const quoted = Object.values(quotations).flatMap((all) => all.map(({ text }) => text as string));
const plain = (text: string) => text.replace(/\s+/g, '');
const whole = quoted.map(plain);

/** `S-18「…」`, as a ルール, a description or a page may write it; … leaves out what stands between. */
function misquoted(text: string): readonly string[] {
  return [...text.matchAll(/(S-\d\d)[ :：]*「((?:[^「」]|「[^「」]*」)*)」/g)].flatMap(([all, id = '', words = '']) => {
    const said = ((quotations as { readonly [id: string]: readonly { readonly text: string }[] })[id] ?? [])
      .map(({ text: each }) => plain(each))
      .join('\n');
    let from = 0;
    const found = plain(words)
      .split('…')
      .every((part) => {
        const at = said.indexOf(part, from);
        from = at + part.length;
        return at >= 0;
      });
    return found ? [] : [all];
  });
}

/** Sentences long enough to be nobody's but the manual's, with a word changed. */
function nearlyQuoted(text: string): readonly string[] {
  const sentences = whole.filter((each) => each.length >= 20);
  return text.split('\n').flatMap((line) => {
    const words = plain(line);
    return sentences
      .filter((sentence) => !words.includes(sentence) && shares(words, sentence))
      .map((sentence) => `${line.trim()} ≠ ${sentence}`);
  });
}

/** Its first and its last third stand there in order, and not the whole. */
function shares(words: string, sentence: string): boolean {
  const third = Math.floor(sentence.length / 3);
  const start = words.indexOf(sentence.slice(0, third));
  return start >= 0 && words.indexOf(sentence.slice(-third), start) >= 0;
}

const speakers = [
  ...under('features', '.feature'),
  ...under('docs', '.md'),
  ...under('portal-stub/texts', '.ts'),
].concat('README.md', 'README.ja.md');

describe.each(speakers)('%s', (path) => {
  test('quotes the manual as it is, or not', () => {
    expect(misquoted(read(path))).toEqual([]);
    expect(nearlyQuoted(read(path))).toEqual([]);
  });
});

test('a quotation with one word changed is seen', () => {
  expect(misquoted('ルール: S-18「利用形態を変更する場合は、トークンの利用登録が解除されます。」')).toEqual([]);
  expect(misquoted('ルール: S-18「利用形態を変更する場合は、…解除されます。」')).toEqual([]);
  expect(misquoted('ルール: S-18「利用形態を変更した場合は、トークンの利用登録が解除されます。」')).toHaveLength(1);
  expect(misquoted('ルール: S-99「次へ」')).toHaveLength(1);
  expect(nearlyQuoted('利用形態を変更する場合は、トークンの登録が解除されます。')).toHaveLength(1);
});

/** What the manual shows on the screens, the portal's pages say. */
test.each(['S-08', 'S-11', 'S-12', 'S-16', 'S-17', 'S-18', 'S-29'] as const)('the portal’s pages say %s', (id) => {
  const texts = under('portal-stub', '.ts')
    .concat(under('portal-stub', '.eta'))
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => plain(read(path)))
    .join('\n');
  const onScreen = quotations[id].filter(({ at }) => at.includes('の画面'));
  expect(onScreen.length).toBeGreaterThan(0);
  for (const { text } of onScreen) expect(texts, id).toContain(plain(text).replace(/^[①②]/, ''));
});
