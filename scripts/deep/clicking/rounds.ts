/** Double clicks on one form in Chromium, and what came of each: acts done, refusals recorded, pages that followed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { startTestPortal, type TestPortal } from '../../../portal-stub/testing/test-portal.ts';
import type { Form } from './forms.ts';

export interface Clicked {
  readonly form: string;
  readonly rounds: number;
  /** Rounds in which Chromium sent the form twice. */
  readonly twice: number;
  /** What was wrong, round by round. */
  readonly wrong: readonly string[];
}

/** Offline, and without what a browser does by itself. */
export function openChromium(executablePath: string): Promise<Browser> {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: [...args, ...quiet] });
}

export async function doubleClicks(browser: Browser, form: Form, rounds: number): Promise<Clicked> {
  const portal = await startTestPortal();
  const context = await browser.newContext({ viewport: { width: 1280, height: 2000 } });
  try {
    const wrong: string[] = [];
    let twice = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { posts, trouble } = await oneRound({ page: await context.newPage(), portal, round }, form);
      if (posts > 1) twice += 1;
      if (trouble !== undefined) wrong.push(`round ${round + 1}: ${trouble}`);
      for (const page of context.pages()) await page.close();
      portal.clock.move(60_000);
    }
    return { form: form.name, rounds, twice, wrong };
  } finally {
    await context.close();
    await portal.close();
  }
}

type At = Parameters<Form['open']>[0];

async function oneRound(at: At, form: Form): Promise<{ readonly posts: number; readonly trouble: string | undefined }> {
  const { page, portal, round } = at;
  page.setDefaultTimeout(10_000);
  await form.open(at);
  const box = await page.getByRole('button', { name: form.button, exact: true }).boundingBox();
  if (box === null) throw new Error(`${form.button} is not on the page`);
  const [before, sent] = [recorded(portal), portal.log.length];
  let underWay = 0;
  page.on('request', () => {
    underWay += 1;
  });
  const ended = () => {
    underWay -= 1;
  };
  page.on('requestfinished', ended).on('requestfailed', ended);
  const place = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await page.mouse.click(...place);
  // From both clicks at once up to when the first may have been answered, but its page is not there yet.
  if (round % 4 > 0) await sleep(round % 4);
  await page.mouse.click(...place, { clickCount: 2 });

  const [heading, status] = form.next;
  const deadline = Date.now() + 10_000;
  let seen = '';
  while (Date.now() < deadline) {
    seen = await page.evaluate<string>(look).catch(() => '');
    const [h1, said = '', alert = ''] = seen.split('\n');
    const followed = (h1 === heading && said.includes(status)) || alert !== '';
    if (followed && underWay === 0) break;
    await sleep(5);
  }
  await page.waitForLoadState();
  const [h1 = '', said = '', alert = ''] = seen.split('\n');
  const posts = portal.log.slice(sent).filter((line) => line.includes('"method":"POST"')).length;
  const after = recorded(portal);
  const acts = after.acts - before.acts;
  const trouble = [
    h1 === heading && said.includes(status) && alert === '' ? [] : [`shown: ${[h1, said, alert].join(' | ')}`],
    acts === (form.recorded ? 1 : 0) ? [] : [`${acts} acts`],
    after.refused === before.refused ? [] : [`${after.refused - before.refused} refused`],
  ].flat();
  return { posts, trouble: trouble.length === 0 ? undefined : trouble.join('; ') };
}

function recorded({ service }: TestPortal): { readonly acts: number; readonly refused: number } {
  const ids = ['', ...service.contracts().map(({ contractId }) => contractId)];
  const attempts = ids.flatMap((id) => service.attempts(id));
  const refused = attempts.filter(({ reason }) => reason !== undefined).length;
  return { acts: attempts.length - refused, refused };
}

/** Runs in the page: its heading, status and alert, once it is all there. */
const look = `(() => {
  const text = (selector) => (document.querySelector(selector)?.textContent ?? '').replaceAll(/\\s+/g, ' ').trim();
  return document.readyState === 'complete' ? [text('h1'), text('[role=status]'), text('[role=alert]')].join('\\n') : '';
})()`;
