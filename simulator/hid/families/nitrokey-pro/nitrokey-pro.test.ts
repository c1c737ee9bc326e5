import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../bytes.ts';
import { RFC_6238, RFC_SECRET } from '../../fake.ts';
import { talkTo } from '../../talk/talk-to.ts';
import { readOnce, testReader } from '../test-reading.ts';
import { type FakeProOptions, fakeNitrokeyPro, secretSlot } from './fake.ts';
import { command, crc32, crcOf, frame, getCodePayload, parseAnswer, parseCode, setTimePayload } from './protocol.ts';
import { listProSlots } from './talk.ts';

const zeros = (count: number) => '00'.repeat(count);

describe('Nitrokey Pro frames', () => {
  it('reckons the STM32 CRC', () => {
    expect(crc32(new Uint8Array(4))).toBe(0xc704dd7b);
    expect(crc32(new Uint8Array(60))).toBe(0xef6eb7df);
    expect(hex(frame(command.getStatus))).toBe(`${zeros(60)}dfb76eef`);
  });

  it('frames SET_TIME, GET_CODE of TOTP and of HOTP', () => {
    expect(hex(frame(command.setTime, setTimePayload(59n))).slice(0, 120)).toBe(`0b003b${zeros(57)}`);
    // The recorded frame forces the time (flag 1), which the desk never does: its CRC must still come out.
    const forced = unhex(`0b013b${zeros(57)}`);
    expect(crc32(forced)).toBe(0xb423f51c);
    expect(hex(frame(command.getCode, getCodePayload(0x20, 59n, 30)))).toBe(
      `0420 0100000000000000 3b00000000000000 1e ${zeros(41)} 8239a96b`.replaceAll(' ', ''),
    );
    expect(hex(frame(command.getCode, Uint8Array.of(0x10)))).toBe(`0410${zeros(58)}c67f0275`);
  });

  it('reads the recorded answers', () => {
    const code = unhex(`0004 8239a96b 00 eab49e05 01 ${zeros(48)} f93c247e`);
    const sent = { command: command.getCode, crc: crcOf(frame(command.getCode, getCodePayload(0x20, 59n, 30))) };
    const answer = parseAnswer(code, sent);
    expect(answer).toMatchObject({ kind: 'answer', status: 0, crcRight: true });
    expect(answer.kind === 'answer' && parseCode(answer.data)).toEqual({ code: '94287082', digits: 8 });

    const hotp = unhex(`0004 c67f0275 00 18430d05 01 ${zeros(48)} 25021c5d`);
    const answered = parseAnswer(hotp, { command: command.getCode, crc: 0x75027fc6 });
    expect(answered.kind === 'answer' && parseCode(answered.data)).toEqual({ code: '84755224', digits: 8 });

    const set = unhex(`000b 1cf523b4 00 ${zeros(53)} 8592be30`);
    expect(parseAnswer(set, { command: command.setTime, crc: 0xb423f51c })).toMatchObject({
      kind: 'answer',
      crcRight: true,
    });
  });

  it('waits while the key is busy or still shows an earlier answer, and takes a wrong answer CRC as a warning', () => {
    const sent = { command: command.getCode, crc: 0x6ba93982 };
    expect(parseAnswer(unhex(`01${zeros(63)}`), sent).kind).toBe('wait');
    expect(parseAnswer(unhex(`000b1cf523b4${zeros(58)}`), sent).kind).toBe('wait');
    expect(parseAnswer(unhex(`00048239a96b00${zeros(57)}`), sent)).toMatchObject({ kind: 'answer', crcRight: false });
    expect(parseAnswer(unhex('00'), sent).kind).toBe('nonsense');
  });

  it('refuses a number that its digits cannot hold', () => {
    expect(parseCode(unhex('40420f00 00'))).toBeUndefined();
    expect(parseCode(unhex('3f420f00 00'))).toEqual({ code: '999999', digits: 6 });
    expect(parseCode(unhex('07000000 00'))?.code).toBe('000007');
  });
});

