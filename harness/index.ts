/** What the package gives to somebody's own suite: the ports, the levels behind them, and the desk to run against. */

export {
  type ContractJson,
  DeskError,
  type RunningDesk,
  type StartDeskOptions,
  startDesk,
} from '../desk/start-desk.ts';
export { type RunningPortal, type StartPortalOptions, startPortal } from '../desk/start-portal.ts';
export { type Level, type LevelName, levelNames, levels, type OpenStage, openStage } from './levels.ts';
export type * from './ports.ts';
export { NotSupported, ScreenRefused } from './ports.ts';
