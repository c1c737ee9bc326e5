/** Every rule in the order in which a reader meets it: the manual, what it lets slip, our decisions, physics, the catalogue. PURE. */
import type { Text } from '../../../common/text.ts';
import { catalogue, easyToMiss } from './catalogue.ts';
import { decisions } from './decisions.ts';
import { physics } from './physics.ts';
import { type Quotation, quotations, type StatementId } from './quotations.ts';
import { statements } from './statements.ts';

export interface Rule {
  readonly id: string;
  /** What a test shows. */
  readonly shows: Text;
  /** The bank's words. */
  readonly quotations: readonly Quotation[];
  /** Ours alone. */
  readonly infer?: Text;
}

export interface Section {
  readonly kind: 'S' | 'easy' | 'D' | 'P' | 'C';
  readonly title: Text;
  readonly note: Text;
  readonly rules: readonly Rule[];
}

export const sections: readonly Section[] = [
  {
    kind: 'S',
    title: { ja: '取扱説明書の文', en: 'The manual, sentence by sentence' },
    note: {
      ja: '「」の中は取扱説明書の文そのもの。「推定」は当方の読みで、説明書にはない。',
      en: "Quotations are the manual's own words. What is marked as inferred is ours and not in the manual.",
    },
    rules: (Object.keys(quotations) as StatementId[]).map((id) => ({
      id,
      quotations: quotations[id],
      ...statements[id],
    })),
  },
  {
    kind: 'easy',
    title: { ja: '見落としやすい帰結', en: 'Easy to miss' },
    note: { ja: '説明書の文から従うこと。', en: 'What follows from the manual.' },
    rules: own(easyToMiss),
  },
  {
    kind: 'D',
    title: { ja: '決めごと（説明書にないこと）', en: 'Decisions where the manual is silent' },
    note: { ja: '当方の決めごとで、銀行の言葉ではない。', en: 'Ours, not the words of a bank.' },
    rules: own(decisions),
  },
  {
    kind: 'P',
    title: { ja: '実物のトークンのふるまい', en: 'How real tokens behave' },
    note: { ja: '銀行と製造元の公開資料による。', en: 'From published pages of banks and makers.' },
    rules: own(physics),
  },
  {
    kind: 'C',
    title: { ja: 'シナリオの目録', en: 'The catalogue of scenarios' },
    note: { ja: '少なくともこれだけは確かめる。', en: 'The least that is shown.' },
    rules: own(Object.fromEntries(Object.entries(catalogue).map(([id, ja]) => [id, { ja, en: ja }]))),
  },
];

export const allRules: readonly Rule[] = sections.flatMap(({ rules }) => rules);

function own(table: { readonly [id: string]: Text }): readonly Rule[] {
  return Object.entries(table).map(([id, shows]) => ({ id, shows, quotations: [] }));
}
