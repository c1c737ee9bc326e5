import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../bytes.ts';
import { RFC_SECRET } from '../fake.ts';
import { fakeKeyboard } from '../families/keyboard/fake.ts';
import { BOOT_DESCRIPTOR } from '../families/keyboard/protocol.ts';
import { fakeNitrokeyPro, secretSlot } from '../families/nitrokey-pro/fake.ts';
import { command, frame } from '../families/nitrokey-pro/protocol.ts';
import { virtualTimers } from '../talk/virtual-timers.ts';
import { openUhid, plugIntoKernel, type UhidFile } from './uhid.ts';
import { create2, destroy, EVENT_LENGTH, input2, numbersReports, parseEvent } from './uhid-event.ts';

/** The kernel's side: events to be read, and what was written. */
function pretendKernel() {
  const incoming: Buffer[] = [];
  const written: Buffer[] = [];
  let closed = 0;
  const file: UhidFile = {
    write: (event) => void written.push(event),
    read: () => incoming.shift(),
    close: () => {
      closed += 1;
    },
  };
  const event = (type: number, ...fields: readonly (readonly [at: number, bytes: Uint8Array])[]) => {
    const bytes = Buffer.alloc(EVENT_LENGTH);
    bytes.writeUInt32LE(type, 0);
    for (const [at, data] of fields) bytes.set(data, at);
    incoming.push(bytes);
  };
  return { file, written, event, closed: () => closed };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('struct uhid_event', () => {
  it('lays CREATE2 out at the offsets of linux/uhid.h', () => {
    const { identity } = fakeKeyboard({ identity: { serial: 'S1' } });
    const event = create2(identity);
    expect(event.length).toBe(280 + 63);
    expect([event.readUInt32LE(0), event.readUInt16LE(260), event.readUInt16LE(262)]).toEqual([11, 63, 3]);
    expect([event.readUInt32LE(264), event.readUInt32LE(268)]).toEqual([0x096e, 0x0868]);
    expect(event.toString('utf8', 4, 16)).toBe('FIDO CCID KB');
    expect(event.toString('utf8', 196, 198)).toBe('S1');
    expect(hex(event.subarray(280))).toBe(BOOT_DESCRIPTOR);
  });

  it('cuts a long name at a character, and leaves its zero', () => {
    const event = create2(fakeKeyboard({ identity: { product: '鍵'.repeat(100) } }).identity);
    expect(event.toString('utf8', 4, 4 + 126)).toBe('鍵'.repeat(42));
    expect([event[130], event[131]]).toEqual([0, 0]);
  });

  it('writes input and destroy', () => {
    expect(input2(Uint8Array.of(1, 2)).toString('hex')).toBe('0c00000002000102');
    expect(destroy().toString('hex')).toBe('01000000');
  });

  it('takes a short or unknown event for nothing', () => {
    for (const bytes of ['', '0900', '09000000', '0d00000000', '06000000', 'ff000000']) {
      expect(parseEvent(Buffer.from(bytes, 'hex'))).toEqual({ type: 'other' });
    }
  });

  it('sees whether reports are numbered, and is not misled by data', () => {
    expect(numbersReports(unhex(BOOT_DESCRIPTOR))).toBe(false);
    expect(numbersReports(unhex('05010906a1018501c0'))).toBe(true);
    expect(numbersReports(unhex('2685852585c0'))).toBe(false);
  });
});

describe('a device in the kernel', () => {
  it('strips the zero of unnumbered reports on the way in, and puts it on the way out', async () => {
    const kernel = pretendKernel();
    const fake = fakeNitrokeyPro({ now: () => 59_000, slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]) });
    const device = plugIntoKernel(kernel.file, fake, virtualTimers());
    kernel.event(2);
    await device.started;
    const request = frame(command.getCode, Uint8Array.of(0x20));
    kernel.event(
      13,
      [4, Uint8Array.of(7, 0, 0, 0)],
      [8, Uint8Array.of(0, 0)],
      [10, Uint8Array.of(65, 0)],
      [13, request],
    );
    kernel.event(9, [4, Uint8Array.of(8, 0, 0, 0)], [8, Uint8Array.of(0, 0)]);
    while (kernel.written.length < 3) await settle();
    const [, setReply, getReply] = kernel.written;
    expect(setReply?.toString('hex')).toBe('0e000000070000000000');
    expect(getReply?.length).toBe(12 + 65);
    expect(getReply?.subarray(0, 13).toString('hex')).toBe(`0a000000 08000000 0000 4100 00`.replaceAll(' ', ''));
    expect(getReply?.[14]).toBe(command.getCode);
    await device.unplug();
    await device.unplug();
    expect(kernel.written.at(-1)?.toString('hex')).toBe('01000000');
    expect(kernel.closed()).toBe(1);
  });

  it('types', async () => {
    const kernel = pretendKernel();
    const fake = fakeKeyboard();
    const device = plugIntoKernel(kernel.file, fake, virtualTimers());
    fake.touch('1\n');
    expect(kernel.written.slice(1).map((event) => event.subarray(6).toString('hex'))).toEqual([
      '00001e0000000000',
      '0000000000000000',
      '0000280000000000',
      '0000000000000000',
    ]);
    await device.unplug();
    fake.touch('1\n');
    expect(kernel.written).toHaveLength(6);
  });

  it('tells that the kernel refused it', async () => {
    const kernel = pretendKernel();
    const refusing: UhidFile = {
      ...kernel.file,
      write: () => {
        throw new Error('EINVAL');
      },
    };
    const device = plugIntoKernel(refusing, fakeKeyboard(), virtualTimers());
    await expect(device.started).rejects.toThrow('EINVAL');
    await device.unplug();
    expect(kernel.closed()).toBe(1);
  });

  it('says what is missing', () => {
    expect(openUhid('/nowhere/uhid')).toMatchObject({ ok: false, missing: 'device' });
  });
});
