/**
 * Options and parsers shared by the commands. A parser throws commander's own error, so that wrong usage exits 2; its
 * message is what is expected, `ja / en`, which program.ts puts into a sentence of each language.
 */
import { InvalidArgumentError, Option } from 'commander';

/** A whole number between `min` and `max`, in ASCII digits. */
export const integer =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^-?\d{1,16}$/.test(text) || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`${min}〜${max} の整数 / a whole number from ${min} to ${max}`);
    }
    return value;
  };

/**
 * An ISO 8601 instant with its zone (`2026-11-22T09:00:00Z`, `…+09:00`) → milliseconds since the epoch.
 * A date that the calendar does not have (February 30th) is refused.
 */
export function instant(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const value = match === null ? Number.NaN : Date.parse(text);
  const [, year, month, day] = match ?? [];
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number.isNaN(value) || Number(day) > daysInMonth || value < 0) {
    throw new InvalidArgumentError(
      '時差つきの ISO 8601 の日時（例 2026-11-22T09:00:00+09:00） / an ISO 8601 instant with its zone (2026-11-22T09:00:00+09:00)',
    );
  }
  return value;
}

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
    'same seed, same serials and secrets / 同じ値なら同じシリアル番号と鍵',
    'ICHIDO_SEED',
  ).argParser(integer(0, Number.MAX_SAFE_INTEGER));

export const langOption = () =>
  mirrored('--lang <language>', 'language of the screen / 画面の言語', 'ICHIDO_LANG').choices(['ja', 'en']);

export const portOption = (flag: 'portal-port' | 'control-port', fallback: number) =>
  mirrored(
    `--${flag} <n>`,
    'port on 127.0.0.1; 0 = any free one / ポート番号（0 は空きポート）',
    `ICHIDO_${flag.toUpperCase().replace('-', '_')}`,
  )
    .default(fallback)
    .argParser(integer(0, 65535));

export const stateOption = () =>
  mirrored('--state <folder>', 'state folder, or :memory: / 状態フォルダー', 'ICHIDO_STATE').argParser(named);

export const tokensOption = () =>
  mirrored('--tokens <file>', 'a PSKC file of tokens / トークンの PSKC ファイル', 'ICHIDO_TOKENS').argParser(named);

export const nowOption = () =>
  mirrored(
    '--now <instant>',
    'a manual clock that stands there (ISO 8601) / 止まった時計の時刻',
    'ICHIDO_NOW',
  ).argParser(instant);

export const readyFileOption = () =>
  mirrored(
    '--ready-file <file>',
    'write the ready line here too / 準備完了の行をファイルにも書く',
    'ICHIDO_READY_FILE',
  ).argParser(named);

export const logOption = () =>
  mirrored('--log <file>', 'append the request log / リクエストの記録先', 'ICHIDO_LOG').argParser(named);

export const headlessOption = () =>
  mirroredSwitch('--headless', 'no terminal screen, a ready line instead / 画面なし', 'ICHIDO_HEADLESS');

export const jsonOption = () => mirroredSwitch('--json', 'print JSON / JSON で出力', 'ICHIDO_JSON');

/** A name that is not empty: `--state ''` is somebody's unset variable. */
function named(text: string): string {
  if (text === '') throw new InvalidArgumentError('空でない名前 / a name that is not empty');
  return text;
}
