/** What devices do and show, as one value: the live tray asks nothing else about them. PURE. */
import { faceOf, nextChangeOf, pressResultOf, summaryOf } from '../tray/summary.ts';
import { update } from '../tray/update.ts';

export interface Physics {
  readonly update: typeof update;
  readonly faceOf: typeof faceOf;
  readonly nextChangeOf: typeof nextChangeOf;
  readonly pressResultOf: typeof pressResultOf;
  readonly summaryOf: typeof summaryOf;
}

export const physics: Physics = { update, faceOf, nextChangeOf, pressResultOf, summaryOf };
