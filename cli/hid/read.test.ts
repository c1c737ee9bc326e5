import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bothLanguages } from '../../common/text.ts';
import { type FakeDevice, RFC_SECRET } from '../../simulator/hid/fake.ts';
import { fakeKeyboard } from '../../simulator/hid/families/keyboard/fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../../simulator/hid/families/nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from '../../simulator/hid/families/nitrokey3/fake.ts';
import { fakeYubiKey } from '../../simulator/hid/families/yubikey-otp/fake.ts';
import { memoryHid } from '../../simulator/hid/io/memory-hid.ts';
import { virtualTimers } from '../../simulator/hid/talk/virtual-timers.ts';
import { ExitError } from '../exit.ts';
import { list } from './list.ts';
import { type ReadCommandOptions, read } from './read.ts';
import type { Place } from './surroundings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-hid-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function place(...fakes: readonly FakeDevice[]) {
  const port = memoryHid();
  const timers = virtualTimers();
  for (const fake of fakes) port.plug(fake);
  let out = '';
  let told = '';
  const here: Place = {
    port,
    timers,
    now: () => 59_000,
    out: (text) => {
      out += text;
    },
    say: (text) => {
      told += `${bothLanguages(text)}\n`;
    },
  };
  return { here, port, timers, out: () => out, told: () => told };
}

const yubikey = (touch = false) => fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch } }, now: () => 0 });
const refusedRead = async (options: ReadCommandOptions, here: Place) => {
  const error = await read(options, here).catch((thrown: unknown) => thrown);
  return error instanceof ExitError ? error : expect.fail(`expected an ExitError, got ${String(error)}`);
};

