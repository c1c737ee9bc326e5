/** The administrator's window over HTTP: links and buttons by their names, forms by their labels. */

import { type Browser, createBrowser } from '../../../browser/browser.ts';
import {
  buttonNames,
  choices,
  isBelow,
  nameOf,
  notes,
  type Page,
  refusal,
  region,
  rows,
  title,
  valueBeside,
} from '../../../browser/page.ts';
import type { AdminPortal, BankContract, UsageMode } from '../../ports.ts';
import { modeOf, modeTexts } from '../../scene/words.ts';
import { enter } from './entrance.ts';
import {
  cell,
  choiceOf,
  demandOpen,
  expectScreen,
  isStopped,
  outcome,
  serialIn,
  shownRegistrations,
} from './screens.ts';
import { wanderer } from './wanderer.ts';

const section = 'ワンタイムパスワードの設定';
const pinLabel = 'ご契約先確認暗証番号';
const userScreens = {
  add: { button: '新規登録', title: '利用者登録' },
  rename: { button: '変更', title: '利用者情報変更' },
  delete: { button: '登録抹消', title: '利用者登録抹消' },
  unlock: { button: '利用中止解除', title: '利用中止解除' },
} as const;

/** @param browser the window; one without scripts unless given. */
export function adminHttp(
  origin: string,
  contract: BankContract,
  browser: Browser = createBrowser(origin),
): AdminPortal {
  /** The page that the menu stands on. */
  let home: Page | undefined;
  let walked = false;

  /** ご契約先管理情報変更 → 利用者情報登録／変更 (S-06); whoever went that way once takes the second link at once. */
  async function users(): Promise<Page> {
    if (home === undefined) throw new Error('管理者はログインしていません');
    const menu = walked ? home : demandOpen(await browser.follow(home, 'ご契約先管理情報変更'));
    walked = true;
    return expectScreen(await browser.follow(menu, '利用者情報登録／変更'), '利用者情報選択');
  }
  const inSection = async (button: string): Promise<Page> => {
    const page = await users();
    return browser.press(page, button, {}, region(page, section));
  };
  const cancel = async (page: Page): Promise<void> => {
    expectScreen(await browser.press(page, 'キャンセル'), '利用者情報選択');
  };

  return {
    logIn: async (password) => {
      const entrance = await enter(browser, '管理者ログイン');
      const fields = { ご契約先ID: contract.contractId, ご契約先暗証番号: password };
      const page = await browser.press(entrance, 'ログオン', { fields });
      if (refusal(page) === undefined) home = expectScreen(page, 'ご契約先ステータス');
      return outcome(page);
    },

    logOff: async () => {
      if (home !== undefined) await browser.press(home, 'ログオフ');
    },

    overview: async () => {
      const page = await users();
      return {
        mode: modeOf(valueBeside(page, region(page, section), '現在の設定')),
        users: rows(page, region(page, '利用者一覧')).map((row) => ({
          userId: choiceOf(row),
          name: cell(row, '利用者名'),
          token: serialIn(cell(row, 'トークン')),
          stopped: isStopped(cell(row, '利用中止')),
        })),
      };
    },

    sectionLayout: async () => {
      const page = await users();
      const details = region(page, section);
      return {
        heading: nameOf(page, details),
        belowUserList: isBelow(page, details, region(page, '利用者一覧')),
        foldable: details.tagName === 'details',
        buttons: buttonNames(page, details),
      };
    },

    openMode: async () => {
      const page = browser.hold(expectScreen(await inSection('変更'), 'ワンタイムパスワード利用形態設定'));
      const options = choices(page, region(page, '利用形態の選択'));
      return {
        shown: () => ({
          options: options.map(({ name }) => name),
          chosen: options.find(({ checked }) => checked)?.name,
          note: notes(page).find((note) => note.includes('解除')),
        }),
        submit: async (mode: UsageMode | undefined, pin?: string) => {
          const filled = mode === undefined ? { unchecked: Object.values(modeTexts) } : { checked: [modeTexts[mode]] };
          const next = await browser.press(page, '次へ', filled);
          if (title(next) !== 'ワンタイムパスワード利用形態設定確認') return outcome(next);
          return outcome(await browser.press(next, 'OK', { fields: { [pinLabel]: pin ?? '' } }));
        },
        confirm: async (mode) => {
          const next = await browser.press(page, '次へ', { checked: [modeTexts[mode]] });
          expectScreen(next, 'ワンタイムパスワード利用形態設定確認');
          return {
            submit: async (pin) => outcome(await browser.press(next, 'OK', { fields: { [pinLabel]: pin } })),
            cancel: () => cancel(next),
          };
        },
        cancel: () => cancel(page),
      };
    },

    openRegistration: async () => {
      const page = browser.hold(expectScreen(await inSection('利用登録'), 'ワンタイムパスワード利用登録'));
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
      const page = browser.hold(await inSection('利用登録解除'));
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
      const page = browser.hold(title(opened) === userScreens[kind].title ? opened : demandOpen(opened));
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

    ...wanderer(browser, origin, () => home),
  };
}
