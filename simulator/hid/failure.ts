/** What can go wrong with a real token, as a closed list, and one sentence of advice for each. PURE. */
import type { Text } from '../../common/text.ts';

export type HidFailure =
  | 'no-package'
  | 'no-library'
  | 'no-permission'
  | 'input-monitoring'
  | 'administrator'
  | 'keyboard-unreadable'
  | 'busy'
  | 'gone'
  | 'not-found'
  | 'ambiguous'
  | 'unsupported'
  | 'no-answer'
  | 'not-touched'
  | 'typed-yubico-otp'
  | 'typed-no-enter'
  | 'typed-cut'
  | 'typed-no-code'
  | 'pin-needed'
  | 'pin-wrong'
  | 'pin-blocked'
  | 'slot-empty'
  | 'name-unknown'
  | 'name-needed'
  | 'not-a-totp'
  | 'clock-ahead'
  | 'desk-clock'
  | 'nonsense'
  | 'cancelled'
  | 'failed';

/** One sentence each, in words that say what to do. No detail of the system's message: it may hold foreign bytes. */
export const advice: Readonly<Record<HidFailure, Text>> = {
  'no-package': {
    ja: 'node-hid がありません。npm install node-hid を実行してください（ほかの機能はこのまま使えます）。',
    en: 'The package node-hid is not installed: run npm install node-hid (everything else works without it).',
  },
  'no-library': {
    ja: 'HID ライブラリーを読み込めません。Debian では apt-get install libusb-1.0-0 を実行してください（ほかの機能はこのまま使えます）。',
    en: 'The HID library cannot be loaded: on Debian run apt-get install libusb-1.0-0 (everything else works without it).',
  },
  'no-permission': {
    ja: 'このデバイスを開く権限がありません。ichido hid udev の出力を /etc/udev/rules.d/70-ichido.rules に保存し、差し直してください。',
    en: 'No permission to open this device: save the output of ichido hid udev as /etc/udev/rules.d/70-ichido.rules and plug it in again.',
  },
  'input-monitoring': {
    ja: 'macOS の「システム設定 → プライバシーとセキュリティ → 入力監視」で、このターミナルを許可し、ターミナルを再起動してください。',
    en: 'On macOS allow this terminal under System Settings → Privacy & Security → Input Monitoring, then restart the terminal.',
  },
  administrator: {
    ja: 'Windows では FIDO デバイスを開くのに管理者権限が必要です。管理者として実行するか、コードを入力欄に入力してください。',
    en: 'On Windows a FIDO device opens for an Administrator only: run as Administrator, or type the code into the input field.',
  },
  'keyboard-unreadable': {
    ja: 'このシステムではキーボード型トークンを HID として読めません。入力欄を選んでからトークンに触れてください。',
    en: 'This system does not let a keyboard-type token be read as HID: put the cursor into the input field and touch the token.',
  },
  busy: {
    ja: 'ほかのプログラムがこのデバイスを使っています。それを閉じてから、もう一度お試しください。',
    en: 'Another program holds this device: close it and try again.',
  },
  gone: {
    ja: 'デバイスが抜かれました。差し直してから、もう一度お試しください（読みかけのコードは捨てました）。',
    en: 'The device was unplugged: plug it in and try again (the half-read code was dropped).',
  },
  'not-found': {
    ja: 'そのデバイスが見つかりません。差し込んでから ichido hid list で確かめてください。',
    en: 'No such device: plug it in and look with ichido hid list.',
  },
  ambiguous: {
    ja: '同じ種類のデバイスが複数あります。1 本だけ残して抜くか、--device で選んでください。',
    en: 'Several devices match: leave only one plugged in, or choose with --device.',
  },
  unsupported: {
    ja: 'このデバイスからコードを読む方法がありません。キーボード型なら入力欄で読めます。',
    en: 'No way is known to read a code from this device; if it types its codes, use the input field.',
  },
  'no-answer': {
    ja: 'デバイスが時間内に応答しませんでした。差し直してから、もう一度お試しください。',
    en: 'The device did not answer in time: plug it in again and retry.',
  },
  'not-touched': {
    ja: 'トークンに触れられませんでした。もう一度読み、光っている間に触れてください。',
    en: 'The token was not touched: read again and touch it while it blinks.',
  },
  'typed-yubico-otp': {
    ja: 'トークンが Yubico OTP（文字 44 個）を打ちました。工場出荷時のスロットのままです。OATH-HOTP を設定したスロットに触れるか（スロット 2 は長く触れる）、--slot で HMAC-SHA1 のスロットを読んでください。',
    en: 'The token typed a Yubico OTP (44 letters): that slot is as it left the factory. Touch a slot set to OATH-HOTP (slot 2: touch it longer), or read an HMAC-SHA1 slot with --slot.',
  },
  'typed-no-enter': {
    ja: 'トークンはコードを打ちましたが、最後に Enter を打ちませんでした。トークンの専用アプリで Enter を付ける設定にするか、コードを入力欄に入力して Enter を押してください。',
    en: "The token typed a code but no Enter after it: switch Enter on with the token's own application, or type the code into the input field and press Enter.",
  },
  'typed-cut': {
    ja: 'コードの初めの桁が欠けています。触れるよう求められてから、もう一度トークンに触れてください。',
    en: 'The first digits of the code are missing: touch the token again, after you are asked to.',
  },
  'typed-no-code': {
    ja: '打たれた行はワンタイムパスワード（数字 6〜8 桁）ではありません。トークンのスロットの設定を確かめて、もう一度触れてください。',
    en: 'The line that was typed is no one-time password (6 to 8 digits): look at how the slot of the token is set, and touch it again.',
  },
  'pin-needed': {
    ja: 'このスロットは PIN で守られています。PIN を入力できる端末でもう一度お試しください。',
    en: 'This slot is protected by a PIN: try again in a terminal where the PIN can be typed.',
  },
  'pin-wrong': {
    ja: 'PIN が違います。回数を超えるとトークンがロックされるため、自動では再試行しません。',
    en: 'The PIN is wrong; it is not retried automatically, since the token locks itself after a few.',
  },
  'pin-blocked': {
    ja: 'トークンの PIN がロックされています。トークンの専用アプリで解除してください。',
    en: "The token's PIN is blocked: unblock it with the token's own application.",
  },
  'slot-empty': {
    ja: 'そのスロットには OTP が設定されていません。トークンの専用アプリで設定するか、別の --slot を選んでください。',
    en: "That slot holds no OTP: set it with the token's own application, or choose another --slot.",
  },
  'name-unknown': {
    ja: 'その名前の認証情報はトークンにありません。--name を省くと一覧を表示します。',
    en: 'The token holds no credential of that name: leave --name out to see their names.',
  },
  'name-needed': {
    ja: 'どの認証情報を読むか、--name で選んでください。',
    en: 'Choose the credential to read with --name.',
  },
  'not-a-totp': {
    ja: 'それは時刻式（TOTP）の認証情報ではありません。',
    en: 'That is not a time-based (TOTP) credential.',
  },
  'clock-ahead': {
    ja: 'トークンの時計がこの PC より進んでいるか、まだ設定されていません。人のトークンの時計は戻しません。トークンの専用アプリで合わせてください。',
    en: "The token's clock is ahead of this computer or was never set; the desk never sets a clock back: set it with the token's own application.",
  },
  'desk-clock': {
    ja: 'このトークンは自分の時計を持ち、一度進めると戻せません。デスクの時計を実時間（system）にしてから読んでください。',
    en: 'This token has a clock of its own that only goes forwards: read it while the desk runs on real time (system clock).',
  },
  nonsense: {
    ja: 'デバイスの応答を理解できません。差し直しても続く場合は --record で記録して報告してください。',
    en: 'The device answered with something that cannot be understood: plug it in again, or record it with --record and report it.',
  },
  cancelled: {
    ja: '読み取りを中止しました。',
    en: 'Reading was cancelled.',
  },
  failed: {
    ja: 'デバイスとの通信に失敗しました。差し直してから、もう一度お試しください。',
    en: 'Talking to the device failed: plug it in again and retry.',
  },
};

