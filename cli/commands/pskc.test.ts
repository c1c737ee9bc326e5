/** The command as a person runs it: real processes, real files, real exit codes. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seedBytes } from '../../desk/state/state-files.ts';
import { readPskc } from '../../pskc/read.ts';
import { opened } from '../../pskc/testing/test-files.ts';
import { secretOf } from '../../simulator/tray/issue.ts';

// Processes start slowly on a machine that is busy with other work.
vi.setConfig({ testTimeout: 60_000 });

const command = fileURLToPath(new URL('../ichido.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('../../pskc/fixtures', import.meta.url));
const figure6 = join(fixtures, 'rfc6030/figure6.xml');
const keyHex = '12345678901234567890123456789012';

let folder: string;
let keyFile: string;
let passwordFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-pskc-'));
  keyFile = join(folder, 'key');
  passwordFile = join(folder, 'password');
  writeFileSync(keyFile, `${keyHex}\n`);
  writeFileSync(passwordFile, 'qwerty\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function ichido(args: readonly string[], env: { readonly [name: string]: string } = {}, input = ''): Ran {
  const { ICHIDO_PSKC_KEY: _key, ICHIDO_PSKC_PASSWORD: _password, ...inherited } = process.env;
  const run = spawnSync(process.execPath, [command, 'pskc', ...args], {
    encoding: 'utf8',
    input,
    env: { ...inherited, ...env },
    cwd: folder,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** The secret of the RFC's figures in every form that a program might print. */
const secretForms = ['12345678901234567890', '3132333435363738393031', 'MTIzNDU2Nzg5MDEy', 'GEZDGNBVGY3TQOJQ'];
function expectNoSecret({ out, err }: Ran): void {
  for (const form of secretForms) expect(out + err).not.toContain(form);
}

describe('read', () => {
  test('tells what a file holds, and no secret', () => {
    const run = ichido(['read', figure6, '--pskc-key', `@${keyFile}`]);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('987654321');
    expect(run.out).toContain('HOTP-SHA1');
    expectNoSecret(run);
  });

  test('--json: counters exact, notices beside, no secret and no PIN', () => {
    const file = join(fixtures, 'makers/python-pskc-plain.xml');
    const run = ichido(['read', file, '--json']);
    expect(run).toMatchObject({ code: 0, err: '' });
    const content = JSON.parse(run.out) as { keys: readonly { counter?: string }[] };
    expect(content.keys[3]).toMatchObject({ id: 'PYH0001', counter: '16887061004979670', secretBytes: 20 });
    const pins = ichido(['read', join(fixtures, 'rfc6030/figure5.xml'), '--json']);
    expect(JSON.parse(pins.out)).toMatchObject({ others: [{ kind: 'pin', id: '123456781' }] });
    expect(pins.out).not.toContain('"pin":"1234"');
    expectNoSecret(pins);
  });

  test('the key and the password may come by the environment, or as a file that it names', () => {
    expect(ichido(['read', figure6], { ICHIDO_PSKC_KEY: keyHex }).code).toBe(0);
    expect(ichido(['read', figure6], { ICHIDO_PSKC_KEY: '@key' }).code).toBe(0);
    const figure7 = join(fixtures, 'rfc6030/figure7.xml');
    expect(ichido(['read', figure7], { ICHIDO_PSKC_PASSWORD: 'qwerty' }).code).toBe(0);
    // A flag beats the environment.
    expect(ichido(['read', figure7, '--pskc-password', '@password'], { ICHIDO_PSKC_KEY: keyHex }).code).toBe(0);
  });

  test('standard input', () => {
    const run = ichido(['read', '-'], {}, readFileSync(join(fixtures, 'rfc6030/figure3.xml'), 'utf8'));
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('987654321');
  });

  test('names from the file bring no control character to the terminal', () => {
    const text = readFileSync(join(fixtures, 'rfc6030/figure3.xml'), 'utf8').replace('987654321', '\u009b31m\u202eabc');
    const run = ichido(['read', '-'], {}, text);
    expect(run.code).toBe(0);
    expect(run.out).toContain('\\u{9b}31m\\u{202e}abc');
  });
});

