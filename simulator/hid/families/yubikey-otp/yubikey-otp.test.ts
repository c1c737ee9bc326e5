import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../bytes.ts';
import { hmacSha1, RFC_6238, RFC_SECRET } from '../../fake.ts';
import { runConversation } from '../../talk/run-conversation.ts';
import { talkTo } from '../../talk/talk-to.ts';
import { movingFactor, stepAt, truncate } from '../../truncate.ts';
import { readOnce, testReader } from '../test-reading.ts';
import { fakeYubiKey, ONLYKEY_IDENTITY } from './fake.ts';
import { assemble, crc16, emptyAssembly, frameReports, hmacSlot, padChallenge, parseReport } from './protocol.ts';
import { challenge, readStatus } from './talk.ts';

const key = (options: { touch?: boolean; pendingPolls?: number } = {}) =>
  fakeYubiKey({
    slots: { 2: { secret: RFC_SECRET, touch: options.touch ?? false } },
    now: () => 0,
    pendingPolls: options.pendingPolls ?? 0,
  });

describe('YubiKey frames', () => {
  it('reckons its CRC-16', () => {
    expect(crc16(new Uint8Array(64))).toBe(0x5b6b);
    expect(crc16(Buffer.from('123456789'))).toBe(0x6f91);
  });

  it('sends counter 33 to slot 2 as the recorded reports, leaving zero parts out', () => {
    expect(frameReports(padChallenge(movingFactor(33n)), hmacSlot(2)).map(hex)).toEqual([
      '0000000000000080',
      '2100000000000081',
      '003843e500000089',
    ]);
  });

  it('pads with 01 when the challenge ends in 00, which the key would strip', () => {
    expect(padChallenge(movingFactor(256n)).slice(8)).toEqual(new Uint8Array(56).fill(1));
    expect(padChallenge(movingFactor(33n)).slice(8)).toEqual(new Uint8Array(56));
  });

  it('puts the recorded answer together and truncates it', () => {
    const reports = [
      '9241d5d7eea09940',
      '0edcdb49fed08741',
      'd383d03c92c1a142',
      'f800000000000043',
      '0000000000000040',
    ];
    let parts = emptyAssembly;
    for (const report of reports) {
      const parsed = parseReport(unhex(report));
      if (parsed.kind !== 'part') return expect.fail(parsed.kind);
      parts = assemble(parts, parsed.seq, parsed.bytes);
    }
    expect(parts.kind === 'whole' && hex(parts.data)).toBe('9241d5d7eea0990edcdb49fed087d383d03c92c1');
  });

  it('refuses an answer with one bit turned, or with a part missing', () => {
    const parts = ['9241d5d7eea099', '0edcdb49fed087', 'd383d03c92c1a1', 'f8000000000000'].map(unhex);
    expect(assemble({ kind: 'more', parts }, 0, new Uint8Array(7)).kind).toBe('whole');
    for (let bit = 0; bit < 22 * 8; bit++) {
      const turned = parts.map((part) => part.slice());
      const [part, at] = [turned[Math.floor(bit / 56)]!, Math.floor(bit / 8) % 7];
      part[at] = part[at]! ^ (1 << (bit % 8));
      expect(assemble({ kind: 'more', parts: turned }, 0, new Uint8Array(7)).kind, `bit ${bit}`).toBe('nonsense');
    }
    expect(assemble({ kind: 'more', parts: parts.slice(0, 3) }, 0, new Uint8Array(7)).kind).toBe('nonsense');
  });

  it('reads the status, the touch wait and the write flag', () => {
    expect(parseReport(unhex('0005040303050000'))).toEqual({
      kind: 'status',
      status: { version: [5, 4, 3], programmingSequence: 3, configured: [true, false], touchTriggered: [true, false] },
    });
    expect(parseReport(unhex('000000000000002e'))).toEqual({ kind: 'touch', secondsLeft: 14 });
    expect(parseReport(unhex('0000000000000089')).kind).toBe('write-pending');
  });

  it('agrees with the vectors of yubikey-manager', () => {
    const hmac = hmacSha1(unhex('abba'), unhex('abba'));
    expect(hex(hmac)).toBe('f8de2586056d89d8b961a072d1245a495d2155e1');
    const at999 = hmacSha1(unhex('abba'), movingFactor(stepAt(999_000, 30)));
    expect([truncate(at999, 6), truncate(at999, 8)]).toEqual(['533486', '04533486']);
    expect(hex(movingFactor(stepAt(12345678_000, 30)))).toBe('0000000000064782');
    expect(hex(movingFactor(stepAt(1484223461_000, 30)))).toBe('0000000002f2ea43');
  });
});

