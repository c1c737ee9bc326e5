/** Every form of the portal as somebody at a browser comes to it, filled but not sent; and what follows when it is sent once. */
import type { Page } from 'playwright-core';
import type { TestPortal } from '../../../portal-stub/testing/test-portal.ts';
import { demo } from '../../../portal-stub/testing/test-visitor.ts';

export interface Form {
  readonly name: string;
  readonly button: string;
  /** The heading, and what stands in the status, of the page that follows. */
  readonly next: readonly [heading: string, status: string];
  /** Whether sending it is an attempt in the bank's record. */
  readonly recorded: boolean;
  open(at: { readonly page: Page; readonly portal: TestPortal; readonly round: number }): Promise<void>;
}

type Opening = Form['open'];

const serials = ['SKTH00001', 'SKTH00002'] as const;
const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
};
const pin = { ご契約先確認暗証番号: demo.pin };

async function goto(page: Page, portal: TestPortal, path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`);
}

async function logIn(page: Page, portal: TestPortal, user = false): Promise<void> {
  await page.context().clearCookies();
  await goto(page, portal, user ? '/user/login' : '/admin/login');
  await fill(page, logInFields(user));
}

const logInFields = (user: boolean): Record<string, string> =>
  user
    ? { ご契約先ID: demo.contractId, 利用者ID: 'user01', 利用者暗証番号: 'riyou01' }
    : { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password };

async function enter(page: Page, portal: TestPortal, user = false): Promise<void> {
  await logIn(page, portal, user);
  await page.getByRole('button', { name: 'ログオン' }).click();
  await page.getByRole('button', { name: 'ログオフ' }).waitFor();
}

const asAdmin =
  (path: string, prepare: (at: Parameters<Opening>[0]) => Promise<void> | void): Opening =>
  async (at) => {
    const { page, portal } = at;
    await enter(page, portal);
    await prepare(at);
    await goto(page, portal, path);
  };

const user = { userId: 'user09', name: '法人 九郎' };

/** The one-user forms want their user there, or away. */
function haveUser({ portal }: Parameters<Opening>[0], wanted: boolean): void {
  const contract = portal.service.contract(demo.contractId);
  if (contract === undefined) throw new Error('no demo contract');
  const seen = contract.revision;
  const there = contract.users.some(({ userId }) => userId === user.userId);
  if (there === wanted) return;
  const act = wanted
    ? ({ type: 'addUser', ...user, pin: demo.pin, seen } as const)
    : ({ type: 'deleteUser', userId: user.userId, pin: demo.pin, seen } as const);
  portal.service.act(demo.contractId, act);
}

function stop({ portal }: Parameters<Opening>[0]): void {
  const wrong = { type: 'userLogin', userId: 'user01', password: 'wrong1234' } as const;
  for (let n = 0; n < 7; n += 1) portal.service.act(demo.contractId, wrong);
}

function policy({ portal }: Parameters<Opening>[0]): string {
  const made = portal.service.createContract({ mode: 'shared', policy: { confirmModeChange: true } });
  if (!made.ok) throw new Error('no contract');
  return made.value.contractId;
}

const registration = (title: string): readonly [string, string] => ['ワンタイムパスワード利用登録', title];
const setShared = ({ portal }: Parameters<Opening>[0], serial?: string) =>
  void portal.service.setUp(demo.contractId, { mode: 'shared', ...(serial === undefined ? {} : { serial }) });

export const forms: readonly Form[] = [
  {
    name: '管理者ログイン',
    button: 'ログオン',
    next: ['ご契約先ステータス', ''],
    recorded: true,
    open: ({ page, portal }) => logIn(page, portal),
  },
  {
    name: '利用者ログイン',
    button: 'ログオン',
    next: ['利用者ステータス', ''],
    recorded: true,
    open: ({ page, portal }) => logIn(page, portal, true),
  },
  {
    name: '利用形態設定',
    button: '次へ',
    next: registration(''),
    recorded: true,
    open: async (at) => {
      await asAdmin('/admin/otp/mode', (given) => setShared(given))(at);
      await at.page.getByLabel('全ての利用者が異なるトークンを使用する').check();
    },
  },
  {
    name: '利用形態設定確認',
    button: 'OK',
    next: registration(''),
    recorded: true,
    async open(at) {
      const { page, portal } = at;
      const contract = portal.service.contract(policy(at));
      if (contract === undefined) throw new Error('no contract');
      await page.context().clearCookies();
      await goto(page, portal, '/admin/login');
      await fill(page, { ご契約先ID: contract.contractId, ご契約先暗証番号: contract.password });
      await page.getByRole('button', { name: 'ログオン' }).click();
      await page.getByRole('button', { name: 'ログオフ' }).waitFor();
      await goto(page, portal, '/admin/otp/mode');
      await page.getByLabel('全ての利用者が異なるトークンを使用する').check();
      await page.getByRole('button', { name: '次へ' }).click();
      await fill(page, { ご契約先確認暗証番号: contract.confirmationPin });
    },
  },
  {
    name: '利用登録',
    button: 'OK',
    next: registration('登録完了'),
    recorded: true,
    async open(at) {
      await asAdmin('/admin/otp/register', (given) => setShared(given))(at);
      const serial = serials[at.round % 2] as string;
      await fill(at.page, { シリアル番号: serial, ワンタイムパスワード: at.portal.freshCode(serial), ...pin });
    },
  },
  {
    name: '利用登録解除',
    button: 'OK',
    next: ['ワンタイムパスワード利用登録解除', '登録解除完了'],
    recorded: true,
    async open(at) {
      await asAdmin('/admin/otp/deregister', (given) => setShared(given, serials[0]))(at);
      await fill(at.page, pin);
    },
  },
  {
    name: '利用者登録',
    button: 'OK',
    next: ['利用者登録', '完了'],
    recorded: true,
    async open(at) {
      await asAdmin('/admin/users/new', (given) => haveUser(given, false))(at);
      await fill(at.page, { 利用者ID: user.userId, 利用者名: user.name, ...pin });
    },
  },
  {
    name: '利用者情報変更',
    button: 'OK',
    next: ['利用者情報変更', '完了'],
    recorded: true,
    async open(at) {
      await asAdmin('/admin/users/edit?user=user01', () => {})(at);
      await fill(at.page, { 利用者名: `法人 ${at.round}`, ...pin });
    },
  },
  {
    name: '利用者登録抹消',
    button: 'OK',
    next: ['利用者登録抹消', '完了'],
    recorded: true,
    async open(at) {
      await asAdmin(`/admin/users/delete?user=${user.userId}`, (given) => haveUser(given, true))(at);
      await fill(at.page, pin);
    },
  },
  {
    name: '利用中止解除',
    button: 'OK',
    next: ['利用中止解除', '完了'],
    recorded: true,
    async open(at) {
      await asAdmin('/admin/users/unlock?user=user01', (given) => stop(given))(at);
      await fill(at.page, pin);
    },
  },
  {
    name: '資金移動',
    button: '実行',
    next: ['資金移動', '受付完了'],
    recorded: true,
    async open(at) {
      const { page, portal } = at;
      portal.service.unlock(demo.contractId);
      setShared(at, serials[0]);
      await enter(page, portal, true);
      await goto(page, portal, '/user/transfer');
      const otp = portal.freshCode(serials[0]);
      await fill(page, { 振込先口座番号: '1234567', 金額: '1000', ワンタイムパスワード: otp });
    },
  },
  {
    name: 'ログオフ',
    button: 'ログオフ',
    next: ['トップ', ''],
    recorded: false,
    open: ({ page, portal }) => enter(page, portal),
  },
];
