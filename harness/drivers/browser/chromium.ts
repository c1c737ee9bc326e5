/** The one browser of a worker: Chromium by its path on Debian, elsewhere whatever Playwright finds installed. */
import { existsSync } from 'node:fs';
import type { Browser as Chromium } from 'playwright-core';
import { NotSupported } from '../../ports.ts';

/** No service of its maker is asked for anything: the pages are on this machine. */
const args = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Debian and others put it; `ICHIDO_BROWSER` names another. */
const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'];

export async function launchChromium(): Promise<Chromium> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new NotSupported('playwright-core がありません（npm install playwright-core）');
  });
  const executablePath = process.env['ICHIDO_BROWSER'] ?? paths.find((path) => existsSync(path));
  // Root has no sandbox to give away; anybody else keeps it.
  const root = process.getuid?.() === 0;
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    chromiumSandbox: !root,
    args,
  });
}
