/** Time passes only because a step says so. */
import { When } from '@cucumber/cucumber';
import { letSaidPass } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';

When('{期間}が過ぎる', async function (this: IchidoWorld, ms: number) {
  await letSaidPass(this.scene, ms);
});
