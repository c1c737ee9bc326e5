/** What the desk refuses, and how it says so. PURE. One table; the compiler finds gaps. */
import type { Text } from '../../common/text.ts';

export type TrayRefusalCode = keyof typeof texts;

export interface TrayRefusal {
  readonly code: TrayRefusalCode;
  readonly text: Text;
}

const texts = {
  'unknown-serial': ['そのシリアル番号のトークンはデスクにありません。', 'no token of that serial is on the desk'],
  'unknown-profile': ['その名前の機種はありません。', 'there is no profile of that name for this kind of token'],
  'battery-cannot-rise': ['電池残量は減らすことしかできません。', 'a battery only falls: the device is sealed'],
  'battery-invalid': ['電池残量は0から100までで指定してください。', 'a battery is 0 to 100 percent'],
  'no-battery': ['このトークンには電池がありません。', 'this token has no battery of its own'],
  'drift-invalid': [
    'ずれの指定が正しくありません（ppmは±100000まで、offsetMsは整数で±10年まで）。',
    'a drift wants ppm (at most ±100000) or offsetMs (a whole number, at most ±10 years)',
  ],
  'not-an-app': ['これはアプリではありません。', 'this is not an app'],
  'not-changeable': ['このトークンではできない操作です。', 'this token cannot be changed that way'],
  'backup-invalid': ['バックアップの形式が正しくありません。', 'this is not a backup of an app'],
  'count-invalid': ['個数は1から1000までで指定してください。', 'a count is 1 to 1000'],
  'serials-exhausted': ['この種類のシリアル番号を使い切りました。', 'all 99,999 serials of this kind are used up'],
  'serial-invalid': [
    'シリアル番号はSKTHまたはSKTSと半角数字5桁です。',
    'a serial is SKTH or SKTS and five ASCII digits',
  ],
  'serial-taken': ['そのシリアル番号は使われています。', 'that serial is taken'],
  'secret-invalid': ['鍵は1から256バイトまでです。', 'a key is 1 to 256 bytes'],
  'code-invalid': ['ワンタイムパスワードは半角数字6桁です。', 'a code is six ASCII digits'],
  'not-asked': ['このトークンのボタンは求められていません。', 'nobody asked for a press of this token'],
  'press-unanswered': ['実物のトークンから応答がありませんでした。', 'the real token was not answered for'],
  'no-code': [
    'ワンタイムパスワードが表示されません（電池切れまたは故障）。',
    'no code is shown: the battery is flat or the token is dead',
  ],
  'clock-stopped': [
    'この時間枠の値は表示済みで、時計が止まっています。時計を進めてください（ichido clock advance 30s）。',
    'the code of this step was shown already and the desk’s clock stands still: move it (ichido clock advance 30s)',
  ],
  'stock-refused': [
    '銀行側の在庫に取り込めなかったため、発行を取り消しました。',
    'the portal’s stock refused the new tokens: nothing was issued',
  ],
  'nothing-to-export': [
    '書き出せるトークンがありません（実物のトークンの鍵は、デスクにはありません）。',
    'there is no token to export: a real token keeps its secret to itself',
  ],
  'none-free': [
    '貸し出せるトークンが足りません（ほかのテストが使用中です）。',
    'not enough tokens are free: others hold them',
  ],
  'lease-unknown': [
    'その貸出はありません（返却済みか、期限切れです）。',
    'there is no such lease: it was given back, or held too long',
  ],
  'not-delivered': [
    '新しいトークンの鍵を銀行の在庫に渡せませんでした。次の発行のときにもう一度渡します。',
    'the bank did not take the secrets of the new tokens; they go again with the next issue',
  ],
  'store-failed': [
    '状態を保存できなかったため、何も変えていません。',
    'the state could not be saved: nothing was changed',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>;

export function trayRefusal(code: TrayRefusalCode): TrayRefusal {
  const [ja, en] = texts[code];
  return { code, text: { ja, en } };
}

export const trayRefusalCodes = Object.keys(texts) as readonly TrayRefusalCode[];
