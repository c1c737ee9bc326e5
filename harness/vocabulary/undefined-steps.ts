/** What is said of the steps of a run that nobody defined: each once, with the sentences that come nearest. PURE. */
import type { Text } from '../../common/text.ts';
import type { ScenarioVerdict } from '../report/summary.ts';
import { nearest } from './nearest.ts';
import type { Vocabulary } from './vocabulary.ts';

export function undefinedSteps(scenarios: readonly ScenarioVerdict[], vocabulary: Vocabulary): readonly Text[] {
  const texts = scenarios.flatMap(({ steps }) =>
    // A step stands in its report with its keyword before it.
    steps.filter(({ status }) => status === 'undefined').map(({ text }) => text.slice(text.indexOf(' ') + 1)),
  );
  return [...new Set(texts)].map((text) => {
    const found = nearest(text, vocabulary);
    return found.length === 0
      ? {
          ja: `「${text}」という手順はありません。使える文の一覧は「ichido steps」、語で探すには「ichido steps 電池」です。`,
          en: `no step is defined as "${text}"; \`ichido steps\` lists those that are`,
        }
      : {
          ja: `「${text}」という手順はありません。もしかして: ${found.join(' ｜ ')}`,
          en: `no step is defined as "${text}"; did you mean: ${found.join(' | ')}`,
        };
  });
}
