/** The instant of what has just been done. */
import assert from 'node:assert/strict';
import type { Scene } from './scene.ts';

/** Longer than any step takes. */
const momentMs = 60_000;

/** The scene's own instant; on a clock that runs, one of the last moments. */
export async function demandJustNow({ stage }: Scene, at: number, what = '日時'): Promise<void> {
  const now = await stage.clock.now();
  if (stage.clock.runs === true) assert.ok(at <= now && now - at < momentMs, what);
  else assert.equal(at, now, what);
}
