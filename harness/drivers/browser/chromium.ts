/** The one browser of a worker. */
import { existsSync } from 'node:fs';
import type { BrowserType, Browser as Chromium } from 'playwright-core';
import { findBrowser } from '../../../browser/find-browser.ts';
import { missingName, missingText } from '../../../common/missing-package.ts';
import { bothLanguages, type Text } from '../../../common/text.ts';

export interface ChromiumOptions {
  /** With a window that somebody watches. */
  readonly headed?: boolean | undefined;
}

/**
 * No service of its maker is asked for anything: the pages are on this machine. Chromium takes only the last list of
 * features, so this one stands for Playwright's too. Without RenderDocument a page costs half: its frame is used again.
 */
const unwanted = [
  'RenderDocument',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'Translate',
];
const args = [
  `--disable-features=${unwanted.join(',')}`,
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Throws where package or browser is missing. */
export async function launchChromium({ headed = false }: ChromiumOptions = {}): Promise<Chromium> {
  const { chromium, executablePath, missing } = await look({ headed });
  if (missing !== undefined) throw new Error(bothLanguages(missing));
  // Root has no sandbox to give away; anybody else keeps it.
  const root = process.getuid?.() === 0;
  // Whoever ends a run ends it whole; the browser goes with the pipe that it is driven by.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath, headless: !headed, chromiumSandbox: !root, args, ...signals });
}

/** What is missing, and the one command that helps; undefined where a browser can be opened. */
export const missingForBrowser = async (options: ChromiumOptions = {}): Promise<Text | undefined> =>
  (await look(options)).missing;

type Found =
  | { readonly chromium: BrowserType; readonly executablePath: string; readonly missing?: undefined }
  | { readonly chromium?: undefined; readonly executablePath?: undefined; readonly missing: Text };

async function look({ headed = false }: ChromiumOptions): Promise<Found> {
  const chromium = await importChromium();
  if (chromium === undefined) return { missing: missingText('playwright-core') };
  const executablePath = findBrowser({ headed }) ?? ownOf(chromium);
  return executablePath === undefined ? { missing: noBrowser() } : { chromium, executablePath };
}

async function importChromium(): Promise<BrowserType | undefined> {
  try {
    return (await import('playwright-core')).chromium;
  } catch (error) {
    if (missingName(error) === 'playwright-core') return undefined;
    throw error;
  }
}

/** What `npx playwright-core install chromium` fetched, if anybody ran it; a browser that is named has to be that one. */
function ownOf(chromium: BrowserType): string | undefined {
  if (process.env['ICHIDO_CHROMIUM']) return undefined;
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
}

function noBrowser(): Text {
  const debian = process.platform === 'linux' && existsSync('/etc/debian_version');
  const command = debian ? 'sudo apt-get install chromium-headless-shell' : 'npx playwright-core install chromium';
  return {
    ja: `ブラウザー（Chromium、Chrome、Edge）がありません。「${command}」を実行してください。`,
    en: `no browser (Chromium, Chrome or Edge) was found: run \`${command}\``,
  };
}
