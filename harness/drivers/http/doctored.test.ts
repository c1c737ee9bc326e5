/** A portal whose pages say something else than the stub's: the driver tells what stands there, or that it can't be. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../../../desk/start-desk.ts';
import type { AdminPortal, BankContract, PagePart, PartKind } from '../../ports.ts';
import { modeTexts } from '../../scene/words.ts';
import { adminHttp } from './admin.ts';
import { bankHttp } from './bank.ts';

let desk: RunningDesk;
let front: Server;
let contract: BankContract;
let doctor: (html: string) => string = (html) => html;

beforeAll(async () => {
  desk = await startDesk({ demo: false, seed: 1, now: 1_775_001_600_000 });
  // Stands before the portal and passes everything on; only the pages come back changed.
  front = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { cookie, 'content-type': type } = request.headers;
    const answer = await fetch(new URL(request.url ?? '', desk.portalUrl), {
      method: request.method ?? 'GET',
      redirect: 'manual',
      headers: { origin: desk.portalUrl, ...(cookie ? { cookie } : {}), ...(type ? { 'content-type': type } : {}) },
      body: chunks.length > 0 ? Buffer.concat(chunks) : null,
    });
    const location = answer.headers.get('location');
    if (location !== null) response.setHeader('location', location);
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(doctor(await answer.text()));
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => front.close(resolve));
  await desk.stop();
});
beforeEach(async () => {
  doctor = (html) => html;
  contract = await bankHttp(desk.portalUrl, desk.secret).createContract({
    users: [{ userId: 'user01', name: '法人 太郎' }],
  });
});

async function loggedIn(): Promise<AdminPortal> {
  const portal = adminHttp(`http://127.0.0.1:${(front.address() as AddressInfo).port}`, contract);
  expect(await portal.logIn(contract.password)).toMatchObject({ accepted: true });
  return portal;
}

test('the mode screen: order, preselection and warning are the page’s', async () => {
  const portal = await loggedIn();
  const { individual, shared } = modeTexts;
  expect((await portal.openMode()).shown()).toMatchObject({ options: [individual, shared], chosen: shared });
  doctor = (html) =>
    html.replaceAll(individual, '個別').replaceAll(' checked', '').replaceAll('解除されます', '残ります');
  expect((await portal.openMode()).shown()).toEqual({ options: ['個別', shared], chosen: undefined, note: undefined });
});

test('the section: its place and its buttons are the page’s, and without its name it is not found', async () => {
  const portal = await loggedIn();
  doctor = (html) => html.replace('<button>変更</button>', '<button>設定</button>');
  expect((await portal.sectionLayout()).buttons).toEqual(['設定', '利用登録', '利用登録解除']);
  doctor = (html) => html.replaceAll('ワンタイムパスワードの設定', '設定');
  await expect(portal.sectionLayout()).rejects.toThrow(/ワンタイムパスワードの設定/);
});

test('a sentence of a refusal and of a completion is the page’s', async () => {
  const portal = await loggedIn();
  doctor = (html) => html.replaceAll('変更されていません', '同じでした');
  expect(await (await portal.openMode()).submit('shared')).toMatchObject({ status: expect.stringContaining('同じ') });
  doctor = (html) => html.replaceAll('シリアル番号を入力', '番号を書いて');
  const refused = await (await portal.openRegistration()).submit({ userIds: [], serial: '', otp: '', pin: '' });
  expect(refused).toMatchObject({ accepted: false, text: expect.stringMatching(/^番号を書いて/) });
});

test('labels, marks, order, folds and what is masked are the page’s, each as what it is', async () => {
  const portal = await loggedIn();
  const partsAt = async (screen: 'users' | 'register' | 'mode') => (await portal.goTo(screen)).page ?? [];
  const of = (parts: readonly PagePart[], ...kinds: readonly PartKind[]) =>
    parts.filter(({ kind }) => kinds.includes(kind)).map(({ kind, text }) => `${kind} ${text}`);
  const right = [
    'field シリアル番号',
    'mark 必須',
    'field ワンタイムパスワード',
    'mark 必須',
    'masked ご契約先確認暗証番号',
    'mark 必須',
  ];
  expect(of(await partsAt('register'), 'field', 'masked', 'mark').filter((part) => right.includes(part))).toEqual(
    right,
  );
  const users = await partsAt('users');
  expect(of(users, 'closed', 'open')).toEqual(['closed ワンタイムパスワードの設定']);
  expect(users.filter(({ menu, kind }) => menu === '管理者メニュー' && kind === 'link')).toHaveLength(5);
  const { individual, shared } = modeTexts;
  expect(of(await partsAt('mode'), 'choice', 'chosen')).toEqual([`choice ${individual}`, `chosen ${shared}`]);
  doctor = (html) =>
    html
      .replaceAll(' checked', '')
      .replace('<details>', '<details open>')
      .replaceAll('type="password"', 'type="text"')
      .replaceAll('<span class="must" aria-hidden="true">必須</span>', '')
      .replaceAll('管理者メニュー', '目次');
  expect(of(await partsAt('register'), 'field', 'masked', 'mark')).toEqual([
    'field シリアル番号',
    'field ワンタイムパスワード',
    'field ご契約先確認暗証番号',
  ]);
  expect(of(users, 'value').slice(0, 3)).toEqual(['value 法人 太郎', 'value 未登録', 'value -']);
  expect(of(await partsAt('mode'), 'choice', 'chosen')).toEqual([`choice ${individual}`, `choice ${shared}`]);
  const other = await partsAt('users');
  expect(of(other, 'closed', 'open')).toEqual(['open ワンタイムパスワードの設定']);
  expect(other.filter(({ menu }) => menu === '目次').length).toBeGreaterThan(5);
});

test.each([
  ['a mode that is neither sentence', modeTexts.shared, 'みんな同じ', /みんな同じ/],
  ['a token that is neither serial nor 未登録', '未登録', 'なし', /「なし」/],
  ['a mark that is neither × nor -', '<td class="mark">-', '<td class="mark">○', /「○」/],
  ['a column that is not there', '>トークン<', '>装置<', /「トークン」の列/],
])('%s is an error of the page', async (_what, from, to, told) => {
  const portal = await loggedIn();
  expect((await portal.overview()).mode).toBe('shared');
  doctor = (html) => html.replaceAll(from, to);
  await expect(portal.overview()).rejects.toThrow(told);
});

test('a registration screen whose cell is neither serial nor 未登録 is an error of the page', async () => {
  const portal = await loggedIn();
  expect((await portal.openRegistration()).shown.serial).toBeUndefined();
  doctor = (html) => html.replaceAll('未登録', '（空）');
  await expect(portal.openRegistration()).rejects.toThrow(/（空）/);
});

test('キャンセル that leads elsewhere is told', async () => {
  const portal = await loggedIn();
  const screen = await portal.openRegistration();
  doctor = (html) => html.replaceAll('利用者情報選択', 'ご契約先ステータス');
  await expect(screen.cancel()).rejects.toThrow(/利用者情報選択/);
});
