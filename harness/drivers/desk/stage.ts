/**
 * The assembly `desk`: a whole person. The desk is the TUI itself, in a terminal, pressed by keys and read by its
 * screen; the pages of its portal are in Chromium, and what is read off the one is typed into the other.
 */
import type { Wrapping } from '../../../desk/wrapping.ts';
import { type Assembly, NotSupported } from '../../ports.ts';
import type { Shown } from '../../shown.ts';
import type { StageOptions } from '../../stage-options.ts';
import { browserStage } from '../browser/stage.ts';
import { sceneStart } from '../scene-start.ts';
import { handsAt } from './hands.ts';
import { reportOf } from './sight.ts';
import { startTui } from './tui.ts';

export async function openDeskStage(options: StageOptions = {}, wrap?: Wrapping): Promise<Assembly> {
  // Its parts stand in a process of their own.
  if (wrap !== undefined) throw new NotSupported('デスクの画面の部品は取り替えられません');
  const { seed = 1, now = sceneStart } = options;
  const desk = await startTui({ now, seed });
  try {
    const pages = await browserStage(async () => desk, options);
    const shown = (): readonly Shown[] => {
      const text = reportOf(desk.terminal.sight());
      return [...(pages.shown?.() ?? []), { name: '端末', version: text, mediaType: 'text/plain', text }];
    };
    return { ...pages, ...handsAt(desk.terminal, pages), shown };
  } catch (error) {
    await desk.stop();
    throw error;
  }
}
