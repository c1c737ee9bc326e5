/** Every way in which a state is spoilt is refused by the name of its file, in both languages, and nothing is changed. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDesk } from '../start-desk.ts';
import { startPortal } from '../start-portal.ts';

let home: string;
let folder: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'ichido-spoilt-'));
  for (const name of ['whole', 'other']) await (await startDesk({ state: join(home, name) })).stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(home, 'state-'));
  cpSync(join(home, 'whole'), folder, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const remove = (name: string) => () => rmSync(file(name));
const empty = (name: string) => () => truncateSync(file(name));
const text = (name: string, contents: string) => () => writeFileSync(file(name), contents);
const ofOther = (name: string) => () => cpSync(join(home, 'other', name), file(name));
const sql = (name: string, statement: string) => () => {
  const db = new DatabaseSync(file(name), { enableForeignKeyConstraints: false });
  db.exec(statement);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
};
const json = (name: string, patch: object) => () => {
  const value = JSON.parse(readFileSync(file(name), 'utf8')) as object;
  writeFileSync(file(name), JSON.stringify({ ...value, ...patch }));
};
const asFolder = (name: string) => () => {
  rmSync(file(name));
  mkdirSync(file(name));
};
const middle = (name: string) => () => {
  const bytes = readFileSync(file(name));
  bytes.fill(0x5a, 4096 + 8);
  writeFileSync(file(name), bytes);
};

const names = ['version', 'manifest.json', 'keys.json', 'tray.sqlite', 'portal.sqlite'] as const;
const databases = ['tray.sqlite', 'portal.sqlite'] as const;
const broken = 'state-broken';
const rows: [what: string, name: string, code: string, spoil: () => void][] = [
  ...names.flatMap((name): typeof rows => [
    [`${name} missing`, name, broken, remove(name)],
    [`${name} of 0 bytes`, name, broken, empty(name)],
    [`${name} with other text`, name, broken, text(name, 'これは別のファイルです。\n'.repeat(400))],
    [`${name} is a folder`, name, name.endsWith('.sqlite') ? broken : 'state-unusable', asFolder(name)],
  ]),
  ...databases.flatMap((name): typeof rows => [
    [`${name} of a newer version`, name, 'state-version', sql(name, 'PRAGMA user_version = 99')],
    [`${name} with no version`, name, broken, sql(name, 'PRAGMA user_version = 0')],
    [`${name} cut in its middle`, name, broken, () => truncateSync(file(name), 6000)],
    [`${name} with damaged pages`, name, broken, middle(name)],
    [`${name} of another state`, name, broken, ofOther(name)],
  ]),
  ['tray.sqlite without a table', 'tray.sqlite', broken, sql('tray.sqlite', 'DROP TABLE gone')],
  ['tray.sqlite with a spoilt device', 'tray.sqlite', broken, sql('tray.sqlite', `UPDATE device SET body = '{}'`)],
  ['tray.sqlite with a spoilt secret', 'tray.sqlite', broken, sql('tray.sqlite', `UPDATE device SET secret = 'g1.x'`)],
  [
    'tray.sqlite with a spoilt clock',
    'tray.sqlite',
    broken,
    sql('tray.sqlite', `UPDATE clock SET body = '{"now":"x"}'`),
  ],
  [
    'tray.sqlite with a spoilt intent',
    'tray.sqlite',
    broken,
    sql('tray.sqlite', `INSERT INTO intent (change) VALUES ('{}')`),
  ],
  ['portal.sqlite without a table', 'portal.sqlite', broken, sql('portal.sqlite', 'DROP TABLE log')],
  [
    'portal.sqlite with a spoilt policy',
    'portal.sqlite',
    broken,
    sql('portal.sqlite', `UPDATE contracts SET policy = '{}'`),
  ],
  [
    'portal.sqlite with a spoilt log',
    'portal.sqlite',
    broken,
    sql('portal.sqlite', `INSERT INTO log (contract_id, kind, entry) VALUES ('', 'mail', '{')`),
  ],
  [
    'portal.sqlite with a spoilt secret',
    'portal.sqlite',
    broken,
    sql('portal.sqlite', `UPDATE keys SET sealed_secret = 'g1.x'`),
  ],
  ['version newer', 'version', 'state-version', text('version', '99\n')],
  ['version negative', 'version', broken, text('version', '-1\n')],
  ['manifest.json newer', 'manifest.json', 'state-version', json('manifest.json', { version: 3 })],
  ['manifest.json of another shape', 'manifest.json', broken, json('manifest.json', { complete: 'yes' })],
  ['keys.json of another state', 'keys.json', broken, ofOther('keys.json')],
  ['keys.json with a run seed that is no hex', 'keys.json', broken, json('keys.json', { runSeed: 'x' })],
  ['keys.json with an empty run seed', 'keys.json', broken, json('keys.json', { runSeed: '' })],
  ['keys.json with a short run seed', 'keys.json', broken, json('keys.json', { runSeed: 'ab' })],
  ['keys.json with another PSKC key', 'keys.json', broken, json('keys.json', { pskc: 'x' })],
  ['keys.json with a short seal', 'keys.json', broken, json('keys.json', { seal: 'abcd' })],
  ['keys.json with what is none of ours', 'keys.json', broken, json('keys.json', { more: 1 })],
  ['keys.json cut', 'keys.json', broken, () => truncateSync(file('keys.json'), 20)],
  ['a lock that is something else', 'lock', 'state-unusable', () => appendFileSync(file('lock'), 'x'.repeat(5000))],
  ['a lock that is a folder', 'lock', 'state-unusable', asFolder('lock')],
];

/** Of every file that is there, by its name; the lock's pid is a running desk's. */
function hashes(): { readonly [name: string]: string } {
  const all = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.name !== 'lock.pid');
  return Object.fromEntries(
    all.map((entry) => [
      entry.name,
      entry.isFile()
        ? createHash('sha256')
            .update(readFileSync(file(entry.name)))
            .digest('hex')
        : 'folder',
    ]),
  );
}

