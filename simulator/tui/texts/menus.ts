/** The words of the menus and questions of the desk. PURE. */
import type { Text } from '../../../common/text.ts';

export const menuTexts = {
  actions: { ja: '操作', en: 'Actions' },
  profile: { ja: '新しいトークンの型', en: 'Profile of the new token' },
  battery: {
    title: { ja: '電池を減らす', en: 'Run the battery down' },
    to10: { ja: '残り 10% にする', en: 'to 10 %' },
    to9: { ja: '残り 9% にする（警告が出る）', en: 'to 9 % (warns at each press)' },
    to1: { ja: '残り 1% にする', en: 'to 1 %' },
    flat: { ja: '電池切れにする', en: 'flat' },
    other: { ja: '残量を指定する…', en: 'another percentage ...' },
  },
  clock: {
    title: { ja: 'デスクの時計', en: "The desk's clock" },
    halfMinute: { ja: '30秒進める', en: '30 s forwards' },
    hour: { ja: '1時間進める', en: '1 h forwards' },
    advance: { ja: '進める…', en: 'forwards by ...' },
    stop: { ja: '止める…', en: 'stop it ...' },
    offset: { ja: '動かす（時差のまま）', en: 'let it run (shifted)' },
    system: { ja: '実時刻に戻す', en: 'back to real time' },
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