describe('reading a YubiKey', () => {
  it.each(RFC_6238)('at %i s reads %s (RFC 6238)', async (seconds, code) => {
    const read = await readOnce(key({ pendingPolls: 2 }), { slot: 2, digits: 8 }, seconds * 1000);
    expect(read).toMatchObject({ ok: true, value: { code } });
  });

  it('is right in the steps that end in 00', async () => {
    for (const step of [256n, 512n, 65_536n, 0n]) {
      const read = await readOnce(key(), { digits: 6 }, Number(step) * 30_000 + 1000);
      expect(read).toMatchObject({ ok: true, value: { code: truncate(hmacSha1(RFC_SECRET, movingFactor(step)), 6) } });
    }
  });

  it('gives the key the challenge abba as it is', async () => {
    const reader = testReader();
    reader.hid.plug(fakeYubiKey({ slots: { 1: { secret: unhex('abba') } }, now: () => 0 }));
    const listed = await reader.hid.list();
    const opened = listed.ok ? await reader.hid.open(listed.value[0]!) : undefined;
    if (!opened?.ok) return expect.fail('not opened');
    const answer = await runConversation(opened.value, challenge(unhex('abba'), 1), reader.around());
    expect(answer.ok && hex(answer.value)).toBe('f8de2586056d89d8b961a072d1245a495d2155e1');
  });

  it('shows that it wants a finger, and reads after the touch', async () => {
    const fake = key({ touch: true });
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(3000, () => expect(fake.touch()).toBe(true));
    expect(await reader.read({ digits: 8 })).toMatchObject({ ok: true, value: { code: '94287082' } });
    expect(reader.touches).toEqual([true, false]);
  });

  it('says that nobody touched it', async () => {
    const reader = testReader();
    reader.hid.plug(
      fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch: true } }, now: () => reader.timers.elapsed() }),
    );
    expect(await reader.read()).toMatchObject({ failure: 'not-touched' });
    expect(reader.touches).toEqual([true, false]);
    expect(reader.timers.elapsed()).toBeLessThan(20_000);
  });

  it('says that a slot is empty, by the status or by the missing answer', async () => {
    expect(await readOnce(key(), { slot: 1 })).toMatchObject({ failure: 'slot-empty' });
    const onlykey = fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0, identity: ONLYKEY_IDENTITY });
    expect(await readOnce(onlykey, { slot: 1 })).toMatchObject({ failure: 'slot-empty' });
    expect(await readOnce(onlykey, { slot: 2, digits: 8 })).toMatchObject({ ok: true, value: { code: '94287082' } });
  });

  it("clears away what another program's transfer left behind", async () => {
    const fake = key();
    for (const report of frameReports(padChallenge(movingFactor(7n)), hmacSlot(2))) fake.setFeature(0, report);
    expect(await readOnce(fake, { digits: 8 })).toMatchObject({ ok: true, value: { code: '94287082' } });
  });

  it("does not wait for a finger that another program's transfer had asked for", async () => {
    const fake = key({ touch: true });
    for (const report of frameReports(padChallenge(movingFactor(7n)), hmacSlot(2))) fake.setFeature(0, report);
    expect(fake.waitsForTouch()).toBe(true);
    const reader = testReader();
    reader.hid.plug(fake);
    const listed = await reader.hid.list();
    const device = listed.ok ? listed.value[0]! : expect.fail('no list');
    expect(await talkTo(reader.hid, device, readStatus(), reader.around())).toMatchObject({ ok: true });
    expect(reader.timers.elapsed()).toBeLessThan(500);
    expect(fake.waitsForTouch()).toBe(false);
  });
});
