import { describe, expect, it } from 'vitest';
import { hex } from '../bytes.ts';
import type { FakeDevice } from '../fake.ts';
import { RFC_SECRET } from '../fake.ts';
import { createRecorder, headerLine, parseRecording, type RecordingError, replay } from '../talk/recording.ts';
import { families } from './families.ts';
import type { ReadOptions } from './family.ts';
import { fakeKeyboard } from './keyboard/fake.ts';
import { fakeNitrokeyPro, secretSlot } from './nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from './nitrokey3/fake.ts';
import { planFromHeader, planReading } from './readers.ts';
import { testReader } from './test-reading.ts';
import { fakeYubiKey } from './yubikey-otp/fake.ts';

const PIN = '48Geheim1507';

async function record(
  fake: FakeDevice,
  options: ReadOptions,
  hand: (unplug: () => void, later: (act: () => void) => void) => void,
  askPin?: () => Promise<string>,
) {
  const reader = testReader();
  const unplug = reader.hid.plug(fake);
  reader.timers.at(300, () => hand(unplug, (act) => reader.timers.at(5000, act)));
  const listed = await reader.hid.list();
  const device = listed.ok ? listed.value[0]! : expect.fail('no list');
  const planned = planReading(device, options);
  const plan = planned.ok ? planned.value : expect.fail(planned.failure);
  const lines: string[] = [];
  const recorder = createRecorder(families[plan.family].withholds?.(), (line) => lines.push(line));
  const { vendorId, productId, usagePage, usage, release } = device;
  const header = headerLine({
    family: plan.family,
    device: { vendorId, productId, usagePage, usage, release },
    request: plan.request,
  });
  const read = await reader.read(options, { record: recorder.record, ...(askPin ? { askPin } : {}) });
  recorder.end(read.ok ? undefined : read.failure);
  return { read, text: header + lines.join('') };
}

const play = (text: string) => {
  const recording = parseRecording(text);
  const plan = planFromHeader(recording.header) ?? expect.fail('no plan');
  return replay(plan.start(), recording.lines);
};

const proWithPin = (version: readonly [number, number]) =>
  fakeNitrokeyPro({
    now: () => 59_000,
    storedSeconds: 0,
    pin: PIN,
    version,
    busyPolls: 1,
    slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]),
  });
const yubikey = () => fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch: true } }, now: () => 0 });
const nitrokey3 = () =>
  fakeNitrokey3({ pin: PIN, credentials: [{ name: 'bank', secret: RFC_SECRET, digits: 8, protected: true }] });

