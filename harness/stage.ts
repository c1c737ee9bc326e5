/** What a team imports to have its own portal tested: `ichido/stage`. */

export type * from './outside/portal.ts';
export { type OutsideStage, type OutsideStageOptions, outsideStage, type StageAbout } from './outside/stage.ts';
export type { WordTable } from './outside/words/table.ts';
export { type WordPortal, wordPortal } from './outside/words/word-portal.ts';
export { type BankPolicy, NotSupported, type ShownRegistrations, type UsageMode } from './ports.ts';
export { refusalNames } from './scene/refusal-names.ts';
