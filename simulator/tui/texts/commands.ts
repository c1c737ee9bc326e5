/** How the commands of the desk are named: `short` on the help line, `long` (a sentence) on the help page and in menus. PURE. */
import type { Text } from '../../../common/text.ts';

export interface CommandText {
  readonly short: Text;
  readonly long: Text;
}

const named = (short: readonly [string, string], long: readonly [string, string]): CommandText => ({
  short: { ja: short[0], en: short[1] },
  long: { ja: long[0], en: long[1] },
});

export const commandTexts = {
  press: named(['押す', 'press'], ['ボタン①を押す', 'press button ①']),
  up: named(['上', 'up'], ['前のトークンを選ぶ', 'choose the token above']),
  down: named(['選択', 'choose'], ['次のトークンを選ぶ', 'choose the token below']),
  pageUp: named(['前頁', 'page up'], ['一画面分上へ', 'one page up']),
  pageDown: named(['次頁', 'page down'], ['一画面分下へ', 'one page down']),
  first: named(['先頭', 'first'], ['先頭のトークンへ', 'to the first token']),
  last: named(['末尾', 'last'], ['末尾のトークンへ', 'to the last token']),
  menu: named(['操作', 'actions'], ['操作の一覧を開く', 'open the list of actions']),
  swap: named(['電池切れ交換', 'swap'], ['電池切れによる交換を案内つきで行う', 'battery-depletion swap, step by step']),
  changePhone: named(
    ['機種変更', 'new phone'],
    ['スマートフォンの機種変更を案内つきで行う', 'change of phone, step by step'],
  ),
  copyCode: named(['コピー', 'copy code'], ['ワンタイムパスワードをコピーする', 'send the code to the terminal']),
  copySerial: named(['番号コピー', 'copy serial'], ['シリアル番号をコピーする', 'send the serial to the terminal']),
  battery: named(['電池', 'battery'], ['電池を減らす（10%・1%・切れ）', 'run the battery down (10 %, 1 %, flat)']),
  drift: named(['ずれ', 'drift'], ['時計のずれを与える', "let the device's clock drift"]),
  backup: named(['バックアップ', 'back up'], ['アプリをバックアップする', 'back the app up']),
  restore: named(['復元', 'restore'], ['バックアップから復元する', 'restore an app from a backup']),
  uninstall: named(['削除', 'uninstall'], ['アプリを削除する', 'uninstall the app']),
  issue: named(['新規', 'new'], ['ハードウェアトークンを新しく出す', 'issue a new hardware token']),
  install: named(['アプリ', 'app'], ['ソフトウェアトークン（アプリ）を入れる', 'install a software token (app)']),
  clock: named(['時計', 'clock'], ['デスクの時計を進める・止める', "move or stop the desk's clock"]),
  filter: named(['絞込', 'filter'], ['一覧を絞り込む', 'filter the list']),
  sort: named(['並べ替え', 'sort'], ['一覧を並べ替える', 'sort the list by the next column']),
  zoom: named(
    ['拡大', 'zoom'],
    ['選んだ枠を画面いっぱいにする・戻す', 'the chosen pane on the whole screen, and back'],
  ),
  nextPane: named(['次の枠', 'next pane'], ['次の枠へ', 'to the next pane']),
  paneBefore: named(['前の枠', 'pane before'], ['前の枠へ', 'to the pane before']),
  paneList: named(['一覧', 'list'], ['トークンの一覧へ', 'to the list of tokens']),
  paneLog: named(['記録', 'log'], ['記録の枠へ', 'to the log']),
  paneHid: named(['HID', 'HID'], ['HIDデバイスの枠へ', 'to the HID devices']),
  paneContract: named(['契約', 'contract'], ['契約の枠へ', 'to the contract']),
  reader: named(['読取', 'type'], ['キーボード型トークンの入力を読む', 'read a keyboard-type token']),
  hid: named(['HID', 'HID'], ['HIDデバイスの一覧', 'HID devices']),
  portal: named(['契約', 'contract'], ['ポータルのURLと契約の情報', "the portal's URL and the contract"]),
  bank: named(
    ['銀行', 'bank'],
    ['銀行側の操作（利用中止の解除など）', "the bank's side: unlock a contract, reset a serial"],
  ),
  export: named(['書出', 'export'], ['PSKCファイルへ書き出す', 'export the stock as a PSKC file']),
  log: named(['記録', 'log'], ['記録の全体を見る', 'see the whole log']),
  language: named(['English', '日本語'], ['英語に切り替える', '日本語に切り替える']),
  mouse: named(['マウス', 'mouse'], ['マウスの使用を切り替える', 'mouse on or off']),
  repaint: named(['再描画', 'repaint'], ['画面を描き直す', 'repaint the screen']),
  suspend: named(['中断', 'suspend'], ['一時停止して端末に戻る（fgで再開）', 'back to the shell (fg returns)']),
  leave: named(['戻る', 'back'], ['閉じる・やめる', 'close, give up']),
  help: named(['ヘルプ', 'help'], ['キーの一覧', 'all keys']),
  interrupt: named(['終了', 'quit'], ['終了する', 'quit']),
  quit: named(['終了', 'quit'], ['終了する', 'quit']),
} as const;
