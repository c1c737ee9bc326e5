import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../bytes.ts';
import { hmacSha1, RFC_6238, RFC_SECRET } from '../../fake.ts';
import { runConversation } from '../../talk/run-conversation.ts';
import { movingFactor, truncate } from '../../truncate.ts';
import { readOnce, testReader } from '../test-reading.ts';
import { assemble, BROADCAST, command, emptyAssembly, MAX_MESSAGE, packets, parseInit } from './ctaphid.ts';
import { call, openChannel } from './ctaphid-talk.ts';
import { type FakeCredential, fakeNitrokey3 } from './fake.ts';
import { calculate, parseCalculated, parseList, parseResponse } from './secrets-app.ts';
import { listSecrets } from './talk.ts';

const bank = (more: Partial<FakeCredential> = {}): FakeCredential => ({
  name: 'bank',
  secret: RFC_SECRET,
  digits: 8,
  ...more,
});
const zeros = (count: number) => '00'.repeat(count);

describe('CTAPHID frames', () => {
  it('opens a channel as recorded from a real Yubico Security Key', () => {
    const [packet] = packets(BROADCAST, command.init, unhex('0101010101010101'));
    expect(hex(packet!)).toBe(`ffffffff 86 0008 0101010101010101 ${zeros(49)}`.replaceAll(' ', ''));
    const answer = unhex(`ffffffff 86 0011 0101010101010101 01b20003 02 050102 05 ${zeros(40)}`);
    const parts = assemble(emptyAssembly, answer, BROADCAST);
    expect(parts.kind === 'whole' && parseInit(parts.data, unhex('0101010101010101'))).toEqual({
      channel: 0x01b20003,
      protocol: 2,
      version: [5, 1, 2],
      capabilities: 5,
    });
    expect(parts.kind === 'whole' && parseInit(parts.data, unhex('0101010101010102'))).toBeUndefined();
  });

  it.each([0, 1, 57, 58, 116, 117, 300, MAX_MESSAGE])('carries a message of %i bytes', (length) => {
    const data = Uint8Array.from({ length }, (_, at) => at & 0xff);
    let parts = emptyAssembly;
    for (const packet of packets(7, command.ping, data)) {
      expect(parts.kind).toBe('more');
      parts = assemble(assemble(parts, packets(8, command.ping, Uint8Array.of(1))[0]!, 7), packet, 7);
    }
    expect(parts.kind === 'whole' && hex(parts.data)).toBe(hex(data));
    expect(parts).toMatchObject({ command: command.ping });
  });

  it('takes a continuation out of order for nonsense, and those of others for nothing', () => {
    const reports = packets(7, command.ping, new Uint8Array(200));
    const first = assemble(emptyAssembly, reports[0]!, 7);
    expect(assemble(first, reports[2]!, 7).kind).toBe('nonsense');
    expect(assemble(first, reports[1]!, 8)).toBe(first);
    expect(assemble(emptyAssembly, reports[1]!, 7).kind).toBe('nonsense');
  });

  it('frames Calculate and reads its answer as recorded', () => {
    const [packet] = packets(0x01020304, command.nitrokeySecrets, calculate(Buffer.from('bank'), movingFactor(1n)));
    expect(hex(packet!)).toBe(
      `01020304 f0 0015 00a2000110 710462616e6b 74080000000000000001 ${zeros(36)}`.replaceAll(' ', ''),
    );
    const response = parseResponse(unhex('9000 7605 08 41397eea'));
    expect(response).toMatchObject({ status: 0x9000 });
    expect(parseCalculated(response!.data)).toEqual({ kind: 'code', code: '94287082' });
    expect(parseCalculated(unhex('7700'))).toEqual({ kind: 'none' });
    expect(parseCalculated(unhex('7605 0a 41397eea'))).toEqual({ kind: 'nonsense' });
  });

  it('refuses a list whose lengths do not add up', () => {
    expect(parseList(unhex('7205 21 62616e6b'))).toEqual([{ kind: 0x20, name: 'bank' }]);
    expect(parseList(unhex('7206 21 62616e6b'))).toBeUndefined();
    expect(parseList(unhex('72'))).toBeUndefined();
    expect(parseList(unhex('7200'))).toBeUndefined();
  });
});

