/** A user's window over HTTP: links by their names, forms by their labels. */

import { type Browser, createBrowser } from '../../../browser/browser.ts';
import { hasField, hasLink, type Page, refusal, title } from '../../../browser/page.ts';
import type { BankContract, TransferScreen, UserPortal } from '../../ports.ts';
import { enter } from './entrance.ts';
import { expectScreen, outcome } from './screens.ts';
import { wanderer } from './wanderer.ts';

/** @param browser the window; one without scripts unless given. */
export function userHttp(
  origin: string,
  contract: BankContract,
  userId: string,
  browser: Browser = createBrowser(origin),
): UserPortal {
  let home: Page | undefined;
  const follow = async (linkName: string): Promise<Page> => {
    if (home === undefined) throw new Error(`利用者「${userId}」はログインしていません`);
    return browser.follow(home, linkName);
  };
  const openTransfer = async (): Promise<TransferScreen> => {
    const page = expectScreen(await follow('資金移動'), '資金移動');
    return {
      submit: async ({ account, amount, otp, pin }) => {
        const secret: { [label: string]: string } =
          pin === undefined ? { ワンタイムパスワード: otp ?? '' } : { 利用者確認暗証番号: pin };
        const fields = { 振込先口座番号: account, 金額: amount, ...secret };
        return outcome(await browser.press(page, '実行', { fields }));
      },
    };
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
      hasField(expectScreen(await follow('資金移動'), '資金移動'), '利用者確認暗証番号') ? 'pin' : 'otp',
    transfer: async (transfer) => (await openTransfer()).submit(transfer),
    openTransfer,
    ...wanderer(browser, origin, () => home),
  };
}
