import { afterEach, describe, expect, it } from 'vitest';
import { createClock } from '../../cell/clock.ts';
import { createLiveTray } from '../../cell/live-tray.ts';
import { type FakeDevice, RFC_SECRET } from '../fake.ts';
import { fakeKeyboard } from '../families/keyboard/fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../families/nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from '../families/nitrokey3/fake.ts';
import { fakeYubiKey } from '../families/yubikey-otp/fake.ts';
import { memoryHid } from '../io/memory-hid.ts';
import { virtualTimers } from '../talk/virtual-timers.ts';
import { createRealTokens, type Prompt, type RealTokens } from './real-tokens.ts';

const REAL = 'SKTH90001';
/** The six digits at 59 s: the last six of RFC 6238's eight. */
const CODE = '287082';
const open: RealTokens[] = [];
afterEach(async () => {
  for (const hid of open.splice(0)) await hid.close();
});

function setUp(...fakes: readonly FakeDevice[]) {
  const timers = virtualTimers();
  const port = memoryHid();
  const unplugs = fakes.map((fake) => port.plug(fake));
  const clock = createClock({ wall: () => 59_000 });
  const tray = createLiveTray({ clock, seed: new Uint8Array(32) });
  const hid = createRealTokens({
    port,
    timers,
    tray,
    random: (length) => new Uint8Array(length).fill(7),
    deadlineMs: 20_000,
  });
  open.push(hid);
  const prompts: (Prompt | undefined)[] = [];
  hid.onPrompt((prompt) => prompts.push(prompt));
  const ids = async () => {
    const listed = await hid.list();
    return listed.ok ? listed.value.map((row) => row.id) : expect.fail(listed.failure);
  };
  return { timers, port, unplugs, clock, tray, hid, prompts, ids };
}

const yubikey = (touch = false) => fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch } }, now: () => 0 });
const pro = (pin?: string) =>
  fakeNitrokeyPro({
    now: () => 59_000,
    storedSeconds: 0,
    slots: new Map([[0x21, secretSlot('bank', RFC_SECRET)]]),
    ...(pin ? { pin } : {}),
  });

