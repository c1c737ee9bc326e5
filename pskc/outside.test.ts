/** E3: a file that names other files and addresses is refused, and none of them is opened: 0 connections, 0 opens. */
import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPskc } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'ichido-outside-'));
const file = join(folder, 'secret.txt');
writeFileSync(file, 'what nobody may read');
let connections = 0;
const server = createServer((_request, response) => response.end('x')).on('connection', () => {
  connections += 1;
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is asked of the system while `act` runs: files, sockets, names. */
async function askedBy(act: () => unknown): Promise<readonly string[]> {
  const asked: string[] = [];
  const hook = createHook({
    init(_id, type) {
      if (/^(FS|FILE|TCP|PIPE|UDP|TLS|HTTP|GETADDR|DNS|QUERY|PROCESS)/.test(type)) asked.push(type);
    },
  }).enable();
  try {
    await act();
  } finally {
    hook.disable();
  }
  return asked;
}

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
const outside: [string, () => string][] = [
  ['an address', url],
  ['a file', () => pathToFileURL(file).href],
];
const forms: [string, (at: string) => string][] = [
  ['a DOCTYPE', (at) => `<!DOCTYPE a SYSTEM "${at}"><KeyContainer/>`],
  ['an entity', (at) => `<!DOCTYPE a [<!ENTITY b SYSTEM "${at}">]><KeyContainer>&b;</KeyContainer>`],
  ['a parameter entity', (at) => `<!DOCTYPE a [<!ENTITY % b SYSTEM "${at}"> %b;]><KeyContainer/>`],
  [
    'an XInclude',
    (at) =>
      `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:xi="http://www.w3.org/2001/XInclude">` +
      `<xi:include href="${at}" parse="text"/></KeyContainer>`,
  ],
];

test.each(forms.flatMap(([form, write]) => outside.map(([what, at]) => [form, what, () => write(at())] as const)))(
  '%s that names %s opens nothing',
  async (_form, _what, xml) => {
    let read: ReturnType<typeof readPskc> | undefined;
    const asked = await askedBy(() => {
      read = readPskc(xml(), { kind: 'plain' });
    });
    expect([read?.ok, asked, connections]).toEqual([false, [], 0]);
    expect(JSON.stringify(read)).not.toContain('nobody may read');
  },
);

test('a file that is read would be seen', async () => {
  expect(await askedBy(() => readFile(file))).not.toEqual([]);
});
