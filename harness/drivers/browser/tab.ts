/**
 * One page of a window. It speaks to Chromium over Playwright's DevTools session: Playwright's own locators put a large
 * script into every document first, which costs as much as the document.
 */
import type { BrowserContext, CDPSession, Page as PlaywrightPage } from 'playwright-core';
import { type Page, readPage } from '../../../browser/page.ts';
import { within } from '../../scene/deadline.ts';
import type { AxNode } from './accessible.ts';
import { createHand, type Hand } from './hand.ts';

const deadlineMs = 15_000;

export interface Tab {
  readonly hand: Hand;
  /** What it shows; undefined before the first page. */
  readonly shown: Page | undefined;
  /** True while it is on its way to another page. */
  readonly onItsWay: boolean;
  goTo(url: string): Promise<Page>;
  /** Does what leads to another page, and reads that page. */
  follow(act: () => Promise<unknown>): Promise<Page>;
  controls(): Promise<readonly AxNode[]>;
  toFront(): Promise<void>;
  /** The whole page as PNG. */
  picture(): Promise<Buffer>;
  /** What it shows is the next owner's no more. */
  forget(): void;
  close(): Promise<void>;
}

export async function openTab(context: BrowserContext, slowMs: number): Promise<Tab> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await Promise.all([devtools.send('Page.enable'), devtools.send('DOM.enable'), devtools.send('Network.enable')]);
  return tabOf(page, devtools, slowMs);
}

function tabOf(page: PlaywrightPage, devtools: CDPSession, slowMs: number): Tab {
  const hand = createHand(devtools, slowMs);
  const arrivals = watchArrivals(devtools);
  let shown: Page | undefined;
  let onItsWay = false;

  async function follow(act: () => Promise<unknown>): Promise<Page> {
    onItsWay = true;
    const arrival = arrivals.next();
    const { url, status } = await within(deadlineMs, async () => {
      const [arrived] = await Promise.all([arrival, act()]);
      return arrived;
    });
    shown = readPage(url, status, await html(devtools));
    onItsWay = false;
    return shown;
  }

  return {
    hand,
    get shown() {
      return shown;
    },
    get onItsWay() {
      return onItsWay;
    },
    goTo: (url) =>
      follow(async () => {
        const { errorText } = await devtools.send('Page.navigate', { url });
        if (errorText !== undefined && errorText !== '') throw new Error(`${new URL(url).pathname}: ${errorText}`);
      }),
    follow,
    controls: async () => (await devtools.send('Accessibility.getFullAXTree', {})).nodes as readonly AxNode[],
    toFront: () => page.bringToFront(),
    picture: () => takePicture(devtools),
    forget: () => {
      shown = undefined;
    },
    close: () => page.close(),
  };
}

interface Arrival {
  readonly url: string;
  readonly status: number;
}

/** Tells each document that has come in place of another, once all of it is there. */
function watchArrivals(devtools: CDPSession): { next(): Promise<Arrival> } {
  const statuses = new Map<string, number>();
  let waiting: ((arrival: Arrival) => void) | undefined;
  let coming: Arrival | undefined;
  devtools.on('Network.responseReceived', ({ type, loaderId, response }) => {
    if (type === 'Document') statuses.set(loaderId, response.status);
  });
  devtools.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return;
    coming = { url: frame.unreachableUrl ?? frame.url, status: statuses.get(frame.loaderId) ?? 0 };
    statuses.clear();
  });
  devtools.on('Page.loadEventFired', () => {
    if (coming === undefined) return;
    const arrived = coming;
    coming = undefined;
    waiting?.(arrived);
    waiting = undefined;
  });
  return {
    next: () => {
      coming = undefined;
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
  };
}

/** The document as it stands. */
async function html(devtools: CDPSession): Promise<string> {
  const { root } = await devtools.send('DOM.getDocument', { depth: 0 });
  return (await devtools.send('DOM.getOuterHTML', { nodeId: root.nodeId })).outerHTML;
}

async function takePicture(devtools: CDPSession): Promise<Buffer> {
  const { cssContentSize } = await devtools.send('Page.getLayoutMetrics');
  const { width, height } = cssContentSize;
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await devtools.send('Page.captureScreenshot', { clip, captureBeyondViewport: true });
  return Buffer.from(data, 'base64');
}