describe('hid list', () => {
  it('shows tokens, and with --all the rest; foreign bytes never reach the terminal', async () => {
    const evil = fakeKeyboard({
      identity: { vendorId: 0x046d, product: 'x\u001b]0;owned\u0007\u009b31m\u202e', serial: '\u001b[2J' },
    });
    const one = place(yubikey(), evil);
    await list({}, one.here);
    expect(one.out()).toMatch(/^1050:0407:0001\/0006: {2}Yubico YubiKey OTP\+FIDO\+CCID\n/);
    expect(one.out()).not.toContain('046d');
    const all = place(yubikey(), evil);
    await list({ all: true }, all.here);
    expect(all.out()).toContain('046d');
    expect(all.out()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const json = place(evil);
    await list({ all: true, json: true }, json.here);
    expect(JSON.parse(json.out())).toMatchObject([{ vendorId: 0x046d, token: null, can: null }]);
    expect(json.out().trim()).not.toMatch(/[\u0000-\u001f]/);
  });

  it('says so when nothing is there, and exits 69 without the library', async () => {
    const none = place();
    await list({}, none.here);
    expect([none.out(), none.told()]).toEqual(['', expect.stringContaining('no token is plugged in')]);
    none.port.breakList('no-library');
    await expect(list({}, none.here)).rejects.toMatchObject({
      exitCode: 69,
      text: { en: expect.stringContaining('libusb-1.0-0') },
    });
  });
});

describe('hid read', () => {
  it('prints the code alone, or JSON with its step', async () => {
    const plain = place(yubikey());
    await read({}, plain.here);
    expect(plain.out()).toBe('287082\n');
    const json = place(yubikey());
    await read({ json: true, digits: 8 }, json.here);
    expect(JSON.parse(json.out())).toEqual({
      code: '94287082',
      readAt: 59_000,
      step: 1,
      validFrom: 30_000,
      validUntil: 60_000,
    });
  });

  it('asks for the finger on stderr', async () => {
    const fake = yubikey(true);
    const one = place(fake);
    one.timers.at(1000, () => void fake.touch());
    await read({}, one.here);
    expect([one.out(), one.told()]).toEqual(['287082\n', 'トークンに触れてください。 / touch the token\n']);
  });

  it('wants a choice when there are two, and takes VID:PID or the whole id', async () => {
    const pro = fakeNitrokeyPro({
      now: () => 59_000,
      storedSeconds: 0,
      slots: new Map([[0x20, secretSlot('bank', RFC_SECRET)]]),
    });
    const two = place(yubikey(), pro);
    expect((await refusedRead({}, two.here)).exitCode).toBe(1);
    expect(two.told()).toContain('20a0:4108:ff00/0001:');
    await read({ device: '20A0:4108' }, two.here);
    await read({ device: '1050:0407:0001/0006:' }, two.here);
    expect(two.out()).toBe('287082\n287082\n');
    expect((await refusedRead({ device: '1050:04' }, two.here)).text.en).toMatch(/No such device/);
  });

  it('names the credentials or slots when the choice was none', async () => {
    const key = place(
      fakeNitrokey3({ credentials: ['bank', '銀行'].map((name) => ({ name, secret: RFC_SECRET, digits: 6 })) }),
    );
    expect((await refusedRead({}, key.here)).text.en).toMatch(/--name/);
    expect(key.told()).toContain('銀行');
    await read({ name: '銀行' }, key.here);
    expect(key.out()).toBe('287082\n');
    const pro = place(
      fakeNitrokeyPro({
        now: () => 59_000,
        storedSeconds: 0,
        slots: new Map([[0x22, secretSlot('third', RFC_SECRET)]]),
      }),
    );
    expect((await refusedRead({ slot: 1 }, pro.here)).exitCode).toBe(1);
    expect(pro.told()).toContain('slot 3: third');
  });

  it('reads a keyboard only when it is named, and says where the keys go', async () => {
    const fake = fakeKeyboard();
    const one = place(fake);
    expect((await refusedRead({ keyboard: true }, one.here)).exitCode).toBe(2);
    expect((await refusedRead({ device: '096e:0868' }, one.here)).text.en).toMatch(/input field/);
    one.timers.at(500, () => fake.touch('cccccccccccc755224\n'));
    await read({ keyboard: true, device: '096e:0868' }, one.here);
    expect(one.out()).toBe('755224\n');
    expect(one.told()).toMatch(/also reaches the terminal/);
  });

  it('gives up after --timeout', async () => {
    const one = place(fakeKeyboard());
    expect((await refusedRead({ keyboard: true, device: '096e:0868', timeout: 5000 }, one.here)).text.en).toMatch(
      /not touched/,
    );
    expect(one.timers.elapsed()).toBe(5000);
  });
});

describe('recordings', () => {
  it('are new files of mode 0600, and play back to the same code', async () => {
    const file = join(folder, 'key.ndjson');
    const live = place(yubikey());
    await read({ record: file, digits: 8 }, live.here);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const later = place();
    await read({ replay: file }, later.here);
    expect(later.out()).toBe('94287082\n');
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines[1]).toEqual({ t: 0, dir: 'in', kind: 'feature', id: 0, hex: '0005040303020000' });
  });

  it('are never written over another file', async () => {
    const file = join(folder, 'mine');
    writeFileSync(file, 'mine');
    expect((await refusedRead({ record: file }, place(yubikey()).here)).text.en).toMatch(/EEXIST/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('of a failure are kept, and fail the same way', async () => {
    const file = join(folder, 'empty-slot');
    expect((await refusedRead({ record: file, slot: 1 }, place(yubikey()).here)).text.en).toMatch(/holds no OTP/);
    expect((await refusedRead({ replay: file }, place().here)).text.en).toMatch(/holds no OTP/);
  });

  it('that are none are refused with their line', async () => {
    const file = join(folder, 'none');
    writeFileSync(
      file,
      '{"ichido-hid-recording":1,"family":"yubikey-otp","request":{"slot":2,"digits":6,"periodSeconds":30}}\nnonsense\n',
    );
    expect((await refusedRead({ replay: file }, place().here)).text.en).toMatch(/^line 2 /);
    writeFileSync(
      file,
      '{"ichido-hid-recording":1,"family":"yubikey-otp","request":{"slot":2,"digits":99,"periodSeconds":30}}\n',
    );
    expect((await refusedRead({ replay: file }, place().here)).text.en).toMatch(/^line 1 /);
    expect(existsSync(join(folder, 'other'))).toBe(false);
    expect((await refusedRead({ replay: join(folder, 'other') }, place().here)).text.en).toMatch(/ENOENT/);
  });
});
