/** Named assemblies: what stands behind the ports. Imported only when asked for, so that `domain` loads no server. */
import type { Stage } from './ports.ts';

const assemblies: { readonly [level: string]: () => Promise<Stage> } = {
  domain: async () => (await import('./drivers/domain/stage.ts')).openDomainStage(),
  http: async () => (await import('./drivers/http/stage.ts')).openHttpStage(),
  real: async () => (await import('./drivers/real/stage.ts')).openRealStage(),
};

/** Levels that the command knows by name but that this version cannot run yet. */
export const plannedLevels: readonly string[] = ['browser', 'desk'];
export const levels: readonly string[] = Object.keys(assemblies);

/** Opens the stage of a level. Throws on a level that is unknown or not there yet: nothing falls back to another. */
export async function openStage(level: string): Promise<Stage> {
  const open = Object.hasOwn(assemblies, level) ? assemblies[level] : undefined;
  if (open === undefined) throw new Error(`「${level}」という段はありません（${levels.join('、')}）`);
  return open();
}
