/** B7: every route that takes a code, found by walking the pages and reading the control plane's own description. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callControl } from '../testing/test-control.ts';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../testing/test-visitor.ts';
import { pageRoutes } from './pages/pages.ts';

const serial = 'SKTH00001';
const codeField = /otp|ワンタイムパスワード/i;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
  portal.service.setUp(demo.contractId, { mode: 'shared', serial });
});
afterAll(() => portal.close());

/** Follows every link and every form without fields to type from here; what has fields is only looked at. */
async function crawl(visitor: Visitor, start: string): Promise<{ pages: Set<string>; takers: Set<string> }> {
  const pages = new Set<string>();
  const takers = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    pages.add(path);
    const { $ } = await visitor.get(path);
    for (const link of $('a[href]')) waiting.push(new URL($(link).attr('href') ?? '', portal.url).pathname);
    for (const form of $('form')) {
      const to = $(form).attr('action') ?? path;
      const method = $(form).attr('method') ?? 'get';
      if (method === 'get') waiting.push(to);
      const fields = [...$(form).find('input')].map((each) => `${$(each).attr('name')} ${$(each).attr('id')}`);
      if (fields.some((field) => codeField.test(field))) takers.add(`POST ${to}`);
      for (const button of $(form).find('button[formaction]')) {
        if (($(button).attr('formmethod') ?? method) === 'get') waiting.push($(button).attr('formaction') ?? '');
      }
    }
  }
  return { pages, takers };
}

/** How a code is sent to each, and whether it was taken. A route that is found and not named here fails the test. */
const doors: { readonly [route: string]: (otp: string) => Promise<boolean> } = {
  'POST /admin/otp/register': async (otp) => {
    const admin = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    await admin.press('OK', { シリアル番号: serial, ワンタイムパスワード: otp, ご契約先確認暗証番号: demo.pin });
    return admin.status()?.startsWith('登録完了') === true;
  },
  'POST /user/transfer': async (otp) => {
    const user = await logInUser(portal.url);
    await user.get('/user/transfer');
    await user.press('実行', { 振込先口座番号: '1234567', 金額: '1000', ワンタイムパスワード: otp });
    return user.status()?.startsWith('受付完了') === true;
  },
  'POST /__admin/serials/{serial}/resync': async (otp) => {
    // The second of the two is the one that counts: the first is the code before it, as old.
    const before = portal.code(serial, -1);
    const answer = await callControl(portal, 'POST', `serials/${serial}/resync`, { otp1: before, otp2: otp });
    return answer.status === 200;
  },
};

test('B7: the crawl finds no route with a code but those that are known, and none is left out', async () => {
  const admin = await crawl(await logInAdmin(portal.url), '/admin');
  const user = await crawl(await logInUser(portal.url), '/user');
  const anybody = await crawl(createVisitor(portal.url), '/');
  const { body: openApi } = await callControl(portal, 'GET', 'openapi.json');
  const controls = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods as object)
      .filter(([, operation]) => codeField.test(JSON.stringify([path, inlined(operation, openApi.components.schemas)])))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect([...anybody.takers]).toEqual([]);
  expect([...admin.takers, ...user.takers, ...controls].sort()).toEqual(Object.keys(doors).sort());
  // The table of pages has no other that reads such a field, linked from somewhere or not.
  const reading = pageRoutes.filter(({ fields = [] }) => fields.some((field) => codeField.test(field)));
  const known = Object.keys(doors).filter((route) => !route.includes('__admin'));
  expect([...new Set(reading.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual(known.sort());
  // And the walk reached every page without typing or posting; these follow on a log-off and on a choice (D-01).
  const reached = new Set([...admin.pages, ...user.pages, ...anybody.pages]);
  const unreached = pageRoutes.filter(({ method, path }) => method === 'GET' && !reached.has(path));
  expect([...new Set(unreached.map(({ path }) => path))]).toEqual(['/logged-off', '/admin/otp/mode/confirm']);
});

test('B7: a code that one of them took is refused by every one of them', async () => {
  for (const [first, take] of Object.entries(doors)) {
    for (const [second, again] of Object.entries(doors)) {
      portal.clock.move(60_000);
      const otp = portal.freshCode(serial);
      expect([first, await take(otp)]).toEqual([first, true]);
      expect([first, second, await again(otp)]).toEqual([first, second, false]);
    }
  }
});

/** The request side of an operation with its schemas written out. */
function inlined(operation: { readonly requestBody?: object }, schemas: { readonly [name: string]: object }): unknown {
  const text = JSON.stringify(operation.requestBody ?? {});
  const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
  return [text, ...names.map((name) => schemas[name])];
}
