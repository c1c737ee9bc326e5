/** What the package gives to somebody's own suite: the ports, the levels behind them, and the desk to run against. */
export { levels, openStage } from './assemblies.ts';
export type * from './ports.ts';
export { type ContractJson, DeskError, type RunningDesk, type StartDeskOptions, startDesk } from './start-desk.ts';
export { type RunningPortal, type StartPortalOptions, startPortal } from './start-portal.ts';
