/**
 * The portal's texts and what they mean: its refusals by our names, its words for what was done. A text that no entry
 * knows is an error that prints it, never a guess. PURE.
 */
import type { Outcome, ShownRegistrations } from '../outcome.ts';
import { refusalNames } from '../scene/refusal-names.ts';
import type { OutsidePortal, RefusalText, Told } from './portal.ts';

export interface Tables {
  /** @param shown what the screens show of registrations, by the scenario's own user ids. */
  outcome(told: Told, shown: ShownRegistrations | undefined): Outcome;
  /** Every set of names that one text of this portal stands for. */
  readonly indistinct: readonly (readonly string[])[];
  /** Names whose texts differ by declaration: the rule that one text tells no more (D-12) doesn't hold here. */
  readonly differing: readonly string[];
}

type TablesOf = Pick<OutsidePortal, 'refusals' | 'done' | 'halfWidth'>;

export function createTables({ refusals, done, halfWidth }: TablesOf): Tables {
  const entries = Object.entries(refusals).map(([name, text]) => ({ code: codeOf(name), name, texts: textsOf(text) }));
  const namesOf = (text: string) => entries.filter(({ texts }) => texts.some((each) => matches(each, text)));
  const sets = entries.flatMap(({ texts }) => texts.map((text) => namesOf(text).map(({ name }) => name)));
  const words: readonly (readonly [string, string])[] = [
    [done.registered, '登録完了'],
    [done.deregistered, '登録解除完了'],
    [done.unchanged, '変更なし'],
    [done.transferred, '受付完了'],
  ];

  return {
    outcome({ ok, text }, shown) {
      if (ok) {
        const meant = words.find(([theirs]) => matches(theirs, text))?.[1];
        return { accepted: true, status: meant ?? text, shown };
      }
      const [first, ...others] = namesOf(text).map(({ code }) => code);
      if (first === undefined) throw new Error(`「${text}」という断りは表（refusals）にありません`);
      const also = others.length === 0 ? {} : { also: others };
      const said = halfWidth === undefined ? text : text.replaceAll(halfWidth, '半角');
      return { accepted: false, code: first, text: said, traces: text, ...also };
    },
    indistinct: unique(sets.filter((names) => names.length > 1)),
    differing: Object.entries(refusals)
      .filter(([, text]) => typeof text !== 'string')
      .map(([name]) => name),
  };
}

const textsOf = (text: RefusalText): readonly string[] => (typeof text === 'string' ? [text] : text.texts);

function codeOf(name: string): string {
  const code = Object.entries(refusalNames).find(([, each]) => each === name)?.[0];
  if (code !== undefined) return code;
  throw new Error(`表（refusals）の「${name}」は断りの名前ではありません（${Object.values(refusalNames).join('、')}）`);
}

/** The whole text; `*` stands for what varies within one sentence. A looser rule would swallow a second, telling sentence. */
function matches(entry: string, text: string): boolean {
  const [first = '', ...rest] = entry.split('*').map(squeezed);
  const said = squeezed(text);
  if (rest.length === 0) return said === first;
  const pattern = [first, ...rest].map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^。]*');
  return new RegExp(`^${pattern}$`, 'u').test(said);
}

const squeezed = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const unique = (sets: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Map(sets.map((names) => [names.join(' '), names])).values(),
];