describe('check', () => {
  test('0 for a sound file, with its notices; 1 with the reason otherwise', () => {
    const sound = ichido(['check', join(fixtures, 'rfc6030/figure9.xml')]);
    expect(sound.code).toBe(0);
    expect(sound.err).toContain('署名');
    const spoilt = ichido(['check', join(fixtures, 'rfc6030/figure8.xml')]);
    expect(spoilt).toMatchObject({ code: 1, out: '' });
    expect(spoilt.err).toContain('key-transport-unsupported');
    expect(spoilt.err).toContain('対応していない');
  });

  test('--portal asks what the portal stub would say (D-23)', () => {
    const run = ichido(['check', join(fixtures, 'makers/feitian-style.xml'), '--portal', '--json']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ ok: false, code: 'stock-serial-form' });
  });

  test('without it, that is a notice: 0, on stderr and in the JSON', () => {
    const feitian = join(fixtures, 'makers/feitian-style.xml');
    const told = ichido(['check', feitian]);
    expect(told).toMatchObject({ code: 0, out: 'OK: 2 件の鍵 / keys\n' });
    expect(told.err).toContain('デスクとポータルは取り込みません');
    expect(told.err).toMatch(/a desk and the portal would refuse it: .*2600990000001.*line 8.*\[stock-serial-form\]/);
    const run = ichido(['check', feitian, '--json']);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ ok: true, keys: 2, notices: [{ code: 'stock-serial-form' }] });
  });

  test('/dev/zero ends', () => {
    expect(ichido(['check', '/dev/zero']).code).toBe(1);
  });
});

