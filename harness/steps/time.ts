/** Time passes only because a step says so. */
import { When } from '@cucumber/cucumber';
import { letPass } from '../scene.ts';
import type { IchidoWorld } from '../world.ts';

When('{期間}が過ぎる', async function (this: IchidoWorld, ms: number) {
  await letPass(this.scene, ms);
});
