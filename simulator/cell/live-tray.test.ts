import { describe, expect, test } from 'vitest';
import { memoryStore } from '../store/memory.ts';
import type { Device, IssuedDevice } from '../tray/tray.ts';
import { createClock } from './clock.ts';
import { announcedApps, createLiveTray } from './live-tray.ts';
import { physics } from './physics.ts';
import { start, type TestLiveTray, testLiveTray } from './test-live-tray.ts';

const told = ({ events }: TestLiveTray): string[] =>
  events.map((event) => {
    if (event.type === 'clock.changed') return `clock ${event.state.now - start}`;
    if (event.type === 'token.removed') return `removed ${event.serial}`;
    const { token } = event;
    return `${event.type.replace(/^token\./, '').replace('.changed', '')} ${token.serial} ${token.face.kind}`;
  });

describe('what is announced', () => {
  test('a press, the notice giving way to the code, the display going dark: by moving a manual clock', () => {
    const t = testLiveTray();
    t.do({ type: 'issue', kind: 'hardware' });
    t.do({ type: 'setBattery', serial: 'SKTH00001', percent: 5 });
    t.do({ type: 'press', serial: 'SKTH00001' });
    t.advance(1999);
    t.advance(1);
    t.advance(29_999);
    t.advance(1);
    expect(told(t)).toEqual([
      'added SKTH00001 dark',
      'changed SKTH00001 dark',
      'face SKTH00001 battery',
      'clock 1999',
      'clock 2000',
      'face SKTH00001 code',
      'clock 31999',
      'clock 32000',
      'face SKTH00001 dark',
    ]);
  });

  test('a clock that is made to drift, though the display stays as it was', () => {
    const t = testLiveTray();
    t.do({ type: 'issue', kind: 'hardware' });
    t.do({ type: 'drift', serial: 'SKTH00001', ppm: 20, offsetMs: 0 });
    expect(told(t)).toEqual(['added SKTH00001 dark', 'changed SKTH00001 dark']);
    expect(t.events.at(-1)).toMatchObject({ token: { clock: { driftPpm: 20, offsetMs: 0 } } });
  });

  test('one long step of the clock tells what is seen at its end, once', () => {
    const t = testLiveTray();
    t.do({ type: 'issue', kind: 'hardware' });
    t.do({ type: 'press', serial: 'SKTH00001' });
    t.events.length = 0;
    t.advance(10 * 60_000);
    expect(told(t)).toEqual(['clock 600000', 'face SKTH00001 dark']);
  });

  test('an app at each end of a step', () => {
    const t = testLiveTray();
    t.do({ type: 'installApp' });
    t.events.length = 0;
    t.advance(29_999);
    t.advance(1);
    t.advance(90_000);
    expect(told(t)).toEqual([
      'clock 29999',
      'clock 30000',
      'face SKTS00001 code',
      'clock 120000',
      'face SKTS00001 code',
    ]);
  });

  test('a token pressed a thousand times in one instant goes dark once', () => {
    const t = testLiveTray();
    t.do({ type: 'issue', kind: 'hardware' });
    for (let presses = 0; presses < 1001; presses += 1) t.do({ type: 'press', serial: 'SKTH00001' });
    t.events.length = 0;
    t.advance(30_000);
    expect(told(t)).toEqual(['clock 30000', 'face SKTH00001 dark']);
  });

  test('nothing for an uninstalled app', () => {
    const t = testLiveTray();
    t.do({ type: 'installApp' });
    t.do({ type: 'uninstallApp', serial: 'SKTS00001' });
    t.events.length = 0;
    t.advance(30_000);
    expect(told(t)).toEqual(['clock 30000']);
  });

  test('a refused message tells nothing', () => {
    const t = testLiveTray();
    t.do({ type: 'issue', kind: 'hardware' });
    t.events.length = 0;
    expect(t.tray.send({ type: 'setBattery', serial: 'SKTH00001', percent: 101 }).ok).toBe(false);
    expect(t.events).toEqual([]);
  });

  test('no code is reckoned while nobody listens; whoever comes is told from then on', () => {
    let reckoned = 0;
    const counting = {
      ...physics,
      faceOf: (device: Device, now: number) => {
        reckoned += 1;
        return physics.faceOf(device, now);
      },
      summaryOf: (device: Device, now: number) => {
        reckoned += 1;
        return physics.summaryOf(device, now);
      },
    };
    const clock = createClock({ wall: () => 0, state: { mode: 'manual', now: start, offsetMs: 0 } });
    const tray = createLiveTray({ clock, seed: new Uint8Array(32), physics: counting });
    tray.send({ type: 'installApp' });
    clock.change({ advanceMs: 30_000 });
    expect(reckoned).toBe(0);
    const events: string[] = [];
    const leave = tray.subscribe(({ type }) => events.push(type));
    clock.change({ advanceMs: 30_000 });
    expect(events).toEqual(['clock.changed', 'face.changed']);
    leave();
    reckoned = 0;
    clock.change({ advanceMs: 30_000 });
    expect(reckoned).toBe(0);
  });

  test('more apps than anybody looks at are not announced at each step', () => {
    const t = testLiveTray();
    const devices = Array.from({ length: announcedApps + 1 }, (_, index) => ({
      serial: `SKTS${String(index + 1).padStart(5, '0')}`,
      secret: new Uint8Array([1, index & 255]),
    }));
    t.do({ type: 'adopt', devices });
    t.events.length = 0;
    t.advance(30_000);
    expect(told(t)).toEqual(['clock 30000']);
  });
});

