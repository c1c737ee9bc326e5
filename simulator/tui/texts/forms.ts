/** The words of the forms: what they ask, and what is wrong with an answer. PURE. */
import type { Text } from '../../../common/text.ts';

export interface FormText {
  readonly title: Text;
  readonly note: Text;
  /** One label for each field, from the top. */
  readonly labels: readonly Text[];
}

const slot: Text = { ja: 'スロット', en: 'slot' };
const name: Text = { ja: '名前', en: 'name' };

export const formTexts = {
  battery: {
    title: { ja: '電池の残量', en: 'Battery' },
    note: { ja: '減らすことだけできます（0〜100）。', en: 'It can only fall (0 to 100).' },
    labels: [{ ja: '残量 %', en: 'percent' }],
  },
  drift: {
    title: { ja: '時計のずれ', en: 'Clock drift' },
    note: {
      ja: '進みを正、遅れを負の数で。空欄は変えません。',
      en: 'Fast is positive, slow negative. Blank means no change.',
    },
    labels: [
      { ja: '速さ ppm', en: 'rate, ppm' },
      { ja: 'ずれ 秒', en: 'offset, s' },
    ],
  },
  advance: {
    title: { ja: '時計を進める', en: 'Move the clock' },
    note: {
      ja: '単位つきで（例 500ms、90s、5m、1.5h、2d）。戻せません。',
      en: 'With its unit (500ms, 90s, 5m, 1.5h, 2d). Forwards only.',
    },
    labels: [{ ja: '進める', en: 'by' }],
  },
  stop: {
    title: { ja: '時計を止める', en: 'Stop the clock' },
    note: { ja: '止める日時（日本時間）。空欄はいまの時刻。', en: "The instant (Japan's time). Blank: now." },
    labels: [{ ja: '日時', en: 'at' }],
  },
  restore: {
    title: { ja: 'バックアップから復元', en: 'Restore from a backup' },
    note: { ja: '新しいシリアル番号になります。貼り付けもできます。', en: 'It gets a new serial. Pasting works too.' },
    labels: [{ ja: 'バックアップ', en: 'backup' }],
  },
  export: {
    title: { ja: 'PSKCの書き出し', en: 'Export the stock' },
    note: {
      ja: 'デスクの鍵で暗号化します。あるファイルには上書きしません。',
      en: "Encrypted with the desk's key. Never over an existing file.",
    },
    labels: [{ ja: 'ファイル', en: 'file' }],
  },
  pin: {
    title: { ja: 'トークンのPIN', en: 'PIN of the token' },
    /** Where the token itself does not say what it wants. */
    note: { ja: 'PINを入力してください', en: 'type the PIN' },
    labels: [{ ja: 'PIN', en: 'PIN' }],
  },
  bind: {
    title: { ja: '実物のトークンの割り当て', en: 'Bind a real token' },
    note: {
      ja: 'このトークンを、入れたシリアル番号の実物としてデスクに並べます。鍵はPSKCファイルでポータルの在庫に入れてください（POST /__admin/stock）。スロットと名前は空欄でもかまいません。',
      en: "On the desk it stands for this serial. Its secret goes to the portal's stock by a PSKC file (POST /__admin/stock). Slot and name may be blank.",
    },
    labels: [{ ja: 'シリアル番号', en: 'serial' }, slot, name],
  },
  which: {
    title: { ja: '読み取るスロット・名前', en: 'Slot or name to read' },
    note: {
      ja: 'スロットは番号（Nitrokey Pro は 1〜15、YubiKey は 1・2）、名前は Nitrokey 3 の Secrets での名前。片方だけ入れます。',
      en: 'A slot is a number (1 to 15 on a Nitrokey Pro, 1 or 2 on a YubiKey), a name is that of a Nitrokey 3. One of them.',
    },
    labels: [slot, name],
  },
} satisfies Record<string, FormText>;

export const formErrors = {
  percent: { ja: '0〜100 の整数を入れてください', en: 'a whole number from 0 to 100, please' },
  number: { ja: '数を入れてください（例 20、-90）', en: 'a number, please (such as 20 or -90)' },
  duration: {
    ja: '90s、5m、1.5h、2d のように単位をつけて入れてください',
    en: 'with its unit, please: 90s, 5m, 1.5h or 2d',
  },
  instant: { ja: '2026-11-22 09:00 のように入れてください', en: 'like 2026-11-22 09:00, please' },
  pin: { ja: 'PINを入れてください', en: 'the PIN, please' },
  serial: { ja: 'SKTH か SKTS と半角数字5桁を入れてください', en: 'SKTH or SKTS and five digits, please' },
  slot: { ja: 'スロットは 1〜15 です', en: 'a slot is 1 to 15' },
  backup: { ja: 'バックアップを入れてください', en: 'a backup, please' },
  file: { ja: 'ファイル名を入れてください', en: 'a file name, please' },
} satisfies Record<string, Text>;