describe('reading a Nitrokey 3', () => {
  it.each(RFC_6238)('at %i s reads %s (RFC 6238)', async (seconds, code) => {
    const read = await readOnce(fakeNitrokey3({ credentials: [bank()] }), { name: 'bank' }, seconds * 1000);
    expect(read).toMatchObject({ ok: true, value: { code } });
  });

  it('shows the touch while keepalives come, and reads after it', async () => {
    const fake = fakeNitrokey3({ credentials: [bank({ touch: true })] });
    const reader = testReader();
    reader.hid.plug(fake);
    for (let at = 100; at < 5000; at += 100) reader.timers.at(at, fake.stillWaiting);
    reader.timers.at(5000, () => expect(fake.touch()).toBe(true));
    expect(await reader.read({ name: 'bank' })).toMatchObject({ ok: true, value: { code: '94287082' } });
    expect(reader.touches).toEqual([true, false]);
  });

  it('says that nobody touched it', async () => {
    const fake = fakeNitrokey3({ credentials: [bank({ touch: true })] });
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(1500, () => void fake.giveUp());
    expect(await reader.read({ name: 'bank' })).toMatchObject({ failure: 'not-touched' });
    expect(reader.touches).toEqual([true, false]);
  });

  it('asks the PIN after 6982, once', async () => {
    const fake = fakeNitrokey3({ credentials: [bank({ protected: true })], pin: 'hunter22' });
    const read = (pin?: string) => readOnce(fake, { name: 'bank' }, 59_000, { askPin: async () => pin });
    expect(await read('hunter22')).toMatchObject({ ok: true, value: { code: '94287082' } });
    expect(await read('wrong')).toMatchObject({ failure: 'pin-wrong' });
    expect(fake.pinTriesLeft()).toBe(7);
    expect(await read(undefined)).toMatchObject({ failure: 'pin-needed' });
    expect(fake.pinTriesLeft()).toBe(7);
  });

  it('tells unknown names, HOTPs and a missing name apart', async () => {
    const fake = fakeNitrokey3({ credentials: [bank(), bank({ name: 'counter', kind: 'hotp' })] });
    expect(await readOnce(fake, { name: 'nobody' })).toMatchObject({ failure: 'name-unknown' });
    expect(await readOnce(fake, { name: 'counter' })).toMatchObject({ failure: 'not-a-totp' });
    expect(await readOnce(fake, {})).toMatchObject({ failure: 'name-needed' });
    expect(await readOnce(fake, { name: 'x'.repeat(200) })).toMatchObject({ failure: 'name-unknown' });
  });

  it('fetches a list in pieces (61xx), with names in Japanese', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `信用金庫-${at}`);
    const reader = testReader();
    reader.hid.plug(fakeNitrokey3({ credentials: names.map((name) => bank({ name })), pieceLength: 200 }));
    const listed = await reader.hid.list();
    const opened = listed.ok ? await reader.hid.open(listed.value[0]!) : undefined;
    if (!opened?.ok) return expect.fail('not opened');
    const found = await runConversation(opened.value, listSecrets(), reader.around());
    expect(found.ok && found.value.map((item) => item.name)).toEqual(names);
  });

  it('passes over the traffic of other programs', async () => {
    const fake = fakeNitrokey3({ credentials: [bank()] });
    const reader = testReader();
    reader.hid.plug(fake);
    const listed = await reader.hid.list();
    const [mine, other] = await Promise.all(
      [0, 1].map(() => (listed.ok ? reader.hid.open(listed.value[0]!) : expect.fail())),
    );
    if (!mine!.ok || !other!.ok) return expect.fail('not opened');
    const talk = async (handle: typeof mine, nonce: number) => {
      if (!handle?.ok) return expect.fail();
      const around = reader.around({ random: (length) => new Uint8Array(length).fill(nonce) });
      const channel = await runConversation(handle.value, openChannel(), around);
      if (!channel.ok) return expect.fail(channel.failure);
      return runConversation(handle.value, call(channel.value, command.ping, new Uint8Array(300).fill(nonce)), around);
    };
    const [one, two] = await Promise.all([talk(mine, 1), talk(other, 2)]);
    expect(one.ok && one.value).toEqual(new Uint8Array(300).fill(1));
    expect(two.ok && two.value).toEqual(new Uint8Array(300).fill(2));
  });

  it('agrees with the HMAC of the RFC secret', () => {
    expect(truncate(hmacSha1(RFC_SECRET, movingFactor(1n)), 8)).toBe('94287082');
  });
});
