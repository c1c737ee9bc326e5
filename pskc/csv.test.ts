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
    ['feitian', 'feitian', `SKTH00001 ${hex}\r\n`, 60],
    ['feitian at 30 s', 'feitian,period=30', `\uFEFFSKTH00001\t${hex}`, 30],
    ['entra', 'entra', `${entra}\nuser01@example.com,SKTH00001,${base32},30,"Maker, Inc.",c200\n`, 30],
    ['quoted cells', 'entra', `${entra}\n"a,b@example.com","SKTH00001","${base32.toLowerCase()}","60",m,c\n`, 60],
    ['columns of one\u2019s own', 'serial=2,secret=1,encoding=base32,period=30', `${base32};SKTH00001`, 30],
  ])('%s', (_name, columns, text, periodSeconds) => {
    expect(keysFromCsv(text, map(columns))).toMatchObject({
      ok: true,
      value: [{ id: 'SKTH00001', serial: 'SKTH00001', algorithm: 'TOTP', digits: 6, periodSeconds, secret }],
    });
  });
});

describe('refused', () => {
  test.each([
    ['no hex', 'feitian', `SKTH00001 ${hex}\nSKTH00002 ${hex.slice(1)}`, 'SKTH00002, line 2'],
    ['no Base32', 'entra', `serial number,secret key,time interval\nSKTH00001,${base32}1,30`, 'SKTH00001, line 2'],
    ['no period', 'entra', `serial number,secret key,time interval\nSKTH00001,${base32},x`, 'SKTH00001, line 2'],
    ['no such column', 'entra', `serial,secret\nSKTH00001,${base32}`, 'serial number'],
    ['nothing', 'feitian', '\n\n', 'no key'],
  ])('%s: by line and serial, without the secret', (_name, columns, text, named) => {
    const result = keysFromCsv(text, map(columns));
    if (result.ok) throw new Error('taken');
    expect(result.error.en).toContain(named);
    expect(result.error.ja + result.error.en).not.toMatch(/31323334|GEZDG/);
  });
  test.each(['nosuch', 'serial=1', 'serial=1,secret=2,encoding=base64', 'feitian,digits=5', 'feitian,period=0'])(
    'the map %s',
    (columns) => expect(parseColumnMap(columns).ok).toBe(false),
  );
});