describe('a recording', () => {
  it('plays back to the same code, touch and all', async () => {
    const fake = yubikey();
    const { read, text } = await record(fake, { digits: 8 }, () => void fake.touch());
    expect(read).toMatchObject({ ok: true, value: { code: '94287082' } });
    expect(play(text)).toEqual({ result: read });
    expect(
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => JSON.parse(line) as { t: number })
        .at(-1)?.t,
    ).toBeGreaterThan(250);
  });

  it.each([
    ['Nitrokey Pro 0.7', () => proWithPin([0, 7]), { slot: 1 }],
    ['Nitrokey Pro 0.15', () => proWithPin([0, 15]), { slot: 1 }],
    ['Nitrokey 3', nitrokey3, { name: 'bank' }],
  ] as const)(
    'of a %s with a PIN holds neither the PIN nor anything to try PINs against, and plays back',
    async (_what, make, options) => {
      const { read, text } = await record(
        make(),
        options,
        () => undefined,
        async () => PIN,
      );
      expect(read).toMatchObject({ ok: true, value: { code: '94287082' } });
      for (const form of [PIN, hex(Buffer.from(PIN)), Buffer.from(PIN).toString('base64')])
        expect(text).not.toContain(form);
      expect(play(text).result).toEqual(read);
      // The password of the session, if there is one; a channel's nonce is no secret.
      if (make !== nitrokey3) expect(text).not.toMatch(/"kind":"random","hex"/);

      // Another PIN, the same everything else: not one byte of the recording is different.
      const other = await record(
        makeWith(make, '99Anderes0000'),
        options,
        () => undefined,
        async () => '99Anderes0000',
      );
      expect(other.read).toMatchObject({ ok: true });
      expect(other.text).toBe(text);
    },
  );

  it('of a wrong PIN is as silent', async () => {
    const { read, text } = await record(
      proWithPin([0, 15]),
      { slot: 1 },
      () => undefined,
      async () => 'falsch!',
    );
    expect(read).toMatchObject({ failure: 'pin-wrong' });
    const other = await record(
      proWithPin([0, 15]),
      { slot: 1 },
      () => undefined,
      async () => 'verkehrt',
    );
    expect(other.text).toBe(text);
    expect(play(text).result).toEqual(read);
  });

  it("never has the key's secret or serial number in it", async () => {
    const fake = fakeYubiKey({
      slots: { 2: { secret: RFC_SECRET } },
      now: () => 0,
      identity: { serial: 'SN-7712345' },
    });
    const { text } = await record(fake, {}, () => undefined);
    for (const form of [hex(RFC_SECRET), '12345678901234567890', 'SN-7712345']) expect(text).not.toContain(form);
  });

  it('of a keyboard keeps the code, and nothing else that was typed', async () => {
    const fake = fakeKeyboard();
    const { read, text } = await record(fake, { keyboard: true }, (_unplug, later) => {
      fake.touch('geheim');
      later(() => fake.touch('755224\n'));
    });
    expect(read).toMatchObject({ ok: true, value: { code: '755224' } });
    expect(play(text)).toEqual({ result: read });
    const keys = text
      .split('\n')
      .slice(1)
      .filter((line) => line.includes('"hex"'))
      .map((line) => (JSON.parse(line) as { hex: string }).hex.slice(4, 6));
    // A line of masked keys, then the seven keys of the code (the last one is not released yet).
    expect(keys.filter((key) => key !== '00')).toEqual([
      ...Array(6).fill('ff'),
      '24',
      '22',
      '22',
      '1f',
      '1f',
      '21',
      '28',
    ]);
  });

  it('keeps no key of a line that was never ended', async () => {
    const fake = fakeKeyboard({ numbered: true });
    const { text } = await record(fake, { keyboard: true, keyboardWithinMs: 1000 }, () => fake.touch('1234567'));
    expect(text).toMatch(/"hex":"010000ff/);
    expect(text).not.toMatch(/"hex":"0100001[0-9a-f]/);
  });

  it('keeps no key of a line that the unplug cut off', async () => {
    const fake = fakeKeyboard();
    const { read, text } = await record(fake, { keyboard: true }, (unplug) => {
      fake.touch('12345');
      unplug();
    });
    expect(read).toMatchObject({ failure: 'gone' });
    expect(text).not.toMatch(/"hex":"0000[12]/);
  });

  it.each([
    ['typed-no-code', 'geheim\n'],
    ['typed-cut', '12345\n'],
    ['typed-yubico-otp', `${'cbdefghijklnrtuv'.repeat(3).slice(0, 44)}\n`],
    ['typed-no-enter', '755224'],
    ['not-touched', ''],
  ])('of a keyboard that failed plays back as %s, and holds no key', async (failure, typed) => {
    const fake = fakeKeyboard();
    const { read, text } = await record(fake, { keyboard: true }, () => fake.touch(typed));
    expect(read).toMatchObject({ ok: false, failure });
    expect(play(text)).toMatchObject({ result: { ok: false, failure } });
    expect(play(text).divergedAt).toBeUndefined();
    const keys = [...text.matchAll(/"hex":"....(..)/g)].map((match) => match[1]);
    expect(keys.filter((key) => !['00', '28', 'ff'].includes(key ?? ''))).toEqual([]);
  });

  it.each<[string, (fake: ReturnType<typeof yubikey>, unplug: () => void) => void]>([
    ['gone', (_fake, unplug) => unplug()],
    ['no-answer', () => undefined],
  ])('of a YubiKey that failed plays back as %s', async (failure, hand) => {
    const fake = yubikey();
    const { read, text } = await record(fake, { digits: 8 }, (unplug) => hand(fake, unplug));
    expect(read).toMatchObject({ ok: false, failure });
    expect(play(text)).toMatchObject({ result: { ok: false, failure } });
    expect(play(text).divergedAt).toBeUndefined();
  });

  it('of a failure that this reader no longer comes to says where they part', async () => {
    const { text } = await record(yubikey(), { slot: 1 }, () => undefined);
    const lines = text.trim().split('\n');
    expect(lines.at(-1)).toContain('"failure":"slot-empty"');
    const changed = text.replace('"failure":"slot-empty"', '"failure":"nonsense"');
    expect(play(changed)).toMatchObject({ divergedAt: lines.length, result: { ok: false } });
  });

  it('says at which line a changed reader left it', async () => {
    const fake = yubikey();
    const { text } = await record(fake, { digits: 8 }, () => void fake.touch());
    const lines = text.trim().split('\n');
    const changed = lines.findIndex((line) => line.includes('0100000000000081'));
    lines[changed] = lines[changed]!.replace('0100000000000081', '0200000000000081');
    expect(play(lines.join('\n'))).toMatchObject({ divergedAt: changed + 1, result: { ok: false } });
  });

  it('that was cut off ends as an unplug', async () => {
    const fake = yubikey();
    const { text } = await record(fake, { digits: 8 }, () => void fake.touch());
    expect(play(text.split('\n').slice(0, 8).join('\n')).result).toMatchObject({ ok: false, failure: 'gone' });
  });

  it.each([
    ['', 1],
    ['{"ichido-hid-recording":2,"family":"yubikey-otp"}', 1],
    ['{"ichido-hid-recording":1,"family":"yubikey-otp","request":{}}\n{"t":1}', 2],
    [
      '{"ichido-hid-recording":1,"family":"yubikey-otp","request":{}}\n{"t":1,"dir":"in","kind":"report","hex":"0g"}',
      2,
    ],
    ['{"ichido-hid-recording":1,"family":"yubikey-otp","request":{}}\nnull', 2],
    [
      '{"ichido-hid-recording":1,"family":"yubikey-otp","request":{}}\n{"dir":"note","kind":"end","failure":"toString"}',
      2,
    ],
  ])('%j is refused with the number of its line', (text, line) => {
    expect(() => parseRecording(text)).toThrow(expect.objectContaining({ line }) as RecordingError);
  });
});

function makeWith(make: () => FakeDevice, pin: string): FakeDevice {
  const like = make();
  if (like.identity.productId === 0x42b2) {
    return fakeNitrokey3({ pin, credentials: [{ name: 'bank', secret: RFC_SECRET, digits: 8, protected: true }] });
  }
  const version = make.toString().includes('[0, 7]') ? ([0, 7] as const) : ([0, 15] as const);
  return fakeNitrokeyPro({
    now: () => 59_000,
    storedSeconds: 0,
    pin,
    version,
    busyPolls: 1,
    slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]),
  });
}
