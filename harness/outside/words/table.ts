/**
 * The words of a portal whose pages are built like ours and say it otherwise: what is looked for is said in its words, what
 * is read is heard in ours. PURE.
 */

export interface WordTable {
  /**
   * The manual's word → the portal's, whole. What has no entry is the same word. A key may name the screen first, where one
   * word of ours is two of theirs.
   * @example { 利用登録: 'カードを登録する', シリアル番号: 'カード番号', 'ワンタイムパスワード利用登録/OK': '確定' }
   */
  readonly words: { readonly [word: string]: string };
  /** Our address → the portal's, for what is opened without a link. @example { '/': '/bank/' } */
  readonly paths?: { readonly [path: string]: string };
  /** Sentences that may stand beside a refusal, such as one that tells of a stop; `#` stands for a number in them. */
  readonly beside?: readonly string[];
}

export interface Words {
  /** Our word as the portal says it on that screen. */
  say(word: string, screen: string): string;
  /** A whole text of the portal in our words. One that has an entry never counts in our old form. */
  hear(text: string, screen: string): string;
  /** The same for a text that holds more than the word: a serial, a second sentence. */
  hearWithin(text: string, screen: string): string;
  path(ours: string): string;
}

/** Throws where one word of the portal's would be two of ours on a screen. */
export function createWords({ words, paths = {} }: WordTable): Words {
  const screens = new Set(Object.keys(words).map((key) => splitKey(key)[0]));
  const tables = new Map([...screens, ''].map((screen) => [screen, tableOf(words, screen)]));
  const of = (screen: string) => tables.get(screen) ?? tables.get('') ?? tableOf({}, '');
  const heard = (text: string, { ours, theirs }: Table): string | undefined =>
    theirs.get(text) ?? (ours.has(text) ? spoiled(text) : undefined);
  return {
    say: (word, screen) => of(screen).ours.get(word) ?? word,
    hear: (text, screen) => heard(text, of(screen)) ?? text,
    hearWithin(text, screen) {
      const table = of(screen);
      const known = [...table.theirs.keys(), ...table.ours.keys()].sort((one, other) => other.length - one.length);
      if (known.length === 0) return text;
      const pattern = new RegExp(known.map(literally).join('|'), 'gu');
      return text.replace(pattern, (word) => heard(word, table) ?? word);
    },
    path(ours) {
      const [path = '', query] = ours.split(/(?=\?)/);
      return `${paths[path] ?? path}${query ?? ''}`;
    },
  };
}

interface Table {
  readonly ours: ReadonlyMap<string, string>;
  readonly theirs: ReadonlyMap<string, string>;
}

/** The entries that hold on a screen: those of every screen, and its own in their place. */
function tableOf(words: WordTable['words'], screen: string): Table {
  const keys = Object.entries(words).map(([key, theirs]) => [...splitKey(key), theirs] as const);
  const ours = new Map(
    ['', screen].flatMap((each) => keys.filter(([on]) => on === each).map(([, word, said]) => [word, said] as const)),
  );
  const theirs = new Map<string, string>();
  for (const [word, said] of ours) {
    const other = theirs.get(said);
    if (other !== undefined) {
      throw new Error(`「${said}」は「${other}」と「${word}」の両方に当たります。前に画面の名前を付けてください`);
    }
    theirs.set(said, word);
  }
  return { ours, theirs };
}

/** `screen/word`; a word of ours holds no slash of this width. */
function splitKey(key: string): readonly [string, string] {
  const at = key.indexOf('/');
  return at === -1 ? ['', key] : [key.slice(0, at), key.slice(at + 1)];
}

/** Our old word on a page that should say it otherwise: nothing that a scenario looks for, and legible in its message. */
const spoiled = (word: string): string => [...word].join('·');

/** A refusal's own sentence, without those that may stand beside it. */
export function withoutBeside(text: string, beside: WordTable['beside'] = []): string {
  return beside.reduce((left, sentence) => left.replace(patternOf(sentence), '').trim(), text);
}

/** `#` stands for a number. */
const patternOf = (sentence: string): RegExp => new RegExp(literally(sentence).replaceAll('#', '[0-9]+'));

/** As a pattern: its signs are no more than signs. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
