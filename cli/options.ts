/**
 * Options and parsers shared by the commands. A parser throws `WrongValue` with what is expected, which program.ts
 * puts into a sentence of each language; wrong usage exits 2.
 */
import { isIP } from 'node:net';
import { Option } from 'commander';
import { durationForm, parseDuration } from '../common/duration.ts';
import { folded } from '../common/full-width.ts';
import { instantForm, parseInstant } from '../common/japan-time.ts';
import { serialForm } from '../common/token-forms.ts';
import { failed } from './exit.ts';
import { help } from './help-text.ts';
import { WrongValue } from './wrong-value.ts';

/** A whole number between `min` and `max`, in ASCII digits. */
export const integer =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^-?\d{1,16}$/.test(text) || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new WrongValue({ ja: `${min}〜${max} の整数`, en: `a whole number from ${min} to ${max}` });
    }
    return value;
  };

/** A serial as it was typed; one that only a slip of the hand keeps from its form is asked about. */
export function tokenSerial(text: string): string {
  const meant = folded(text).trim().toUpperCase();
  if (text === meant || !serialForm.test(meant)) return text;
  throw failed(
    `そのシリアル番号はありません。「${meant}」ではありませんか。`,
    `no such serial: did you mean ${meant}?`,
  );
}

/** An instant with its zone or in Japan's time → milliseconds since the epoch. */
export function instant(text: string): number {
  const at = parseInstant(text);
  if (at === undefined) throw new WrongValue(instantForm);
  return at;
}

/** A duration with its unit, from `min` to `max` milliseconds, → milliseconds. */
export const duration =
  (min = 0, max = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const ms = parseDuration(text);
    if (ms === undefined) throw new WrongValue(durationForm);
    if (ms < min || ms > max) {
      throw new WrongValue({
        ja: `${min / 1000}s〜${max / 1000}s の時間`,
        en: `a duration from ${min / 1000}s to ${max / 1000}s`,
      });
    }
    return ms;
  };

/** An option with its mirror in the environment. A variable that is set to nothing, as CI systems do, is not set. */
function mirrored(flags: string, description: string, name: string): Option {
  const option = new Option(flags, description);
  return process.env[name] === '' ? option : option.env(name);
}

/** The same without a value: `0` and `false` in the environment leave it off, too. */
function mirroredSwitch(flags: string, description: string, name: string): Option {
  const option = new Option(flags, description);
  return /^(|0|false)$/i.test(process.env[name] ?? '1') ? option : option.env(name);
}

export const seedOption = () =>
  mirrored(
    '--seed <n>',
    help({ ja: '同じ値なら同じシリアル番号と鍵', en: 'same seed, same serials and secrets' }),
    'ICHIDO_SEED',
  ).argParser(integer(0, Number.MAX_SAFE_INTEGER));

export const langOption = () =>
  mirrored('--lang <language>', help({ ja: '画面の言語', en: 'language of the screen' }), 'ICHIDO_LANG').choices([
    'ja',
    'en',
  ]);

export const portOption = (flag: 'portal-port' | 'control-port', fallback: number) =>
  mirrored(
    `--${flag} <n>`,
    help({ ja: 'ポート番号（0 は空きポート）', en: 'port on 127.0.0.1; 0 = any free one' }),
    `ICHIDO_${flag.toUpperCase().replace('-', '_')}`,
  )
    .default(fallback)
    .argParser(integer(0, 65535));

export const stateOption = () =>
  mirrored(
    '--state <folder>',
    help({ ja: '状態フォルダー', en: 'state folder, or :memory:' }),
    'ICHIDO_STATE',
  ).argParser(named);

export const tokensOption = () =>
  mirrored(
    '--tokens <file>',
    help({ ja: 'トークンの PSKC ファイル', en: 'a PSKC file of tokens' }),
    'ICHIDO_TOKENS',
  ).argParser(named);

export const stockToOption = () =>
  mirrored(
    '--stock-to <file|url>',
    help({
      ja: '新しいトークンの鍵（PSKC）の渡し先。--pskc-key で暗号化',
      en: 'where the secrets of new tokens go (PSKC under --pskc-key), for a bank of your own',
    }),
    'ICHIDO_STOCK_TO',
  ).argParser(named);

export const nowOption = () =>
  mirrored(
    '--now <instant>',
    help({
      ja: '止まった時計の時刻（日本時間または時差つき）',
      en: 'a manual clock that stands there (2026-11-22 09:00 in Japan, or ISO 8601 with its zone)',
    }),
    'ICHIDO_NOW',
  ).argParser(instant);

export const readyFileOption = () =>
  mirrored(
    '--ready-file <file>',
    help({ ja: '準備完了の行をファイルにも書く', en: 'write the ready line here too' }),
    'ICHIDO_READY_FILE',
  ).argParser(named);

export const logOption = () =>
  mirrored('--log <file>', help({ ja: 'リクエストの記録先', en: 'append the request log' }), 'ICHIDO_LOG').argParser(
    named,
  );

export const headlessOption = () =>
  mirroredSwitch(
    '--headless',
    help({ ja: '画面なし', en: 'no terminal screen, a ready line instead' }),
    'ICHIDO_HEADLESS',
  );

export const faultOption = () =>
  mirrored(
    '--fault <name>',
    help({ ja: 'わざと一か所だけ誤る', en: 'wrong in one way on purpose (see: ichido faults list)' }),
    'ICHIDO_FAULT',
  ).argParser(named);

export const jsonOption = () => mirroredSwitch('--json', help({ ja: 'JSON で出力', en: 'print JSON' }), 'ICHIDO_JSON');

export const reachOptions = (): Option[] => [
  mirrored(
    '--host <address>',
    help({
      ja: 'このアドレスでも待ち受ける（0.0.0.0 はすべて）',
      en: 'also answer at this address; 0.0.0.0 = all of them',
    }),
    'ICHIDO_HOST',
  ).argParser(address),
  mirrored(
    '--allow-host <names...>',
    help({ ja: '外から呼ばれる名前', en: 'names it is reached by: NAME or NAME:PORT' }),
    'ICHIDO_ALLOW_HOST',
  ).argParser(hostNames),
  mirroredSwitch(
    '--trust-proxy',
    help({
      ja: '前段のプロキシを信頼する',
      en: 'a proxy in front speaks TLS: Secure cookies, X-Forwarded-Host is believed',
    }),
    'ICHIDO_TRUST_PROXY',
  ),
  mirrored(
    '--control-host [names...]',
    help({
      ja: '銀行側の操作も外から受け付ける',
      en: 'the control plane answers outside too, by these names or all allowed',
    }),
    'ICHIDO_CONTROL_HOST',
  ).argParser(hostNames),
];

function address(text: string): string {
  if (isIP(text) === 0)
    throw new WrongValue({ ja: 'IP アドレス（0.0.0.0 など）', en: 'an IP address, such as 0.0.0.0' });
  return text;
}

/** Several in one word too, as a variable of the environment holds them. */
function hostNames(text: string, before: readonly string[] | boolean | undefined): readonly string[] {
  const names = text.split(',').filter((name) => name !== '');
  if (names.length === 0 || !names.every((name) => hostForm.test(name)))
    throw new WrongValue({ ja: 'ホスト名（NAME または NAME:PORT）', en: 'host names: NAME or NAME:PORT' });
  return [...(Array.isArray(before) ? before : []), ...names];
}

const hostForm = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:\d{1,5})?$/i;

/** A name that is not empty: `--state ''` is somebody's unset variable. */
function named(text: string): string {
  if (text === '') throw new WrongValue({ ja: '空でない名前', en: 'a name that is not empty' });
  return text;
}