describe('on a running clock', () => {
  /** A wall clock and the timers that were asked of it, run by hand. */
  const running = () => {
    const wall = { now: start };
    const timers = new Set<{ readonly at: number; readonly act: () => void }>();
    const clock = createClock({ wall: () => wall.now });
    const t = testLiveTray({
      clock,
      after(ms, act) {
        const timer = { at: wall.now + ms, act };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    });
    const runTo = (now: number): void => {
      for (;;) {
        const [first] = [...timers].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
        if (first === undefined) break;
        timers.delete(first);
        wall.now = Math.max(wall.now, first.at);
        first.act();
      }
      wall.now = now;
    };
    return { ...t, clock, timers, runTo };
  };

  test('one timer waits, for the next such instant only', () => {
    const t = running();
    t.do({ type: 'issue', kind: 'hardware', count: 3 });
    expect(t.timers.size).toBe(0);
    t.do({ type: 'press', serial: 'SKTH00001' });
    t.runTo(start + 5000);
    t.do({ type: 'press', serial: 'SKTH00002' });
    expect([...t.timers].map(({ at }) => at - start)).toEqual([30_000]);
    t.events.length = 0;
    t.runTo(start + 29_999);
    expect(told(t)).toEqual([]);
    t.runTo(start + 30_000);
    expect(told(t)).toEqual(['face SKTH00001 dark']);
    t.runTo(start + 35_000);
    expect(told(t)).toEqual(['face SKTH00001 dark', 'face SKTH00002 dark']);
    expect(t.timers.size).toBe(0);
  });

  test('a clock moved forwards waits the shorter time; a manual clock waits for nobody', () => {
    const t = running();
    t.do({ type: 'issue', kind: 'hardware' });
    t.do({ type: 'press', serial: 'SKTH00001' });
    t.clock.change({ mode: 'offset', advanceMs: 20_000 });
    expect([...t.timers].map(({ at }) => at - start)).toEqual([10_000]);
    t.clock.change({ mode: 'manual' });
    expect(t.timers.size).toBe(0);
    t.clock.change({ mode: 'offset' });
    expect([...t.timers].map(({ at }) => at - start)).toEqual([10_000]);
    t.tray.close();
    expect(t.timers.size).toBe(0);
  });

  test('what went dark meanwhile is told before the next message', () => {
    const t = running();
    t.do({ type: 'issue', kind: 'hardware', count: 2 });
    t.do({ type: 'press', serial: 'SKTH00001' });
    t.events.length = 0;
    t.timers.clear(); // A machine that slept.
    t.runTo(start + 60_000);
    t.do({ type: 'press', serial: 'SKTH00002' });
    expect(told(t)).toEqual(['face SKTH00001 dark', 'face SKTH00002 code']);
  });
});

describe('the bank learns before the answer', () => {
  test('what is issued, installed, restored or moved to a new phone reaches it, each with its secret', () => {
    const received: IssuedDevice[] = [];
    const t = testLiveTray({ onIssued: (devices) => received.push(...devices) });
    t.do({ type: 'issue', kind: 'hardware', count: 2 });
    t.do({ type: 'installApp' });
    t.do({ type: 'changePhone', serial: 'SKTS00001' });
    const backup = t.tray.backup('SKTS00002');
    t.do({ type: 'restoreApp', backup: backup.ok ? backup.value : '' });
    expect(received.map(({ serial, profile }) => `${serial} ${profile}`)).toEqual([
      'SKTH00001 shinkin-keyfob',
      'SKTH00002 shinkin-keyfob',
      'SKTS00001 phone-app',
      'SKTS00002 phone-app',
      'SKTS00003 phone-app',
    ]);
    for (const { secret } of received) expect(secret).toHaveLength(20);
  });

  test('when it refuses, nothing stays, and the serial is free for the next try', () => {
    let refusing = true;
    const store = memoryStore();
    const t = testLiveTray({
      store,
      onIssued() {
        if (refusing) throw new Error('no');
      },
    });
    const refused = t.tray.send({ type: 'issue', kind: 'hardware', count: 3 });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'stock-refused' } });
    expect(t.tray.list()).toEqual([]);
    expect(store.load()).toEqual({ devices: [], gone: [], issued: { hardware: 0, software: 0 } });
    expect(t.events).toEqual([]);
    refusing = false;
    expect(t.do({ type: 'issue', kind: 'hardware' })).toBe('SKTH00001');
  });

  test('adopted tokens came by a file: the bank gets that file, and nothing else', () => {
    const received: IssuedDevice[] = [];
    const t = testLiveTray({ onIssued: (devices) => received.push(...devices) });
    const devices = [{ serial: 'SKTH00007', secret: new Uint8Array(20) }];
    const refused = t.tray.adopt(devices, () => {
      throw new Error('no');
    });
    expect([refused, t.tray.serials()]).toMatchObject([{ refusal: { code: 'stock-refused' } }, []]);
    const files: string[] = [];
    expect(t.tray.adopt(devices, () => files.push('file'))).toEqual({ ok: true, value: ['SKTH00007'] });
    expect([files, received, t.tray.serials()]).toEqual([['file'], [], ['SKTH00007']]);
  });
});

