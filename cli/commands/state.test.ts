/** `ichido state check|backup|restore` as somebody types them. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { ichido } from '../testing/test-command.ts';

let home: string;
let folder: string;
let desk: RunningDesk;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ichido-state-'));
  folder = join(home, 'state');
  desk = await startDesk({ state: folder });
});
afterEach(async () => {
  await desk.stop();
  process.exitCode = 0;
  rmSync(home, { recursive: true, force: true });
});
const named = (name: string): string => join(home, name);
/** A refusal has a sentence in each language, the file's name, and no stack. */
const refusal = (name: string) =>
  new RegExp(`^ichido: [^\\n]*${name}[^\\n]*[ぁ-ん][^\\n]*\\nichido: [^ぁ-ん\\n]*${name}[^ぁ-ん\\n]*\\n$`);

test('check counts what is there, of a running desk too', async () => {
  expect(await ichido('state', 'check', folder)).toEqual({
    code: 0,
    out: 'ok  トークン tokens 3, 在庫 stock 3, 契約 contracts 1\n',
    err: '',
  });
  expect(JSON.parse((await ichido('state', 'check', folder, '--json')).out)).toMatchObject({ tokens: 3, stocked: 3 });
});

test('a backup of a running desk goes on as a state where the desk was', async () => {
  const made = await ichido('state', 'backup', folder, '--to', named('copy'));
  expect(made).toMatchObject({ code: 0, out: '', err: expect.stringContaining('backed up to') });
  expect(made.err).toMatch(/控えを作りました/);
  expect(statSync(named('copy')).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(named('copy'))) expect(statSync(join(named('copy'), name)).mode & 0o777).toBe(0o600);
  rmSync(join(named('copy'), 'version'));
  expect((await ichido('state', 'restore', named('copy'), '--to', named('again'))).code).toBe(0);
  const list = desk.tray.list();
  await desk.stop();
  desk = await startDesk({ state: named('again') });
  expect(desk.tray.list().map(({ serial }) => serial)).toEqual(list.map(({ serial }) => serial));
  expect(desk.demo?.contractId).toBe('12345678901');
});

test.each([['backup'], ['restore']])('%s never goes onto what is there, and wants to be told where', async (verb) => {
  mkdirSync(named('there'));
  const refused = await ichido('state', verb, folder, '--to', named('there'));
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(refusal('there')) });
  expect(readdirSync(named('there'))).toEqual([]);
  expect(await ichido('state', verb, folder)).toMatchObject({ code: 2, err: expect.stringContaining('--to') });
});

test.each([['keys.json'], ['portal.sqlite'], ['tray.sqlite'], ['version']])(
  'a spoilt %s is refused by its name, and nothing is copied',
  async (name) => {
    await desk.stop();
    writeFileSync(join(folder, name), 'x');
    const said = expect.stringMatching(refusal(name.replace('.', '\\.')));
    expect(await ichido('state', 'check', folder)).toMatchObject({ code: 1, out: '', err: said });
    expect(await ichido('state', 'backup', folder, '--to', named('copy'))).toMatchObject({ code: 1, err: said });
    expect(readdirSync(home)).toEqual(['state']);
  },
);
