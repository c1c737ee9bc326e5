/** The help line's words for the keys of the guide, the HID panel, the fields and the dialogs. PURE. */
import type { Text } from '../../../common/text.ts';

const choose: Text = { ja: '選択', en: 'choose' };
const close: Text = { ja: '閉じる', en: 'close' };

export const guideKeyTexts = {
  press: { ja: '①を押す', en: 'press ①' },
  next: { ja: '次へ', en: 'next' },
  close,
  back: { ja: '前へ', en: 'back' },
  copyCode: { ja: 'コピー', en: 'copy code' },
  copySerial: { ja: '番号コピー', en: 'copy serial' },
  /** Of Enter, once the exchange is over. */
  finish: { ja: 'デスクへ', en: 'to the desk' },
} satisfies Record<string, Text>;

export const panelKeyTexts = {
  read: {
    short: { ja: '読む', en: 'read' },
    long: { ja: 'デバイスのコードを読む', en: 'read a code of the device' },
  },
  bind: {
    short: { ja: '割り当て', en: 'bind' },
    long: { ja: 'シリアル番号に割り当てる', en: 'let it stand for a serial' },
  },
  which: {
    short: { ja: 'スロット', en: 'slot' },
    long: { ja: 'スロットか名前を指定して読む', en: 'read another slot or name' },
  },
  release: {
    short: { ja: '解除', en: 'unbind' },
    long: { ja: '割り当てをやめる', en: 'unbind it from its serial' },
  },
  leave: { ja: '戻る', en: 'back' },
  choose,
} satisfies Record<string, Text | { readonly short: Text; readonly long: Text }>;

export const partTexts = {
  filter: { enter: { ja: '決定', en: 'keep' }, leave: { ja: '解除', en: 'clear' }, choose },
  reader: { enter: { ja: '確かめる', en: 'check' }, leave: { ja: '戻る', en: 'back' } },
  menu: { ok: { ja: '実行', en: 'do it' }, cancel: close, choose },
  form: {
    ok: { ja: '決定', en: 'OK' },
    next: { ja: '次の欄', en: 'next field' },
    cancel: { ja: 'やめる', en: 'cancel' },
  },
  confirm: { ok: { ja: 'はい', en: 'yes' }, cancel: { ja: 'いいえ', en: 'no' } },
  page: { cancel: close, scroll: { ja: '送る', en: 'scroll' }, next: { ja: '次の頁', en: 'next page' } },
} satisfies Record<string, Readonly<Record<string, Text>>>;
