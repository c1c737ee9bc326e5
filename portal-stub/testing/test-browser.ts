/** For tests: a real Chromium without a window, and why there is none. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env['ICHIDO_CHROMIUM'] ?? '/usr/bin/chromium';

/** Undefined where there is a browser; otherwise what to say of the tests that are skipped for it. */
export const unlessChromium = existsSync(executablePath) ? undefined : ` (${executablePath} is missing)`;

/** Nothing but what the test asks for leaves this browser. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
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
