/** The words of the menus and questions of the desk. PURE. */
import type { Text } from '../../../common/text.ts';

export const menuTexts = {
  actions: { ja: '操作', en: 'Actions' },
  profile: { ja: '新しいトークンの機種', en: 'Profile of the new token' },
  battery: {
    title: { ja: '電池を減らす', en: 'Run the battery down' },
    to10: { ja: '残り 10% にする', en: 'to 10 %' },
    to9: { ja: '残り 9% にする（警告が出る）', en: 'to 9 % (warns at each press)' },
    to1: { ja: '残り 1% にする', en: 'to 1 %' },
    flat: { ja: '電池切れにする', en: 'flat' },
    other: { ja: '残量を指定する…', en: 'another percentage ...' },
  },
  bank: {
    title: { ja: '銀行側の操作', en: "The bank's side" },
    unlock: (contractId: string): Text => ({
      ja: `契約 ${contractId} と利用者の利用中止を解除する`,
      en: `unlock contract ${contractId} and its users`,
    }),
    look: (serial: string): Text => ({ ja: `${serial} の銀行側の状態を見る`, en: `how ${serial} stands at the bank` }),
    reset: (serial: string): Text => ({ ja: `${serial} の登録停止を解除する`, en: `reset the lock of ${serial}` }),
  },
  clock: {
    title: { ja: 'デスクの時計', en: "The desk's clock" },
    halfMinute: { ja: '30秒進める', en: '30 s forwards' },
    hour: { ja: '1時間進める', en: '1 h forwards' },
    advance: { ja: '進める…', en: 'forwards by ...' },
    stop: { ja: '止める…', en: 'stop it ...' },
    offset: { ja: '動かす（ずらしたまま）', en: 'let it run (shifted)' },
    system: { ja: '実時刻に戻す', en: 'back to real time' },
  },
  exchange: {
    left: {
      title: { ja: '途中の交換', en: 'An exchange is half done' },
      resume: { ja: '続きから行う', en: 'go on with it' },
      anew: { ja: 'もう一度新しいものと交換する…', en: 'exchange it once more ...' },
    },
    battery: {
      title: { ja: '電池切れによる交換', en: 'Battery-depletion swap' },
      text: (serial: string): Text => ({
        ja: `${serial} の電池を切らし、新しいトークンと交換します。元には戻せません。`,
        en: `The battery of ${serial} is run flat and a new token takes its place. There is no way back.`,
      }),
    },
    phone: {
      title: { ja: 'スマートフォンの機種変更', en: 'Change of phone' },
      text: (serial: string): Text => ({
        ja: `${serial} は使用終了になり、新しいアプリに移ります。元には戻せません。`,
        en: `${serial} is retired and a new app takes its place. There is no way back.`,
      }),
    },
  },
  uninstall: {
    title: { ja: 'アプリの削除', en: 'Uninstall' },
    text: (serial: string): Text => ({
      ja: `${serial} は使えなくなり、戻せません。`,
      en: `${serial} is gone for good.`,
    }),
  },
  quit: {
    title: { ja: '終了しますか', en: 'Quit?' },
    unfinished: { ja: 'トークンの交換が途中です。', en: 'The exchange of the token is not finished.' },
  },
  notReady: { ja: 'まだ準備中です', en: 'not ready yet' },
  noHidDevice: { ja: 'HIDデバイスがありません', en: 'no HID device' },
} as const;
