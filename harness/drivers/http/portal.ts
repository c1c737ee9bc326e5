/** Both entrances of the portal over HTTP: links and buttons by their names, forms by their labels. */
import {
  type AdminPortal,
  type BankContract,
  type Outcome,
  ScreenRefused,
  type ShownRegistrations,
  type UsageMode,
  type UserPortal,
} from '../../ports.ts';
import { modeTexts } from '../../scene/words.ts';
import { type Browser, createBrowser } from './browser.ts';
import {
  buttonNames,
  choices,
  hasField,
  hasLink,
  hasTable,
  isBelow,
  notes,
  type Page,
  refusal,
  region,
  rows,
  status,
  title,
  valueBeside,
} from './page.ts';

const none = '未登録';
const section = 'ワンタイムパスワードの設定';
const pinLabel = 'ご契約先確認暗証番号';
const userScreens = {
  add: { button: '新規登録', title: '利用者登録' },
  rename: { button: '変更', title: '利用者情報変更' },
  delete: { button: '登録抹消', title: '利用者登録抹消' },
  unlock: { button: '利用中止解除', title: '利用中止解除' },
} as const;

export function adminHttp(origin: string, contract: BankContract): AdminPortal {
  const browser = createBrowser(origin);
  /** The page that the menu stands on. */
  let home: Page | undefined;

  /** ご契約先管理情報変更 → 利用者情報登録／変更 (S-06) */
  async function users(): Promise<Page> {
    if (home === undefined) throw new Error('管理者はログインしていません');
    const menu = demandOpen(await browser.follow(home, 'ご契約先管理情報変更'));
    return expect(await browser.follow(menu, '利用者情報登録／変更'), '利用者情報選択');
  }
  const inSection = async (button: string): Promise<Page> => {
    const page = await users();
    return browser.press(page, button, {}, region(page, section));
  };
  const cancel = async (page: Page): Promise<void> => {
    expect(await browser.press(page, 'キャンセル'), '利用者情報選択');
  };

  return {
    logIn: async (password) => {
      const entrance = await enter(browser, '管理者ログイン');
      const fields = { ご契約先ID: contract.contractId, ご契約先暗証番号: password };
      const page = await browser.press(entrance, 'ログオン', { fields });
      if (refusal(page) === undefined) home = expect(page, 'ご契約先ステータス');
      return outcome(page);
    },

    logOff: async () => {
      if (home !== undefined) await browser.press(home, 'ログオフ');
    },

    overview: async () => {
      const page = await users();
      return {
        modeText: valueBeside(page, region(page, section), '現在の設定'),
        users: rows(page, region(page, '利用者一覧')).map(({ choice, cells }) => ({
          userId: choice ?? '',
          name: cells.get('利用者名') ?? '',
          token: serialIn(cells.get('トークン')),
          stopped: cells.get('利用中止') === '×',
        })),
      };
    },

    sectionLayout: async () => {
      const page = await users();
      const details = region(page, section);
      return {
        heading: section,
        belowUserList: isBelow(page, details, region(page, '利用者一覧')),
        foldable: details.tagName === 'details',
        buttons: buttonNames(page, details),
      };
    },

    openMode: async () => {
      const page = expect(await inSection('変更'), 'ワンタイムパスワード利用形態設定');
      const options = choices(page, region(page, '利用形態の選択'));
      return {
        shown: {
          options: options.map(({ name }) => name),
          chosen: options.find(({ checked }) => checked)?.name,
          note: notes(page).find((note) => note.includes('解除')) ?? '',
        },
        submit: async (mode: UsageMode | undefined, pin?: string) => {
          const filled = mode === undefined ? { unchecked: Object.values(modeTexts) } : { checked: [modeTexts[mode]] };
          const next = await browser.press(page, '次へ', filled);
          if (title(next) !== 'ワンタイムパスワード利用形態設定確認') return outcome(next);
          return outcome(await browser.press(next, 'OK', { fields: { [pinLabel]: pin ?? '' } }));
        },
        cancel: () => cancel(page),
      };
    },

    openRegistration: async () => {
      const page = expect(await inSection('利用登録'), 'ワンタイムパスワード利用登録');
      return {
        shown: shownRegistrations(page),
        submit: async ({ userIds, serial, otp, pin }) => {
          const fields = { シリアル番号: serial, ワンタイムパスワード: otp, [pinLabel]: pin };
          return outcome(await browser.press(page, 'OK', { fields, checked: userIds }));
        },
        cancel: () => cancel(page),
      };
    },

    openDeregistration: async () => {
      const page = await inSection('利用登録解除');
      // Opened even where nothing is registered: the page says so, and OK is refused (R12).
      if (title(page) !== 'ワンタイムパスワード利用登録解除') demandOpen(page);
      return {
        shown: shownRegistrations(page),
        submit: async ({ userIds, pin }) =>
          outcome(await browser.press(page, 'OK', { fields: { [pinLabel]: pin }, checked: userIds })),
      };
    },

    openUserScreen: async (kind, userId) => {
      const list = await users();
      const chosen = userId === undefined ? {} : { checked: [userId] };
      const opened = await browser.press(list, userScreens[kind].button, chosen, region(list, '利用者一覧'));
      const page = title(opened) === userScreens[kind].title ? opened : demandOpen(opened);
      return {
        submit: async ({ userId: typedId, name, pin }) => {
          const fields = {
            [pinLabel]: pin,
            ...(typedId === undefined ? {} : { 利用者ID: typedId }),
            ...(name === undefined ? {} : { 利用者名: name }),
          };
          return outcome(await browser.press(page, 'OK', { fields }));
        },
      };
    },

    forgeRegistration: async ({ userIds, serial, otp, pin }) => {
      const body = new URLSearchParams({ serial, otp, pin });
      for (const userId of userIds) body.append('users', userId);
      return outcome(await browser.send({ url: new URL('/admin/otp/register', origin).href, method: 'POST', body }));
    },
  };
}

