/** The web parts of a portal that may be had otherwise, each handed the right one. PURE: the shape only. */
import type { Sessions } from './http/session.ts';
import type { Pipeline } from './pages/pipeline.ts';
import type { Render } from './pages/render.ts';

export interface WebWrapping {
  readonly sessions?: (right: Sessions) => Sessions;
  readonly pipeline?: (right: Pipeline) => Pipeline;
  readonly render?: (right: Render) => Render;
}
