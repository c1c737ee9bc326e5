/** Tables of seeds to keys: the named maps, a map of one's own, and what is refused by line. */
import { describe, expect, test } from 'vitest';
import { type ColumnMap, keysFromCsv, parseColumnMap } from './csv.ts';

const hex = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const secret = new Uint8Array(Buffer.from(hex, 'hex'));

function map(text: string): ColumnMap {
  const parsed = parseColumnMap(text);
  if (!parsed.ok) throw new Error(parsed.error.en);
  return parsed.value;
}

describe('read', () => {
  const entra = 'upn,serial number,secret key,time interval,manufacturer,model';
  test.each([
    ['feitian', 'feitian,period=60', `SKTH00001 ${base32}\r\n`, 60],
    ['feitian in hex', 'feitian,period=30,encoding=hex', `\uFEFFSKTH00001   ${hex}`, 30],
    ['with tabs', 'feitian,period=30', `\n# maker\nSKTH00001\t${base32}\n\n`, 30],
    ['entra with a period of all', 'entra,period=30', `${entra}\n,SKTH00001,${base32},60,m,c\n`, 30],
    ['entra', 'entra', `${entra}\nuser01@example.com,SKTH00001,${base32},30,"Maker, Inc.",c200\n`, 30],
    ['quoted cells', 'entra', `${entra}\n"a,b@example.com","SKTH00001","${base32.toLowerCase()}","60",m,c\n`, 60],
    ['columns of one\u2019s own', 'serial=2,secret=1,encoding=base32,period=30', `${base32};SKTH00001`, 30],
  ])('%s', (_name, columns, text, periodSeconds) => {
    expect(keysFromCsv(Buffer.from(text), map(columns))).toMatchObject({
      ok: true,
      value: [{ id: 'SKTH00001', serial: 'SKTH00001', algorithm: 'TOTP', digits: 6, periodSeconds, secret }],
    });
  });
});

describe('refused', () => {
  test.each([
    ['no hex', 'feitian,period=60,encoding=hex', `SKTH00001 ${hex}\nSKTH00002 ${hex.slice(1)}`, 'SKTH00002, line 2'],
    ['hex where Base32 is meant', 'feitian,period=60', `SKTH00001 ${hex}`, '(encoding=hex?) [SKTH00001, line 1]'],
    ['Base32 where hex is meant', 'serial=1,secret=2,period=30', `SKTH00001,${base32}`, '(encoding=base32?)'],
    ['a serial that drives the terminal', 'feitian,period=60', `\u001b[2J ${hex.slice(1)}`, '\\u{1b}[2J, line 1'],
    ['no Base32', 'entra', `serial number,secret key,time interval\nSKTH00001,${base32}1,30`, 'SKTH00001, line 2'],
    ['no period', 'entra', `serial number,secret key,time interval\nSKTH00001,${base32},x`, 'SKTH00001, line 2'],
    ['no such column', 'entra', `serial,secret\nSKTH00001,${base32}`, 'serial number'],
    ['nothing', 'feitian,period=60', '\n\n', 'no key'],
  ])('%s: by line and serial, without the secret', (_name, columns, text, named) => {
    const result = keysFromCsv(Buffer.from(text), map(columns));
    if (result.ok) throw new Error('taken');
    expect(result.error.en).toContain(named);
    expect(result.error.ja + result.error.en).not.toMatch(/31323334|GEZDG/);
  });
  test.each([
    'nosuch',
    'serial=1,period=30',
    'serial=1,secret=2,period=30,encoding=base64',
    'feitian,period=30,digits=5',
    'feitian,period=0',
    'feitian',
    'serial=1,secret=2,encoding=hex',
  ])('the map %s', (columns) => expect(parseColumnMap(columns).ok).toBe(false));
  test.each([
    ['Shift_JIS', Buffer.from('83568397', 'hex')],
    ['UTF-16', Buffer.from(`\uFEFFSKTH00001 ${base32}`, 'utf16le')],
  ])('a table in %s', (_name, bytes) => {
    expect(keysFromCsv(bytes, map('feitian,period=60'))).toMatchObject({
      ok: false,
      error: { en: 'the table is not UTF-8' },
    });
  });
});
