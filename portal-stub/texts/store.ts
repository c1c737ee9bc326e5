/** What is said when the facts cannot be opened. PURE. */
import type { Text } from '../../common/text.ts';

export const newerDatabase = (found: number, known: number): Text => ({
  ja: `新しい版のポータルの状態です（版 ${found}、この ichido が知るのは ${known} まで）。`,
  en: `portal database of version ${found}, but this ichido knows ${known} at most.`,
});
