import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writePskc } from '../pskc/write.ts';
import { codeOfStep, stepAt } from '../simulator/device/otp.ts';
import { createClosing } from './closing.ts';
import { type RunningDesk, type StartDeskOptions, startDesk } from './start-desk.ts';

const now = Date.UTC(2026, 3, 1);
let folder: string;
let running: RunningDesk[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-desk-'));
  running = [];
});
afterEach(async () => {
  for (const desk of running) await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: StartDeskOptions = {}): Promise<RunningDesk> {
  const desk = await startDesk({ now, ...options });
  running.push(desk);
  return desk;
}

function tokensFile(tokens: readonly { serial: string; secret: Uint8Array; timeDrift?: number }[], key: Uint8Array) {
  const written = writePskc(
    tokens.map(({ serial, secret, timeDrift }) => ({
      id: serial,
      serial,
      algorithm: 'TOTP',
      hash: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      secret,
      timeDrift,
    })),
    { kind: 'key', key },
    { random: randomBytes },
  );
  if (!written.ok) throw new Error(written.error.text.ja);
  return { pskc: written.value, key };
}

describe('a person’s tokens', () => {
  const key = new Uint8Array(16).fill(7);
  const secret = new TextEncoder().encode('12345678901234567890');
  const tokens = [
    { serial: 'SKTH00777', secret },
    { serial: 'SKTS00778', secret: new TextEncoder().encode('a secret of the app!') },
  ];

  test('stand in the tray and in the stock, and nothing else does', async () => {
    const { tray, service } = await start({ tokens: tokensFile(tokens, key) });
    expect(tray.list().map(({ serial, kind }) => [serial, kind])).toEqual([
      ['SKTH00777', 'hardware'],
      ['SKTS00778', 'software'],
    ]);
    expect(service.serial('SKTH00777')).toBeDefined();
    const pressed = await tray.press('SKTH00777');
    expect(pressed).toMatchObject({ ok: true, value: { face: { code: codeOfStep(secret, stepAt(now)) } } });
  });

  test('a drift that the file tells is the device’s', async () => {
    const { tray } = await start({ tokens: tokensFile([{ serial: 'SKTH00777', secret, timeDrift: 4 }], key) });
    expect(await tray.press('SKTH00777')).toMatchObject({
      value: { face: { code: codeOfStep(secret, stepAt(now) + 4) } },
    });
  });

  test('the same file again is no change; the same serial with another secret is refused and changes nothing', async () => {
    const options = { state: folder, tokens: tokensFile(tokens, key) };
    await (await start(options)).stop();
    const again = await start(options);
    expect(again.tray.serials()).toEqual(['SKTH00777', 'SKTS00778']);
    await again.stop();
    const other = tokensFile(
      [
        { serial: 'SKTH00779', secret: randomBytes(20) },
        { serial: 'SKTH00777', secret: randomBytes(20) },
      ],
      key,
    );
    await expect(startDesk({ state: folder, tokens: other, now })).rejects.toThrow('SKTH00777');
    const after = await start({ state: folder });
    expect(after.tray.serials()).toEqual(['SKTH00777', 'SKTS00778']);
    expect(after.service.serial('SKTH00779')).toBeUndefined();
  });

  test('a wrong key and a serial of no bank’s form are refused by a sentence', async () => {
    const file = tokensFile(tokens, key);
    await expect(startDesk({ tokens: { ...file, key: new Uint8Array(16) } })).rejects.toMatchObject({
      name: 'DeskError',
      code: 'tokens-refused',
      text: { en: expect.not.stringMatching(/[ぁ-ん]/) },
    });
    await expect(startDesk({ tokens: tokensFile([{ serial: 'X1', secret }], key) })).rejects.toThrow('X1');
    const short = tokensFile([{ serial: 'SKTH00777', secret: secret.slice(0, 10) }], key);
    await expect(startDesk({ tokens: short })).rejects.toMatchObject({
      text: {
        ja: expect.stringMatching(/^トークンファイル.*SKTH00777/),
        en: expect.stringMatching(/^[ -~]*SKTH00777[ -~]*$/),
      },
    });
  });
});

describe('stock', () => {
  test('what is issued or installed is known to the portal before the answer', async () => {
    const { tray, service } = await start();
    for (const message of [{ type: 'issue', kind: 'hardware', count: 3 }, { type: 'installApp' }] as const) {
      const answer = tray.send(message);
      expect(answer.ok).toBe(true);
      for (const serial of answer.ok ? answer.value : []) expect(service.serial(serial)).toBeDefined();
    }
  });

  test('no file of the state but keys.json gives a secret away', async () => {
    const desk = await start({ state: folder, seed: 3 });
    desk.tray.send({ type: 'issue', kind: 'hardware', count: 5 });
    const secrets = desk.tray.serials().map((serial) => {
      const device = desk.tray.device(serial);
      return device !== undefined && 'secret' in device ? Buffer.from(device.secret) : Buffer.alloc(0);
    });
    expect(secrets.every((secret) => secret.length === 20)).toBe(true);
    for (const name of readdirSync(folder).filter((each) => each !== 'keys.json')) {
      const bytes = readFileSync(join(folder, name));
      for (const secret of secrets) {
        for (const form of [secret, secret.toString('hex'), secret.toString('base64'), secret.toString('base64url')]) {
          expect(bytes.includes(form)).toBe(false);
        }
      }
    }
  });
});

describe('start and stop', () => {
  test('without a demo: no contract, no token', async () => {
    const desk = await start({ demo: false });
    expect(desk.demo).toBeUndefined();
    expect(desk.tray.serials()).toEqual([]);
  });

  test('demo tokens come once a state: a tray that was emptied stays so', async () => {
    const first = await start({ state: folder });
    first.tray.send({ type: 'uninstallApp', serial: 'SKTS00001' });
    await first.stop();
    expect((await start({ state: folder })).tray.serials()).toEqual(['SKTH00001', 'SKTH00002']);
  });

  test('a state that was used without a demo never gets one', async () => {
    const first = await start({ state: folder, demo: false });
    first.tray.send({ type: 'installApp' });
    first.tray.send({ type: 'uninstallApp', serial: 'SKTS00001' });
    await first.stop();
    expect((await start({ state: folder })).tray.serials()).toEqual([]);
  });

  test('a start that fails leaves no port and no lock behind', async () => {
    const first = await start();
    const busy = Number(new URL(first.portalUrl).port);
    await expect(startDesk({ state: folder, portalPort: busy, now })).rejects.toMatchObject({
      code: 'port-in-use',
      text: { en: expect.stringContaining(`port ${busy} is in use`) },
    });
    await start({ state: folder });
  });

  test('stop may be called twice', async () => {
    const desk = await start();
    await Promise.all([desk.stop(), desk.stop()]);
    await desk.stop();
  });

  test('twenty desks side by side share nothing', async () => {
    const desks = await Promise.all(Array.from({ length: 20 }, () => start({ seed: 1 })));
    expect(new Set(desks.map(({ portalUrl }) => portalUrl)).size).toBe(20);
    desks[0]?.clock.change({ advanceMs: 60_000 });
    expect(desks[1]?.clock.now()).toBe(now);
  });
});

test('closing: reverse order, all of it even when one fails, and only once', async () => {
  const closing = createClosing();
  const closed: string[] = [];
  closing.add(() => void closed.push('first'));
  closing.add(() => {
    closed.push('second');
    throw new Error('second');
  });
  closing.add(async () => void closed.push('third'));
  await expect(closing.close()).rejects.toThrow('second');
  await expect(closing.close()).rejects.toThrow('second');
  expect(closed).toEqual(['third', 'second', 'first']);
});
