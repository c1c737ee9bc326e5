/** Parsers of option values, shared by the commands. Each throws commander's own error, so that wrong usage exits 2. */
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
      '時差つきの ISO 8601 の日時（例 2026-11-22T09:00:00+09:00） / an ISO 8601 instant with its zone',
    );
  }
  return value;
}

export const seedOption = () =>
  new Option('--seed <n>', 'same seed, same serials and secrets / 同じ値なら同じシリアル番号と鍵')
    .env('ICHIDO_SEED')
    .argParser(integer(0, Number.MAX_SAFE_INTEGER));

export const langOption = () =>
  new Option('--lang <language>', 'language / 言語').env('ICHIDO_LANG').choices(['ja', 'en']);

export const portOption = (flag: 'portal-port' | 'control-port', fallback: number) =>
  new Option(`--${flag} <n>`, `port on 127.0.0.1; 0 = any free one / ポート番号（0 は空きポート）`)
    .env(`ICHIDO_${flag.toUpperCase().replace('-', '_')}`)
    .default(fallback)
    .argParser(integer(0, 65535));

export const stateOption = () =>
  new Option('--state <folder>', 'state folder, or :memory: / 状態フォルダー').env('ICHIDO_STATE').argParser(named);

export const tokensOption = () =>
  new Option('--tokens <file>', 'a PSKC file of tokens / トークンの PSKC ファイル')
    .env('ICHIDO_TOKENS')
    .argParser(named);

export const nowOption = () =>
  new Option('--now <instant>', 'a manual clock that stands there (ISO 8601) / 止まった時計の時刻')
    .env('ICHIDO_NOW')
    .argParser(instant);

/** A name that is not empty: `--state ''` is somebody's unset variable. */
function named(text: string): string {
  if (text === '') throw new InvalidArgumentError('空です / it is empty');
  return text;
}
