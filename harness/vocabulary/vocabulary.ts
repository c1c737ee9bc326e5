/** The sentences that a run knows and the words that may stand in them, as Cucumber's messages tell. PURE. */
import type { Envelope } from '../report/fold.ts';

/** `{管理者}が{トークン}を利用登録する` */
export interface Pattern {
  readonly source: string;
}

export interface Vocabulary {
  readonly patterns: readonly Pattern[];
  /** Name of a word → the regular expressions of what may stand for it. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

/** Cucumber has these without telling. */
const builtIn: readonly [string, readonly string[]][] = [
  ['int', ['-?\\d+']],
  ['float', ['-?\\d+\\.\\d+']],
  ['word', ['[^\\s]+']],
  ['string', ['"[^"]*"', "'[^']*'"]],
];

export const noVocabulary: Vocabulary = { patterns: [], words: new Map(builtIn) };

/** With what one message defines. */
export function takeWords(known: Vocabulary, { stepDefinition, parameterType }: Envelope): Vocabulary {
  if (stepDefinition) return { ...known, patterns: [...known.patterns, { source: stepDefinition.pattern.source }] };
  if (parameterType)
    return { ...known, words: new Map([...known.words, [parameterType.name, parameterType.regularExpressions]]) };
  return known;
}