const pro = (options: Partial<FakeProOptions> & { epochMs?: number } = {}) =>
  fakeNitrokeyPro({
    now: () => options.epochMs ?? 59_000,
    slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]),
    storedSeconds: 0,
    ...options,
  });

describe('reading a Nitrokey Pro', () => {
  it.each(RFC_6238)('at %i s reads %s (RFC 6238)', async (seconds, code) => {
    const read = await readOnce(pro({ busyPolls: 2 }), { slot: 1 }, seconds * 1000);
    expect(read).toMatchObject({ ok: true, value: { code, step: BigInt(Math.floor(seconds / 30)) } });
  });

  it('sets the time once when told so, and not when it was set already', async () => {
    const fake = pro();
    const reader = testReader();
    reader.hid.plug(fake);
    expect(await reader.read({ slot: 1 })).toMatchObject({ ok: true });
    expect(await reader.read({ slot: 1, setTime: false })).toMatchObject({ ok: true, value: { code: '94287082' } });
    expect(fake.timesSet()).toBe(1);
  });

  it('never sets a clock back, and says that it is ahead', async () => {
    const fake = pro({ storedSeconds: 60 });
    expect(await readOnce(fake, { slot: 1 })).toEqual({ ok: false, failure: 'clock-ahead', detail: undefined });
    expect(fake.timesSet()).toBe(0);
    expect(await readOnce(pro({ storedSeconds: undefined }), { slot: 1 })).toMatchObject({ failure: 'clock-ahead' });
  });

  it('is not read while the desk travels in time', async () => {
    const fake = pro();
    expect(await readOnce(fake, { slot: 1, clockMode: 'offset' })).toMatchObject({ failure: 'desk-clock' });
    expect(fake.timesSet()).toBe(0);
  });

  it('says which slot is empty', async () => {
    expect(await readOnce(pro(), { slot: 2 })).toMatchObject({ failure: 'slot-empty' });
    expect(await readOnce(pro(), { slot: 16 })).toMatchObject({ failure: 'slot-empty' });
  });

  it.each([
    ['0.7: by the CRC of the command', [0, 7]],
    ['0.15: by the temporary password', [0, 15]],
  ] as const)('asks the PIN when slots are protected (firmware %s)', async (_how, version) => {
    const fake = pro({ pin: '123456', version });
    const asked: (number | undefined)[] = [];
    const askPin = async (left?: number) => {
      asked.push(left);
      return '123456';
    };
    expect(await readOnce(fake, { slot: 1 }, 59_000, { askPin })).toMatchObject({
      ok: true,
      value: { code: '94287082' },
    });
    expect(asked).toEqual([3]);
    expect(await readOnce(fake, { slot: 1 }, 59_000, { askPin: async () => '000000' })).toMatchObject({
      failure: 'pin-wrong',
    });
    expect(fake.pinTriesLeft()).toBe(2);
    expect(await readOnce(fake, { slot: 1 })).toMatchObject({ failure: 'pin-needed' });
    expect(fake.pinTriesLeft()).toBe(2);
  });

  it('does not spend a try on a blocked PIN', async () => {
    const fake = pro({ pin: '123456' });
    for (let wrong = 0; wrong < 3; wrong++) await readOnce(fake, { slot: 1 }, 59_000, { askPin: async () => 'x' });
    expect(await readOnce(fake, { slot: 1 }, 59_000, { askPin: async () => '123456' })).toMatchObject({
      failure: 'pin-blocked',
    });
  });

  it('names the programmed slots', async () => {
    const reader = testReader();
    reader.hid.plug(
      pro({
        slots: new Map([
          [0x20, secretSlot('bank', RFC_SECRET)],
          [0x22, secretSlot('銀行', RFC_SECRET)],
        ]),
      }),
    );
    const listed = await reader.hid.list();
    const device = listed.ok ? listed.value[0]! : expect.fail('no list');
    expect(await talkTo(reader.hid, device, listProSlots(), reader.around())).toEqual({
      ok: true,
      value: [
        { slot: 0, name: 'bank' },
        { slot: 2, name: '銀行' },
      ],
    });
  });
});
