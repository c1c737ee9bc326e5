/** What a team imports to have its own portal tested: `ichido/stage`. */

export type * from './outside/portal.ts';
export { type OutsideStage, type OutsideStageOptions, outsideStage, type StageAbout } from './outside/stage.ts';
export { type BankPolicy, NotSupported, type ShownRegistrations, type UsageMode } from './ports.ts';
