/** The assembly `browser`: a real desk on free ports, its pages in Chromium, codes over the control WebSocket. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Assembly } from '../../ports.ts';
import type { StageOptions } from '../../stage-options.ts';
import { type DeskBehind, deskOf, pagesStage } from '../http/stage.ts';
import { launchChromium } from './chromium.ts';
import { openWindows, type Windows } from './windows.ts';

type BrowserAssembly = Assembly & { readonly windows: Windows };

export const openBrowserStage = (options?: StageOptions, wrap?: Wrapping): Promise<BrowserAssembly> =>
  browserStage(() => deskOf(options, wrap), options);

/** @param startDesk the desk whose pages are seen; it ends with the stage. */
export async function browserStage(
  startDesk: () => Promise<DeskBehind>,
  options: StageOptions = {},
): Promise<BrowserAssembly> {
  const chromium = await launchChromium(options);
  const windows = openWindows(chromium, options.slowMs);
  const pages = await startDesk()
    .then((desk) => pagesStage(desk, windows.open))
    .catch(async (error: unknown) => {
      await chromium.close();
      throw error;
    });
  return {
    ...pages,
    windows,
    end: async () => {
      await pages.end?.();
      await windows.clear();
    },
    close: async () => {
      await pages.close();
      await chromium.close();
    },
  };
}
