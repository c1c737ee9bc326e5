/** The assembly `browser`: a real desk on free ports, its pages in Chromium, codes over the control WebSocket. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Assembly, StageOptions } from '../../ports.ts';
import { openPagesStage } from '../http/stage.ts';
import { type ChromiumOptions, launchChromium } from './chromium.ts';
import { openWindows, type Windows } from './windows.ts';

export async function openBrowserStage(
  options?: StageOptions & ChromiumOptions,
  wrap?: Wrapping,
): Promise<Assembly & { readonly windows: Windows }> {
  const chromium = await launchChromium(options);
  const windows = openWindows(chromium);
  const pages = await openPagesStage(options, wrap, windows.open).catch(async (error: unknown) => {
    await chromium.close();
    throw error;
  });
  return {
    ...pages,
    windows,
    end: windows.clear,
    close: async () => {
      await pages.close();
      await chromium.close();
    },
  };
}
