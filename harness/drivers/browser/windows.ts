/** The windows of a worker: each is a context of its own, and serves one session of a scene after the other. */
import type { Browser as Chromium } from 'playwright-core';
import { type BrowserWindow, createBrowserWindow } from './window.ts';

/** Low enough for one picture to hold a page, high enough for nobody to scroll. */
const viewport = { width: 1280, height: 1000 };

export interface Windows {
  /** A window without cookies; nothing is opened before it is asked for its first page. */
  open(origin: string): BrowserWindow;
  /** The windows of the scene, in the order in which they were opened. */
  inUse(): readonly BrowserWindow[];
  /** The scene is over: its windows are emptied for the next one, which is sooner done than opening others. */
  clear(): Promise<void>;
}

/** @param slowMs how long a hand waits before each act, for whoever watches. */
export function openWindows(chromium: Chromium, slowMs = 0): Windows {
  const context = () => chromium.newContext({ javaScriptEnabled: false, locale: 'ja-JP', viewport });
  const free: BrowserWindow[] = [];
  const used: BrowserWindow[] = [];
  return {
    open: (origin) => {
      const window = free.pop() ?? createBrowserWindow(context, origin, slowMs);
      used.push(window);
      return window;
    },
    inUse: () => used,
    clear: async () => {
      const windows = used.splice(0);
      await Promise.all(windows.map((window) => window.clear()));
      free.push(...windows);
    },
  };
}