export const isFailure = (word: unknown): word is HidFailure => typeof word === 'string' && Object.hasOwn(advice, word);

export interface Circumstance {
  readonly platform: string;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

export const FIDO_PAGE = 0xf1d0;

/** A keyboard's collection (HID usage tables: Generic Desktop, Keyboard). */
export const isKeyboard = (device: { usagePage?: number | undefined; usage?: number | undefined }): boolean =>
  device.usagePage === 1 && device.usage === 6;

/**
 * What a message of hidapi or of the loader means. Messages differ per system and version, so the order goes from
 * the surest sign to the vaguest; what is not known is `failed`.
 */
export function failureOf(message: string, circumstance: Circumstance): HidFailure {
  const text = message.toLowerCase();
  if (/cannot find (?:module|package) '?node-hid\b/.test(text)) return 'no-package';
  if (
    /cannot open shared object|dlopen|err_dlopen|cannot find (?:module|package)|no native build|could not find native|dll/.test(
      text,
    )
  ) {
    return 'no-library';
  }
  if (/0xe00002e2|not permitted/.test(text) && circumstance.platform === 'darwin') return 'input-monitoring';
  if (/0xe00002c5|exclusive access|sharing violation/.test(text)) return 'busy';
  if (/permission denied|access (?:is )?denied|eacces|eperm|not permitted|0x00000005/.test(text)) {
    return withoutPermission(circumstance);
  }
  if (/disconnected|no such device|enodev|device is closed|already closed|not connected/.test(text)) return 'gone';
  if (/no hid devices with requested|no such file|enoent|device not found/.test(text)) return 'not-found';
  // macOS and Windows often say only this when they mean a permission (hidapi: "cannot open device with path …").
  if (/cannot open device|unable to open|could not open/.test(text) && circumstance.platform !== 'linux') {
    return withoutPermission(circumstance);
  }
  return 'failed';
}

function withoutPermission(circumstance: Circumstance): HidFailure {
  if (circumstance.platform === 'win32') {
    if (circumstance.usagePage === FIDO_PAGE) return 'administrator';
    return isKeyboard(circumstance) ? 'keyboard-unreadable' : 'busy';
  }
  if (circumstance.platform === 'darwin') return isKeyboard(circumstance) ? 'input-monitoring' : 'busy';
  return 'no-permission';
}
