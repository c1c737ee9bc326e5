import { describe, expect, it } from 'vitest';
import { hex, unhex } from '../../bytes.ts';
import { testReader } from '../test-reading.ts';
import { type FakeKeyboardOptions, fakeKeyboard } from './fake.ts';
import { emptyKeyboard, type, typingReports } from './protocol.ts';
import { parseTyped } from './text.ts';

function typeAll(reports: readonly Uint8Array[]) {
  let state = emptyKeyboard;
  const codes: string[] = [];
  const refused: string[] = [];
  for (const report of reports) {
    const typed = type(state, report);
    state = typed.state;
    if (typed.code) codes.push(typed.code.code);
    if (typed.refused) refused.push(typed.refused);
  }
  return { codes, refused, state };
}

describe('keyboard reports', () => {
  it('reads 755224 and Enter from the 14 key changes of a boot keyboard, repeated digits too', () => {
    const reports = typingReports('755224\n');
    expect(reports).toHaveLength(14);
    expect(reports.slice(2, 6).map(hex)).toEqual([
      '0000220000000000',
      '0'.repeat(16),
      '0000220000000000',
      '0'.repeat(16),
    ]);
    expect(typeAll(reports).codes).toEqual(['755224']);
    expect(typeAll(reports.slice(0, 13)).codes).toEqual(['755224']);
  });

  it.each([
    ['keypad usages', { keypad: true }],
    ['numbered reports', { numbered: true }],
    ['both', { keypad: true, numbered: true }],
  ] as const)('reads %s', (_what, options: FakeKeyboardOptions) => {
    expect(typeAll(fakeKeyboard(options).reports('0123456789\n')).refused).toEqual(['typed-no-code']);
    expect(typeAll(fakeKeyboard(options).reports('0918273\n')).codes).toEqual(['0918273']);
  });

  it('reads a code behind a token identifier', () => {
    expect(typeAll(typingReports('ubnu12345678755224\n')).codes).toEqual(['755224']);
    expect(typeAll(typingReports('cccccccccccc87654321\n')).codes).toEqual(['87654321']);
  });

  it('does not look at byte 1 (OnlyKey puts Eject there) and passes over other collections', () => {
    const reports = typingReports('000001\n').map((report) =>
      Uint8Array.from(report, (byte, at) => (at === 1 ? 0xb8 : byte)),
    );
    expect(typeAll([unhex('02b800'), ...reports, unhex('0200')]).codes).toEqual(['000001']);
  });

  it('passes over ErrorRollOver, which stands in every key slot when too many keys are down', () => {
    const rollOver = unhex('0000010101010101');
    const reports = typingReports('755224\n').flatMap((report) => [report, rollOver]);
    expect(typeAll([rollOver, ...reports])).toMatchObject({ codes: ['755224'], refused: [] });
  });

  it('does not take a bare Enter for a line', () => {
    expect(typeAll(typingReports('\n\n755224\n'))).toMatchObject({ codes: ['755224'], refused: [] });
  });

  it('reads a second key pressed before the first is released', () => {
    // Press 1, then 1 and 2 together: no token does that.
    expect(typeAll([unhex('00001e0000000000'), unhex('00001e1f00000000')]).state.spoilt).toBe(true);
  });

  it('refuses a line with anything else in it, and reads the next one', () => {
    const shifted = unhex('02001e0000000000');
    const both = [...typingReports('12345'), shifted, new Uint8Array(8), ...typingReports('6\n755224\n')];
    expect(typeAll(both)).toMatchObject({ codes: ['755224'], refused: ['typed-no-code'] });
    expect(typeAll(typingReports('12345\n')).codes).toEqual([]);
    expect(typeAll(typingReports('123456789\n')).codes).toEqual([]);
    expect(typeAll(typingReports('a123456\n')).codes).toEqual([]);
  });
});

describe('a typed line', () => {
  it.each([
    ['755224', '755224', ''],
    ['0000000', '0000000', ''],
    ['12345678', '12345678', ''],
    ['cbdefghijkln755224', '755224', 'cbdefghijkln'],
    ['UBNU12345678755224', '755224', 'UBNU12345678'],
    ['cc123456789012345678', '12345678', 'cc1234567890'],
  ])('%s is the code %s', (line, code, prefix) => {
    expect(parseTyped(line)).toEqual({ code, prefix });
  });

  it.each(['', '12345', '123456789', '７５５２２４', 'a755224', 'cbdefghijkla755224', '123456789012755224'])(
    '%j is no code',
    (line) => expect(parseTyped(line)).toBeUndefined(),
  );
});

describe('reading a keyboard by its reports', () => {
  it('waits for the finger and gives the code', async () => {
    const fake = fakeKeyboard({ numbered: true });
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(4000, () => fake.touch('755224\n'));
    expect(await reader.read({ keyboard: true })).toMatchObject({
      ok: true,
      value: { code: '755224', readAt: 63_000 },
    });
    expect(reader.touches).toEqual([true, false]);
  });

  it('drops half a code after a silence, and takes the next whole one', async () => {
    const fake = fakeKeyboard();
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(1000, () => fake.touch('755'));
    reader.timers.at(9000, () => fake.touch('224111\n'));
    expect(await reader.read({ keyboard: true })).toMatchObject({ ok: true, value: { code: '224111' } });
  });

  it.each([
    ['typed-yubico-otp', 'ccccccfhcbelrhifnjrrddcgrburluurftrgfdrdifj\n'],
    ['typed-yubico-otp', 'ccccccfhcbelrhifnjrrddcgrburluurftrgfdrdifj'],
    ['typed-no-enter', '755224'],
    ['typed-no-enter', 'ubnu12345678755224'],
    ['typed-cut', '5224\n'],
    ['typed-no-code', 'password\n'],
    ['typed-no-code', '123456789\n'],
  ])('says %s at once of %j', async (failure, line) => {
    const fake = fakeKeyboard();
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(1000, () => fake.touch(line));
    expect(await reader.read({ keyboard: true })).toMatchObject({ ok: false, failure });
    expect(reader.timers.elapsed()).toBeLessThan(4000);
    expect(reader.touches.at(-1)).toBe(false);
  });

  it('says at the end that digits were missing, when half a code was all that came', async () => {
    const fake = fakeKeyboard();
    const reader = testReader();
    reader.hid.plug(fake);
    reader.timers.at(1000, () => fake.touch('5224'));
    expect(await reader.read({ keyboard: true })).toMatchObject({ ok: false, failure: 'typed-cut' });
    expect(reader.timers.elapsed()).toBe(60_000);
  });

  it('is only done when asked for by name', async () => {
    const reader = testReader();
    reader.hid.plug(fakeKeyboard());
    expect(await reader.read()).toMatchObject({ failure: 'keyboard-unreadable' });
    expect(await reader.read({ keyboard: true })).toMatchObject({ failure: 'not-touched' });
  });
});