/** What stands in the rows of the tray is nobody's business who has no tray. */
const ofPortal = rows.filter(
  ([what]) => !/^tray.sqlite (with a spoilt (device|secret|intent)|of another state)/.test(what),
);

describe.each([
  ['a desk', startDesk, rows],
  ['a portal alone', startPortal, ofPortal],
] as const)('%s', (_who, start, spoilt) => {
  test.each(spoilt)('%s', async (_what, name, code, spoil) => {
    spoil();
    const before = hashes();
    const error = await start({ state: folder }).then(
      (running) => running.stop().then(() => 'started'),
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'DeskError', code });
    const { text: said } = error as { text: { ja: string; en: string } };
    expect(said.ja).toContain(name);
    expect(said.ja).toMatch(/[ぁ-ん]/);
    expect(said.en).toContain(name);
    expect(said.en).not.toMatch(/[ぁ-ん]/);
    expect(hashes()).toEqual(before);
  });
});

test('a database that another program has locked is refused by name', async () => {
  const db = new DatabaseSync(file('tray.sqlite'));
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  await expect(startDesk({ state: folder })).rejects.toMatchObject({
    code: 'state-in-use',
    text: { en: expect.stringContaining('tray.sqlite') },
  });
  db.close();
});

test('a state of the version before manifests comes up whole', async () => {
  rmSync(file('manifest.json'));
  writeFileSync(file('version'), '1\n');
  const running = await startDesk({ state: folder });
  expect(running.tray.serials()).toHaveLength(3);
  await running.stop();
  expect(readFileSync(file('version'), 'utf8')).toBe('2\n');
  expect(JSON.parse(readFileSync(file('manifest.json'), 'utf8'))).toMatchObject({ complete: true });
});

test('a folder that holds only a log of a database is no new one', async () => {
  for (const name of names) rmSync(file(name));
  writeFileSync(file('tray.sqlite-wal'), '');
  await expect(startDesk({ state: folder })).rejects.toMatchObject({ code: broken });
  expect(readdirSync(folder)).not.toContain('keys.json');
});