describe('write', () => {
  const serials = ['--serials', 'SKTH00001-SKTH00003,SKTS00001'];

  test('makes tokens of the seed, encrypted, in a file of mode 0600', () => {
    const out = join(folder, 'new.xml');
    const run = ichido(['write', ...serials, '--seed', '7', '--out', out, '--pskc-key', `@${keyFile}`]);
    expect(run).toMatchObject({ code: 0, out: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const key = new Uint8Array(Buffer.from(keyHex, 'hex'));
    const { keys } = opened(readPskc(readFileSync(out), { kind: 'key', key }));
    expect(keys.map(({ serial }) => serial)).toEqual(['SKTH00001', 'SKTH00002', 'SKTH00003', 'SKTS00001']);
    for (const { serial, secret } of keys) expect(secret).toEqual(secretOf(seedBytes(7), serial!));
    expect(ichido(['check', out, '--portal', '--pskc-key', `@${keyFile}`]).code).toBe(0);
  });

  test('without a seed, no two files are alike', () => {
    const secrets = ['one.xml', 'two.xml'].flatMap((name) => {
      expect(ichido(['write', ...serials, '--plain', '--out', join(folder, name)]).code).toBe(0);
      const { keys } = opened(readPskc(readFileSync(join(folder, name)), { kind: 'plain' }));
      return keys.map(({ secret }) => Buffer.from(secret).toString('hex'));
    });
    expect(new Set(secrets).size).toBe(8);
  });

  test('an existing file is left as it is', () => {
    const out = join(folder, 'there');
    writeFileSync(out, 'mine');
    expect(ichido(['write', ...serials, '--plain', '--out', out]).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  test.each([
    ['no protection named', [...serials]],
    ['two protections', [...serials, '--plain', '--pskc-key', '@key']],
    ['no serials', ['--plain']],
    ['a serial in full-width', ['--serials', 'ＳＫＴＨ00001', '--plain']],
    ['a range backwards', ['--serials', 'SKTH00003-SKTH00001', '--plain']],
    ['a serial twice', ['--serials', 'SKTH00001,SKTH00001', '--plain']],
    ['a range of two kinds', ['--serials', 'SKTH00001-SKTS00003', '--plain']],
    ['a seed that is no number', [...serials, '--plain', '--seed', 'x']],
  ])('wrong usage: %s', (_name, args) => {
    const out = join(folder, 'never.xml');
    const run = ichido(['write', ...args, '--out', out]);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/[ぁ-ん]/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('from-csv', () => {
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const table = `SKTH00001 ${base32}\n`;
  const args = (out: string, columns = 'feitian,period=30') => ['from-csv', '-', '--columns', columns, '--out', out];

  test('a table from standard input to a file that a desk takes, protected, of mode 0600, no secret shown', () => {
    const out = join(folder, 'from-stdin.xml');
    const run = ichido([...args(out), '--pskc-key', `@${keyFile}`], {}, table);
    expect(run).toMatchObject({ code: 0, out: '' });
    expect(run.err).not.toContain('取り込みません');
    expectNoSecret(run);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, 'utf8')).not.toContain('MTIzNDU2Nzg5MDEy');
    const key = new Uint8Array(Buffer.from(keyHex, 'hex'));
    const { keys } = opened(readPskc(readFileSync(out), { kind: 'key', key }));
    expect(keys).toMatchObject([{ serial: 'SKTH00001', periodSeconds: 30, digits: 6 }]);
    expect(Buffer.from(keys[0]!.secret).toString('latin1')).toBe('12345678901234567890');
    expect(ichido(['check', out, '--portal', '--pskc-key', `@${keyFile}`]).code).toBe(0);
  });

  test('a table from a file; what the portal would refuse is told', () => {
    writeFileSync(join(folder, 'seeds.txt'), table);
    const words = ['from-csv', 'seeds.txt', '--columns', 'feitian,period=60', '--plain', '--out', 'sixty.xml'];
    const run = ichido(words);
    expect(run.code).toBe(0);
    expect(run.err).toContain('[stock-period]');
    expect(existsSync(join(folder, 'sixty.xml'))).toBe(true);
  });

  test('a table of megabytes from standard input is read to its end; one without end is refused', () => {
    const long = `${table}${`#${'x'.repeat(1023)}\n`.repeat(4096)}SKTH00002 ${base32.slice(1)}A\n`;
    const run = ichido([...args(join(folder, 'long.xml')), '--plain'], {}, long);
    expect(run).toMatchObject({ code: 0 });
    expect(run.err).toContain('2 件');
    const words = ['--columns', 'feitian,period=30', '--plain', '--out', join(folder, 'beyond.xml')];
    const beyond = ichido(['from-csv', '/dev/zero', ...words]);
    expect(beyond.code).toBe(1);
    expect(beyond.err).toContain('64 MiB');
    expect(existsSync(join(folder, 'beyond.xml'))).toBe(false);
  });

  test('an existing file is left as it is, and so is a link to nowhere', () => {
    const [out, link] = [join(folder, 'kept'), join(folder, 'link')];
    writeFileSync(out, 'mine');
    symlinkSync(join(folder, 'nowhere'), link);
    for (const name of [out, link]) {
      const run = ichido([...args(name), '--plain'], {}, table);
      expect(run.code).toBe(1);
      expect(run.err).toContain('すでにあります');
    }
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(readlinkSync(link)).toBe(join(folder, 'nowhere'));
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  test.each([
    ['no period', ['--columns', 'feitian', '--plain'], table, 2],
    ['a map that is none', ['--columns', 'nosuch', '--plain'], table, 2],
    ['no protection named', ['--columns', 'feitian,period=30'], table, 2],
    ['a row that is none', ['--columns', 'feitian,period=30', '--plain'], `${table}SKTH00002 ${base32.slice(1)}1\n`, 1],
    ['a serial twice', ['--columns', 'feitian,period=30', '--plain'], table + table, 1],
  ] as const)('refused, and nothing is written: %s', (_name, more, input, code) => {
    const out = join(folder, 'no-csv.xml');
    const run = ichido(['from-csv', '-', '--out', out, ...more], {}, input);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toMatch(/[ぁ-ん]/);
    expectNoSecret(run);
    expect(run.err).not.toContain(' at ');
    expect(existsSync(out)).toBe(false);
  });
});

describe('refusals of the key', () => {
  test('a key typed on the command line is refused and not repeated', () => {
    const run = ichido(['read', figure6, '--pskc-key', keyHex]);
    expect(run.code).toBe(2);
    expect(run.err).not.toContain(keyHex);
    expect(run.err).toContain('@FILE');
  });

  test.each([
    ['a key of another length', { ICHIDO_PSKC_KEY: 'abcdef' }, 2],
    ['key and password', { ICHIDO_PSKC_KEY: keyHex, ICHIDO_PSKC_PASSWORD: 'a' }, 2],
    ['a key file that is not there', { ICHIDO_PSKC_KEY: '@nowhere' }, 1],
    ['the wrong key', { ICHIDO_PSKC_KEY: '0'.repeat(32) }, 1],
    ['no key', {}, 1],
  ] as const)('%s', (_name, env, code) => {
    const run = ichido(['read', figure6], env);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).not.toContain('abcdef');
    expect(run.err).not.toContain(' at ');
  });

  test('a file that is not there', () => {
    expect(ichido(['read', 'nowhere.xml'])).toMatchObject({ code: 1, out: '' });
  });
});
