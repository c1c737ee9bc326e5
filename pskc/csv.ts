/**
 * Tables of seeds, as makers send them beside PSKC or instead of it, to keys. PURE.
 *
 * A column map says which column is what: `serial=1,secret=2,encoding=hex,period=60`. Columns are counted from 1 or named
 * by the heading; `period`, `digits` and `encoding` are values. A period is never guessed: with a wrong one every code is wrong.
 */
import type { Text } from '../common/text.ts';
import type { PskcKey } from './model.ts';
import { printable } from './words/printable.ts';

export interface ColumnMap {
  readonly serial: string;
  readonly secret: string;
  readonly encoding: 'hex' | 'base32';
  /** Of each row, when a column has it; otherwise `period`. */
  readonly periodColumn?: string | undefined;
  readonly period?: number | undefined;
  readonly digits: number;
}

/**
 * `feitian`: serial and seed with blanks between, no heading; the maker sends Base32 for TOTP unless it was asked for another
 * (ftsafe.us, "OTP Seed Process"). `entra`: Microsoft Entra's upload for OATH tokens, with its heading.
 */
export const namedMaps: { readonly [name: string]: ColumnMap } = {
  feitian: { serial: '1', secret: '2', encoding: 'base32', digits: 6 },
  entra: {
    serial: 'serial number',
    secret: 'secret key',
    encoding: 'base32',
    periodColumn: 'time interval',
    digits: 6,
  },
};

export type CsvResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Text };

const refused = (ja: string, en: string): { readonly ok: false; readonly error: Text } => ({
  ok: false,
  error: { ja, en },
});

/**
 * A name of `namedMaps`, then `key=value` pairs that change it: `feitian,period=60`.
 * @example const map = parseColumnMap('serial=1,secret=2,encoding=hex,period=30');
 */
export function parseColumnMap(text: string): CsvResult<ColumnMap> {
  let map: Partial<ColumnMap> = { encoding: 'hex', digits: 6 };
  for (const part of text.split(',').map((each) => each.trim())) {
    const [name = '', value] = part.split('=', 2).map((each) => each.trim());
    const wrong = refused(
      `列の指定「${printable(name)}」が正しくありません。`,
      `the column map has a wrong part: ${printable(name)}`,
    );
    if (value === undefined) {
      if (!Object.hasOwn(namedMaps, name)) return wrong;
      map = { ...namedMaps[name] };
    } else if (name === 'serial' || name === 'secret') map = { ...map, [name]: value.toLowerCase() };
    else if (name === 'encoding' && (value === 'hex' || value === 'base32')) map = { ...map, encoding: value };
    else if (name === 'period-column') map = { ...map, periodColumn: value.toLowerCase(), period: undefined };
    else if (name === 'period' && /^[1-9]\d{0,3}$/.test(value))
      map = { ...map, period: Number(value), periodColumn: undefined };
    else if (name === 'digits' && /^[6-9]$/.test(value)) map = { ...map, digits: Number(value) };
    else return wrong;
  }
  if (map.serial === undefined || map.secret === undefined) {
    return refused('列の指定に serial と secret が必要です。', 'the column map needs serial and secret');
  }
  if (map.period === undefined && map.periodColumn === undefined) {
    return refused(
      '列の指定に period=30、period=60 など（番号が変わる間隔、秒）が必要です。',
      'the column map needs the period in seconds: period=30, period=60, or period-column=…',
    );
  }
  return { ok: true, value: map as ColumnMap };
}

/**
 * Every row or none; a refusal names the line and the serial, never the secret.
 * @example
 * const map = parseColumnMap('entra');
 * const keys = map.ok ? keysFromCsv(readFileSync('seeds.csv'), map.value) : map;
 */
export function keysFromCsv(bytes: Uint8Array, map: ColumnMap): CsvResult<readonly PskcKey[]> {
  const text = utf8(bytes);
  if (text === undefined) return refused('表が UTF-8 ではありません。', 'the table is not UTF-8');
  const lines = text.split(/\r\n|\r|\n/);
  const columns = [map.serial, map.secret, ...(map.periodColumn === undefined ? [] : [map.periodColumn])];
  const headed = columns.some((column) => !/^\d+$/.test(column));
  const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const heading = headed ? cellsOf(lines[first] ?? '').map((cell) => cell.toLowerCase()) : [];
  const indexOf = (column: string): number => (/^\d+$/.test(column) ? Number(column) - 1 : heading.indexOf(column));
  const absent = columns.find((column) => indexOf(column) < 0);
  if (absent !== undefined)
    return refused(`列「${printable(absent)}」がありません。`, `there is no column ${printable(absent)}`);
  const keys: PskcKey[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#') || (headed && index <= first)) continue;
    const cells = cellsOf(line);
    const cell = (column: string): string => cells[indexOf(column)] ?? '';
    const serial = cell(map.serial);
    const at = `${printable(serial)}, line ${index + 1}`;
    if (serial === '') return refused(`シリアル番号がありません [${at}]`, `there is no serial [${at}]`);
    const secret = decoded(cell(map.secret), map.encoding);
    if (secret === undefined) {
      const { encoding } = map;
      const other = encoding === 'hex' ? 'base32' : 'hex';
      const hint = decoded(cell(map.secret), other) === undefined ? '' : ` (encoding=${other}?)`;
      return refused(
        `鍵の値が ${encoding} ではありません${hint} [${at}]`,
        `the secret is not ${encoding}${hint} [${at}]`,
      );
    }
    const periodText = map.periodColumn === undefined ? `${map.period}` : cell(map.periodColumn);
    if (!/^[1-9]\d{0,3}$/.test(periodText)) return refused(`間隔が正しくありません [${at}]`, `a wrong period [${at}]`);
    const totp = { algorithm: 'TOTP', hash: 'SHA1', digits: map.digits, periodSeconds: Number(periodText) } as const;
    keys.push({ id: serial, serial, ...totp, secret, policy: { keyUsages: ['OTP'], unknown: false } });
  }
  return keys.length === 0 ? refused('鍵がありません。', 'there is no key in the table') : { ok: true, value: keys };
}

/** Without its byte order mark; undefined when it is none. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Commas, semicolons or tabs with quotes as in RFC 4180; blanks when there is none of them. */
function cellsOf(line: string): readonly string[] {
  const separator = /[,;\t]/.exec(line)?.[0];
  if (separator === undefined) return line.trim().split(/\s+/);
  const cells = line.match(new RegExp(`("(?:[^"]|"")*"|[^${separator}]*)(${separator}|$)`, 'g')) ?? [];
  return cells.map((cell) => {
    const bare = cell.endsWith(separator) ? cell.slice(0, -1) : cell;
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"').trim() : bare.trim();
  });
}

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decoded(text: string, encoding: ColumnMap['encoding']): Uint8Array | undefined {
  if (encoding === 'hex') {
    return /^([0-9A-Fa-f]{2})+$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
  }
  const digits = text.toUpperCase().replace(/=+$/, '');
  if (!/^[A-Z2-7]+$/.test(digits) || [1, 3, 6].includes(digits.length % 8)) return undefined;
  const bits = [...digits].map((digit) => base32Digits.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const bytes = bits.slice(0, bits.length - (bits.length % 8)).match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