test('when the store fails, nothing has changed', () => {
  const store = memoryStore();
  let failing = false;
  const t = testLiveTray({
    store: {
      ...store,
      write(changes) {
        if (failing) throw new Error('disk full');
        store.write(changes);
      },
    },
  });
  t.do({ type: 'issue', kind: 'hardware' });
  failing = true;
  t.events.length = 0;
  expect(t.tray.send({ type: 'press', serial: 'SKTH00001' })).toMatchObject({ refusal: { code: 'store-failed' } });
  expect(t.tray.face('SKTH00001')).toEqual({ kind: 'dark', text: '' });
  expect(t.events).toEqual([]);
});

test('a desk over the store of another goes on where that one was', () => {
  const store = memoryStore();
  const first = testLiveTray({ store });
  first.do({ type: 'issue', kind: 'hardware', count: 2 });
  first.do({ type: 'installApp' });
  first.do({ type: 'uninstallApp', serial: 'SKTS00001' });
  first.do({ type: 'press', serial: 'SKTH00002' });
  const second = testLiveTray({ store });
  expect(second.tray.list()).toEqual(first.tray.list());
  expect(second.do({ type: 'installApp' })).toBe('SKTS00002');
  second.events.length = 0;
  second.advance(30_000);
  expect(told(second)).toContain('face SKTH00002 dark');
});

describe('pressing a real token', () => {
  test('waits for the person; two who ask get the one answer', async () => {
    const t = testLiveTray();
    t.do({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    const asked: string[] = [];
    t.tray.onAsk((serial) => asked.push(serial));
    const presses = [t.tray.press('SKTH00009'), t.tray.press('SKTH00009')];
    await Promise.resolve();
    expect(asked).toEqual(['SKTH00009', 'SKTH00009']);
    t.do({ type: 'answer', serial: 'SKTH00009', code: '000123' });
    for (const answer of await Promise.all(presses)) {
      expect(answer).toMatchObject({ ok: true, value: { face: { kind: 'code', code: '000123' } } });
    }
  });

  test.each(['unanswered', 'release', 'close'] as const)('%s ends the wait with a refusal', async (how) => {
    const t = testLiveTray();
    t.do({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    t.tray.onAsk(() => {});
    const press = t.tray.press('SKTH00009');
    if (how === 'close') t.tray.close();
    else t.do({ type: how, serial: 'SKTH00009' });
    expect(await press).toMatchObject({ ok: false, refusal: { code: 'press-unanswered' } });
  });

  test('the refusal says why the hand could not read', async () => {
    const t = testLiveTray();
    t.do({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    t.tray.onAsk(() => {});
    const press = t.tray.press('SKTH00009');
    t.do({ type: 'unanswered', serial: 'SKTH00009', reason: { ja: '抜かれました。', en: 'it was unplugged' } });
    const answer = await press;
    expect(answer.ok || answer.refusal.text.ja).toMatch(/抜かれました。$/);
    expect(answer.ok || answer.refusal.text.en).toMatch(/it was unplugged$/);
  });

  test('the hand says why', async () => {
    const t = testLiveTray();
    t.do({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    t.tray.onAsk(() => {});
    const press = t.tray.press('SKTH00009');
    t.do({ type: 'unanswered', serial: 'SKTH00009', reason: { ja: '抜かれました。', en: 'it was unplugged' } });
    expect(await press).toMatchObject({
      refusal: { text: { ja: expect.stringContaining('抜かれました'), en: expect.stringContaining('unplugged') } },
    });
  });

  test('nobody there to ask: refused at once', async () => {
    const t = testLiveTray();
    t.do({ type: 'enroll', serial: 'SKTH00009', label: 'real' });
    expect(await t.tray.press('SKTH00009')).toMatchObject({ ok: false, refusal: { code: 'press-unanswered' } });
  });
});