describe('the panel', () => {
  it('lists what can be read and passes over the rest', async () => {
    const { hid } = setUp(
      yubikey(),
      fakeKeyboard({ identity: { vendorId: 0x046d, product: 'somebody’s keyboard' } }),
      pro(),
    );
    const listed = await hid.list();
    expect(listed.ok && listed.value.map((row) => [row.id, row.token.name])).toEqual([
      ['1050:0407:0001/0006:', 'YubiKey'],
      ['20a0:4108:ff00/0001:000000000000000000001234', 'Nitrokey Pro'],
    ]);
  });

  it('reads on demand, shows the finger and the code, and forgets the code after 30 s', async () => {
    const fake = yubikey(true);
    const { hid, timers, ids, prompts } = setUp(fake);
    timers.at(1000, () => void fake.touch());
    const [id = ''] = await ids();
    expect(await hid.read(id)).toMatchObject({ ok: true, value: { code: CODE } });
    expect(prompts.map((prompt) => prompt?.ask)).toEqual(['touch', undefined]);
    const row = async () => {
      const listed = await hid.list();
      return listed.ok ? listed.value[0] : undefined;
    };
    expect(await row()).toMatchObject({ code: CODE });
    await timers.sleep(30_001);
    expect((await row())?.code).toBeUndefined();
  });

  it('keeps the failure in the row, until the next reading', async () => {
    const { hid, port, ids } = setUp(yubikey());
    const [id = ''] = await ids();
    port.breakOpen('no-permission');
    expect(await hid.read(id)).toEqual({ ok: false, failure: 'no-permission' });
    const listed = await hid.list();
    expect(listed.ok && listed.value[0]?.failure).toBe('no-permission');
    port.breakOpen(undefined);
    expect(await hid.read(id)).toMatchObject({ ok: true });
  });

  it('sets a Nitrokey Pro’s time once while it is plugged in, and again after a re-plug', async () => {
    const fake = pro();
    const { hid, port, unplugs, ids } = setUp(fake);
    const [id = ''] = await ids();
    for (let time = 0; time < 3; time++)
      expect(await hid.read(id, { slot: 2 })).toMatchObject({ ok: true, value: { code: CODE } });
    expect(fake.timesSet()).toBe(1);
    unplugs[0]?.();
    await ids();
    port.plug(fake);
    expect(await hid.read(id, { slot: 2 })).toMatchObject({ ok: true });
    expect(fake.timesSet()).toBe(2);
  });

  it('takes the only TOTP of a Nitrokey 3 by itself, and names them when there are more', async () => {
    const one = { name: 'bank', secret: RFC_SECRET, digits: 6 } as const;
    const single = setUp(fakeNitrokey3({ credentials: [one, { ...one, name: 'counter', kind: 'hotp' }] }));
    expect(await single.hid.read((await single.ids())[0]!)).toMatchObject({ ok: true, value: { code: CODE } });
    const two = setUp(fakeNitrokey3({ credentials: [one, { ...one, name: 'other' }] }));
    expect(await two.hid.read((await two.ids())[0]!)).toEqual({
      ok: false,
      failure: 'name-needed',
      names: ['bank', 'other'],
    });
  });

  it('asks for a PIN only where somebody can type it', async () => {
    const { hid, ids, timers } = setUp(pro('1234'));
    const [id = ''] = await ids();
    expect(await hid.read(id, { slot: 2 })).toMatchObject({ failure: 'pin-needed' });
    expect(timers.elapsed()).toBeLessThan(1000);
    hid.onPrompt((prompt) => {
      if (prompt?.ask === 'pin') queueMicrotask(() => hid.givePin(id, '1234'));
    }, true);
    expect(await hid.read(id, { slot: 2 })).toMatchObject({ ok: true, value: { code: CODE } });
  });

  it('gives one code to two who ask at once', async () => {
    const { hid, port, ids } = setUp(yubikey());
    const [id = ''] = await ids();
    let opens = 0;
    const { open: openPort } = port;
    port.open = (device) => {
      opens += 1;
      return openPort(device);
    };
    const [one, two] = await Promise.all([hid.read(id), hid.read(id)]);
    expect(one).toEqual(two);
    expect([one.ok, opens]).toEqual([true, 1]);
    expect(port.openHandles()).toBe(0);
  });

  it('says why there is no list', async () => {
    const { hid, port } = setUp();
    port.breakList('no-library');
    expect(await hid.list()).toEqual({ ok: false, failure: 'no-library' });
    expect(hid.rows()).toEqual([]);
  });
});

