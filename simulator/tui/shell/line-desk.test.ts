import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakeWorld, fakeWorld } from '../testing/fake-world.ts';
import { start } from '../testing/test-run.ts';
import { type LineDesk, startLineDesk } from './line-desk.ts';

// The exchange fades through many beats.
vi.setConfig({ testTimeout: 20_000 });

// The beat of what is due is moved by hand, each time that something is waited for.
beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }));
afterEach(() => {
  vi.useRealTimers();
});

interface Run {
  readonly world: FakeWorld;
  readonly desk: LineDesk;
  /** What was written since it was last asked for. */
  told(): string[];
  /** Types one line and waits until something that matches has been written; returns all of it. */
  type(line: string, until: string | RegExp): Promise<string[]>;
  until(what: string | RegExp): Promise<string[]>;
  readonly input: PassThrough;
}

function run(lang: 'ja' | 'en' = 'en', world = fakeWorld(start)): Run {
  const input = new PassThrough();
  let written: string[] = [];
  const desk = startLineDesk({ input, write: (line) => written.push(line), lang, ui: () => Date.now(), world });
  const told = () => {
    const all = written;
    written = [];
    return all;
  };
  const until = (what: string | RegExp) =>
    vi.waitFor(
      () => {
        vi.advanceTimersByTime(100);
        const found = written.some((line) => (typeof what === 'string' ? line.includes(what) : what.test(line)));
        if (!found) throw new Error(`no line with ${what}: ${written.join(' | ')}`);
        return told();
      },
      { timeout: 20_000, interval: 1 },
    );
  return {
    world,
    desk,
    told,
    until,
    input,
    type(line, what) {
      told();
      input.write(`${line}\n`);
      return until(what);
    },
  };
}

test('begins with the portal and every token, numbered', () => {
  const { told } = run('ja');
  expect(told()).toEqual([
    '一度 ichido デスク（行モード）',
    'ポータル http://127.0.0.1:8420',
    '1. SKTH00001、ハードウェア、shinkin-keyfob、電池 100%、正常、時計 正しい、未登録 (選択中)',
    '2. SKTH00002、ハードウェア、shinkin-keyfob、電池 100%、正常、時計 正しい、未登録',
    expect.stringMatching(/^3\. SKTS00001、ソフトウェア、app、正常、時計 正しい、未登録、\d{6}$/),
    '番号でトークンを選択、p 押す、m 操作、? ヘルプ、q 終了。空行で一覧。',
  ]);
});

test('an attached desk tells its portal when it is known', async () => {
  const world = fakeWorld(start);
  let url: string | undefined;
  Object.assign(world.portal, { url: () => url });
  const { told, until } = run('en', world);
  expect(told().join('\n')).not.toContain('Portal');
  url = 'http://127.0.0.1:8421';
  world.say({ type: 'changed' });
  world.say({ type: 'changed' });
  expect((await until('Portal')).filter((line) => line.startsWith('Portal'))).toEqual(['Portal http://127.0.0.1:8421']);
});

test('the whole swap, by lines alone: asked, faded, a replacement, its code, the walk, registered', async () => {
  const { world, type, until, told } = run();
  world.register('SKTH00001');
  told();
  expect(await type('s', 'y does it')).toContain('Battery-depletion swap');
  const faded = await type('y', '1/7');
  for (const percent of [9, 5, 1, 0]) expect(faded.join('\n')).toContain(`bAtt 0${percent}`);
  expect(faded).toContain('1/7 Open http://127.0.0.1:8420 and follow 「管理者ログイン」');
  expect(await type('', '2/7')).toEqual([expect.stringContaining('Demo1234')]);
  expect(await type('p', /SKTH00003 \d{6}$/)).not.toHaveLength(0);
  expect(await type('c', 'SKTH00003')).toEqual([`SKTH00003 ${world.desk.face('SKTH00003', world.now).text}`]);
  expect(await type('y', 'SKTH00003')).toEqual(['SKTH00003']);
  world.register('SKTH00003');
  expect(await until('Registered')).toContain('Registered  SKTH00003');
  expect(await type('', 'back at the desk')).toEqual(['back at the desk']);
});

test('a script that is piped in whole is done line by line, and the end of the input ends the desk', async () => {
  const { input, desk, until } = run();
  input.end('s\ny\np\nc\n.\n');
  const lines = await until('back at the desk');
  expect(lines.slice(-2)).toEqual([expect.stringMatching(/^SKTH00003 \d{6}$/), 'back at the desk']);
  expect(await desk.ended).toBe(0);
});

test('menus and forms by numbers and lines; a wrong value says so and asks again', async () => {
  const { type, world } = run();
  expect(await type('t', 'type a number')).toContain('3. forwards by ...');
  expect(await type('99', 'no such number')).toHaveLength(1);
  await type('3', '. goes back');
  expect((await type('90', '. goes back'))[0]).toContain('90s');
  await type('1h', 'clock');
  expect(world.now).toBe(start + 3_600_000);
  expect(await type('m', 'type a number')).toContain('1. press button ①');
  expect(await type('.', 'A number chooses')).toHaveLength(1);
});

test('tokens by number and filter; a typed code names its token; refusals and stops are lines', async () => {
  const { type, world, until } = run();
  expect(await type('2', 'SKTH00002')).toHaveLength(1);
  world.register('SKTH00002');
  await until('registered');
  await type('/SKTS', 'SKTS00001');
  expect(await type('', 'A number chooses')).toHaveLength(2);
  await type('/', 'A number chooses');
  const { text } = world.desk.face('SKTS00001', world.now);
  expect(await type(text, text)).toEqual([`${text} no registered TOTP token could have made it`]);
  world.say({
    type: 'refused',
    contractId: '1',
    who: '管理者',
    act: 'adminLogin',
    serial: undefined,
    locked: 'contract',
    why: { ja: '暗証番号が違う', en: 'wrong PIN' },
  });
  const lines = (await until('stopped')).join('\n');
  expect(lines).toContain('wrong PIN');
});

test('a device: told when it comes, chosen by number; its PIN is asked for and never told', async () => {
  const { type, world, until } = run();
  expect(await type('h', 'plugged in')).toHaveLength(1);
  world.hidRows = [{ id: 'a', name: 'Key', can: { ja: '読める', en: 'reads codes' }, wantsPin: true }];
  const pin = vi.fn<NonNullable<typeof world.hid.pin>>();
  Object.assign(world.hid, { pin });
  await until('what you type can be seen');
  const after = await type('123456', 'device Key');
  expect(after.join('\n')).not.toContain('123456');
  expect(pin).toHaveBeenCalledWith('a', '123456');
});

test('kana is no key, full-width letters are; an unknown key says so; q asks only what would be lost', async () => {
  const { type, desk, world, input } = run();
  expect(await type('あ', 'input method')).toHaveLength(1);
  expect(await type('２', 'SKTH00002')).toHaveLength(1);
  expect(await type('zz', 'no such key')).toHaveLength(1);
  Object.assign(world, { wouldLose: () => ({ ja: '失われます', en: 'all would be lost' }) });
  expect(await type('q', 'y does it')).toContain('all would be lost');
  await type('n', 'A number chooses');
  await type('q', 'y does it');
  input.write('y\n');
  expect(await desk.ended).toBe(0);
});
