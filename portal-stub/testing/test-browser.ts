/** For tests: a real Chromium without a window, and why there is none. */
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../browser/find-browser.ts';

const executablePath = findBrowser();

/** Undefined where there is a browser; otherwise what to say of the tests that are skipped for it. */
export const unlessChromium = executablePath === undefined ? ' (no Chromium here)' : undefined;

/** Nothing but what the test asks for leaves this browser. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
