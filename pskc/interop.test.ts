/** Other tools read our files (E10): OATH Toolkit's `pskctool`, and python-pskc, when they are on this machine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest';
import type { Protection, PskcKey } from './model.ts';
import { bytes, totp, written } from './testing/test-files.ts';

// Each starts other people's programs, which a busy machine may keep waiting.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-pskc-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const protections: readonly (readonly [string, Protection])[] = [
  ['plain', { kind: 'plain' }],
  ['aes128', { kind: 'key', key: bytes(16, 'i') }],
  ['aes192', { kind: 'key', key: bytes(24, 'i') }],
  ['aes256', { kind: 'key', key: bytes(32, 'i') }],
  ['password', { kind: 'password', password: 'pass 言葉', iterations: 1000 }],
];

const tokens: readonly PskcKey[] = [
  ...Array.from({ length: 200 }, (_, n) => totp(`SKTH${String(n + 1).padStart(5, '0')}`)),
  {
    ...totp('everything'),
    algorithm: 'HOTP',
    counter: 16887061004979670n,
    periodSeconds: undefined,
    time: undefined,
    digits: 8,
    issuer: 'Bank & <Trust>',
    friendlyName: '予備',
    userId: 'uid=x',
    device: { model: 'm', startDate: Date.UTC(2020, 0, 1), cryptoModule: 'cm' },
    policy: {
      startDate: Date.UTC(2020, 0, 1),
      expiryDate: Date.UTC(2037, 0, 1),
      keyUsages: ['OTP', 'CR'],
      pin: { PINUsageMode: 'Local', MinLength: '4' },
      numberOfTransactions: 8000n,
      unknown: false,
    },
  },
];

function fileOf(name: string, protection: Protection): string {
  const file = join(folder, `${name}.xml`);
  writeFileSync(file, written(tokens, protection), { mode: 0o600 });
  return file;
}

const works = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function needsPskctool(context: TestContext): void {
  context.skip(!works('pskctool', ['--version']), 'pskctool is not installed (Debian: pskctool)');
}

/** The Python that has the package: a person's own may come first on PATH and lack it. */
function pythonWithPskc(context: TestContext): string {
  const python = ['python3', '/usr/bin/python3'].find((command) => works(command, ['-c', 'from pskc import PSKC']));
  context.skip(python === undefined, 'python-pskc is not installed (Debian: python3-pskc)');
  return python ?? '';
}

describe('pskctool', () => {
  test.for(protections)('%s: valid by the schema of RFC 6030', ([name, protection], context) => {
    needsPskctool(context);
    const run = spawnSync('pskctool', ['--validate', fileOf(name, protection)], { encoding: 'utf8' });
    expect({ status: run.status, says: run.stdout.trim() }).toEqual({ status: 0, says: 'OK' });
  });

  test('a plain file: it reads every secret', (context) => {
    needsPskctool(context);
    const run = spawnSync('pskctool', ['--info', fileOf('plain', { kind: 'plain' })], { encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const secrets = [...run.stdout.matchAll(/Key Secret \(base64\): (\S+)/g)].map((it) => it[1]);
    expect(secrets).toEqual(tokens.map(({ secret }) => Buffer.from(secret).toString('base64')));
    expect(run.stdout).toContain('Key Counter: 16887061004979670');
  });
});

const script = `
import json, sys
from pskc import PSKC
pskc = PSKC(sys.argv[1])
protection = json.load(sys.stdin)
if 'key' in protection: pskc.encryption.key = bytes.fromhex(protection['key'])
if 'password' in protection: pskc.encryption.derive_key(protection['password'])
print(json.dumps([[k.id, k.serial, k.secret.hex(), str(k.counter), k.response_length, k.time_interval, k.friendly_name] for k in pskc.keys]))
`;

describe('python-pskc', () => {
  test.for(protections)('%s: it reads equal secrets', ([name, protection], context) => {
    const python = pythonWithPskc(context);
    const input = JSON.stringify(
      protection.kind === 'key' ? { key: Buffer.from(protection.key).toString('hex') } : { ...protection },
    );
    const run = spawnSync(python, ['-c', script, fileOf(name, protection)], {
      encoding: 'utf8',
      input,
      env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(
      tokens.map((key) => [
        key.id,
        key.serial,
        Buffer.from(key.secret).toString('hex'),
        `${key.counter ?? 'None'}`,
        key.digits,
        key.periodSeconds ?? null,
        key.friendlyName ?? null,
      ]),
    );
  });
});