describe('a real token in the tray', () => {
  it('is pressed like any other: the finger is asked for, the face is its code', async () => {
    const fake = yubikey(true);
    const { hid, tray, timers, ids, prompts } = setUp(fake);
    expect(await hid.enroll({ serial: REAL, id: (await ids())[0]!, slot: 2 })).toEqual({
      ok: true,
      label: 'YubiKey, slot 2',
    });
    expect(tray.face(REAL)).toEqual({ kind: 'dark', text: '' });
    timers.at(2000, () => void fake.touch());
    expect(await tray.press(REAL)).toMatchObject({ ok: true, value: { face: { kind: 'code', code: CODE, step: 1 } } });
    expect(prompts.map((prompt) => [prompt?.ask, prompt?.serial])).toEqual([
      ['touch', REAL],
      [undefined, undefined],
    ]);
    expect(tray.summary(REAL)).toMatchObject({ kind: 'hardware', profile: 'real', battery: null });
  });

  it('is waited for while it lies in a drawer', async () => {
    const { hid, tray, port, unplugs, timers, ids, prompts } = setUp(yubikey());
    await hid.enroll({ serial: REAL, id: (await ids())[0]! });
    unplugs[0]?.();
    timers.at(5000, () => void port.plug(yubikey()));
    expect(await tray.press(REAL)).toMatchObject({ ok: true, value: { face: { code: CODE } } });
    expect(prompts[0]).toEqual({ serial: REAL, ask: 'plug' });
  });

  it('is refused in words when it does not come, is not touched, or is unplugged half-way', async () => {
    const fake = yubikey(true);
    const { hid, tray, unplugs, timers, ids } = setUp(fake);
    await hid.enroll({ serial: REAL, id: (await ids())[0]! });
    const untouched = await tray.press(REAL);
    expect(untouched).toMatchObject({ ok: false, refusal: { code: 'press-unanswered' } });
    expect(untouched.ok || untouched.refusal.text.en).toMatch(/not touched/);
    timers.at(timers.elapsed() + 1000, () => unplugs[0]?.());
    const pulled = await tray.press(REAL);
    expect(pulled.ok || pulled.refusal.text.en).toMatch(/unplugged/);
    const absent = await tray.press(REAL);
    expect(absent.ok || absent.refusal.text.en).toMatch(/No such device/);
    expect(tray.face(REAL)).toEqual({ kind: 'dark', text: '' });
  });

  it('is not guessed at when two of a kind are there', async () => {
    const { hid, tray, port, ids } = setUp(yubikey());
    await hid.enroll({ serial: REAL, id: (await ids())[0]! });
    port.plug(yubikey());
    const answer = await tray.press(REAL);
    expect(answer.ok || answer.refusal.text.en).toMatch(/Several devices/);
  });

  it('is told from another of its kind by its own serial number', async () => {
    const other = fakeNitrokeyPro({
      now: () => 59_000,
      storedSeconds: 0,
      slots: new Map([[0x21, secretSlot('other', new Uint8Array(20))]]),
      identity: { serial: 'other' },
    });
    const { hid, tray, ids } = setUp(other, pro());
    await hid.enroll({ serial: REAL, id: (await ids())[1]!, slot: 2 });
    expect(await tray.press(REAL)).toMatchObject({ ok: true, value: { face: { code: CODE } } });
  });

  it('that gives eight digits is refused by name', async () => {
    const fake = fakeNitrokeyPro({
      now: () => 59_000,
      storedSeconds: 0,
      slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]),
    });
    const { hid, tray, ids } = setUp(fake);
    await hid.enroll({ serial: REAL, id: (await ids())[0]!, slot: 1 });
    const answer = await tray.press(REAL);
    expect(answer.ok || answer.refusal.text.en).toMatch(/six digits/);
  });

  it('that types its code is answered by the input field', async () => {
    const { hid, tray, timers, ids, prompts } = setUp(fakeKeyboard());
    await hid.enroll({ serial: REAL, id: (await ids())[0]! });
    expect(hid.typed('755224')).toBe(false);
    timers.at(1000, () => {
      expect(hid.typed('not a code')).toBe(false);
      expect(hid.typed('cccccccccccc755224')).toBe(true);
    });
    expect(await tray.press(REAL)).toMatchObject({ ok: true, value: { face: { code: '755224' } } });
    expect(prompts[0]).toMatchObject({ serial: REAL, ask: 'type' });
  });

  it('is bound anew, released, and never takes a virtual token’s serial', async () => {
    const { hid, tray, ids } = setUp(yubikey(), pro());
    const [key = '', nitrokey = ''] = await ids();
    await hid.enroll({ serial: REAL, id: key });
    expect(await hid.enroll({ serial: REAL, id: nitrokey, slot: 2 })).toMatchObject({
      ok: true,
      label: 'Nitrokey Pro, slot 2',
    });
    expect(await tray.press(REAL)).toMatchObject({ ok: true, value: { face: { code: CODE } } });
    const listed = await hid.list();
    expect(listed.ok && listed.value.map((row) => row.serial)).toEqual([undefined, REAL]);
    expect(hid.release(REAL)).toMatchObject({ ok: true });
    expect(tray.serials()).toEqual([]);

    tray.send({ type: 'issue', kind: 'hardware' });
    expect(await hid.enroll({ serial: 'SKTH00001', id: key })).toMatchObject({ ok: false, code: 'serial-taken' });
    expect(await hid.enroll({ serial: 'SKTH1', id: key })).toMatchObject({ ok: false, code: 'serial-invalid' });
    expect(await hid.enroll({ serial: REAL, id: 'nobody' })).toMatchObject({ ok: false, code: 'not-found' });
    expect(await hid.enroll({ serial: REAL, id: key, slot: 3 })).toMatchObject({ ok: false, code: 'slot-empty' });
    expect(hid.release('SKTH00001')).toMatchObject({ ok: false, code: 'not-changeable' });
  });

  it('leaves nothing behind at close, even in the middle', async () => {
    const fake = yubikey(true);
    const { hid, tray, port, timers, ids } = setUp(fake);
    await hid.enroll({ serial: REAL, id: (await ids())[0]! });
    timers.at(1000, () => void hid.close());
    expect(await tray.press(REAL)).toMatchObject({ ok: false });
    await hid.close();
    expect([port.openHandles(), port.listeners()]).toEqual([0, 0]);
  });
});
