/** Cucumber's World: one scene per scenario, one stage per worker. */
import {
  After,
  AfterAll,
  Before,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
  World,
} from '@cucumber/cucumber';
import { openStage } from '../levels.ts';
import { NotSupported, type Stage } from '../ports.ts';
import { demandLooked } from './acts.ts';
import { openScene, type Scene } from './scene.ts';

export class IchidoWorld extends World<{ readonly level?: string }> {
  /** Set by the Before hook. */
  scene!: Scene;
}

setWorldConstructor(IchidoWorld);
// A deadline for every wait; nothing here takes a second, and nothing sleeps. Only people and real time do, at `real`.
setDefaultTimeout(process.env['ICHIDO_LEVEL'] === 'real' ? 180_000 : 30_000);

/** A driver that cannot do a thing skips the scenario and leaves its reason in the report; it never passes unseen. */
setDefinitionFunctionWrapper((definition: (this: IchidoWorld, ...given: unknown[]) => unknown) => {
  return async function (this: IchidoWorld, ...given: unknown[]) {
    try {
      return await definition.apply(this, given);
    } catch (error) {
      if (!(error instanceof NotSupported)) throw error;
      this.log(`skipped: ${error.message}`);
      return 'skipped';
    }
  };
});

let stage: Promise<Stage> | undefined;

Before(async function (this: IchidoWorld) {
  stage ??= openStage(this.parameters.level ?? process.env['ICHIDO_LEVEL'] ?? 'http');
  this.scene = await openScene(await stage);
});

After(async function (this: IchidoWorld, { result }) {
  if (result?.status === 'PASSED') demandLooked(this.scene);
});

AfterAll(async () => {
  await (await stage)?.close();
  stage = undefined;
});
