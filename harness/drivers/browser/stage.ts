/** The assembly `browser`: a real desk on free ports, its pages in Chromium, codes over the control WebSocket. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Assembly, StageOptions } from '../../ports.ts';
import { openPagesStage } from '../http/stage.ts';
import { launchChromium } from './chromium.ts';
import { type BrowserWindow, createBrowserWindow } from './window.ts';

export async function openBrowserStage(options?: StageOptions, wrap?: Wrapping): Promise<Assembly> {
  const chromium = await launchChromium();
  const windows: BrowserWindow[] = [];
  const closeWindows = async (): Promise<void> => {
    await Promise.all(windows.splice(0).map((window) => window.close()));
  };
  const pages = await openPagesStage(options, wrap, (origin) => {
    const window = createBrowserWindow(chromium, origin);
    windows.push(window);
    return window;
  });
  return {
    ...pages,
    end: closeWindows,
    close: async () => {
      await closeWindows();
      await pages.close();
      await chromium.close();
    },
  };
}