export function userHttp(origin: string, contract: BankContract, userId: string): UserPortal {
  const browser = createBrowser(origin);
  let home: Page | undefined;
  const follow = async (linkName: string): Promise<Page> => {
    if (home === undefined) throw new Error(`利用者「${userId}」はログインしていません`);
    return browser.follow(home, linkName);
  };
  return {
    logIn: async (password) => {
      const entrance = await enter(browser, '利用者ログイン');
      const fields = { ご契約先ID: contract.contractId, 利用者ID: userId, 利用者暗証番号: password };
      const page = await browser.press(entrance, 'ログオン', { fields });
      if (refusal(page) === undefined) {
        home = page;
        if (!hasLink(page, '資金移動')) throw new Error(`「${title(page)}」の画面に「資金移動」のリンクがありません`);
      }
      return outcome(page);
    },
    inquiry: async () => outcome(await follow('残高照会')),
    transferAsks: async () =>
      hasField(expect(await follow('資金移動'), '資金移動'), '利用者確認暗証番号') ? 'pin' : 'otp',
    transfer: async ({ account, amount, otp, pin }) => {
      const page = expect(await follow('資金移動'), '資金移動');
      const secret: { [label: string]: string } =
        pin === undefined ? { ワンタイムパスワード: otp ?? '' } : { 利用者確認暗証番号: pin };
      return outcome(
        await browser.press(page, '実行', { fields: { 振込先口座番号: account, 金額: amount, ...secret } }),
      );
    },
    openRegistrationPath: async () => outcome(await browser.open('/admin/otp/register')),
  };
}

async function enter(browser: Browser, entrance: string): Promise<Page> {
  return expect(await browser.follow(await browser.open('/'), entrance), entrance);
}

function outcome(page: Page): Outcome {
  const refused = refusal(page);
  if (refused !== undefined) return { accepted: false, ...refused };
  if (page.httpStatus !== 200) throw new Error(`「${title(page)}」: HTTP ${page.httpStatus}`);
  const shows = ['ワンタイムパスワード利用登録', 'ワンタイムパスワード利用登録解除'].includes(title(page));
  return { accepted: true, status: status(page), shown: shows ? shownRegistrations(page) : undefined };
}

function shownRegistrations(page: Page): ShownRegistrations {
  const current = region(page, '現在のトークン情報');
  if (!hasTable(current)) {
    return { mode: 'shared', serial: serialIn(valueBeside(page, current, 'シリアル番号')), users: new Map() };
  }
  const users = rows(page, current).map(
    ({ choice, cells }) => [choice ?? '', serialIn(cells.get('シリアル番号'))] as const,
  );
  return { mode: 'individual', serial: undefined, users: new Map(users) };
}

/** A serial as shown; a cell that is neither a serial nor 未登録 is an error of the page. */
function serialIn(shown: string | undefined): string | undefined {
  if (shown === none) return undefined;
  if (shown === undefined || !/^SKT[HS][0-9]{5}$/.test(shown))
    throw new Error(`シリアル番号の欄に「${shown}」とあります`);
  return shown;
}

function demandOpen(page: Page): Page {
  const refused = refusal(page);
  if (refused !== undefined) throw new ScreenRefused(refused.code, refused.text);
  return page;
}

function expect(page: Page, screen: string): Page {
  demandOpen(page);
  if (title(page) !== screen) throw new Error(`「${screen}」の画面のはずが「${title(page)}」です`);
  return page;
}
