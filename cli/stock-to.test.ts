/** Seeds leave the process under the team's own key, to a file or to an address. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDesk } from '../desk/start-desk.ts';
import { readPskc } from '../pskc/read.ts';
import { deskOptions } from './desk-options.ts';
import { stockTo } from './stock-to.ts';

const key = new Uint8Array(32).fill(7);
const now = 1_775_001_600_000;

function serialsIn(pskc: string) {
  const read = readPskc(pskc, { kind: 'key', key });
  return read.ok ? read.value.keys.map(({ serial }) => serial) : read.error.code;
}

test('without a key nothing is started', async () => {
  const options = { portalPort: 0, controlPort: 0, stockTo: 'stock.xml' };
  await expect(deskOptions(options, ':memory:')).rejects.toMatchObject({ exitCode: 2 });
});

test('a file holds the whole stock, under the key, for its owner alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-stock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'stock.xml');
  const desk = await startDesk({ seed: 1, now, pskcKey: key, onIssued: stockTo(file) });
  onTestFinished(() => desk.stop());
  desk.issue('hardware');
  await desk.delivered();
  const written = readFileSync(file, 'utf8');
  expect(written).not.toMatch(/<pskc:Secret>\s*<pskc:PlainValue>/);
  expect(serialsIn(written)).toEqual(['SKTH00001', 'SKTH00002', 'SKTS00001', 'SKTH00003']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an address gets the new ones by POST; one that refuses them is a failure', async () => {
  const bodies: string[] = [];
  let status = 204;
  const bank = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    bodies.push(body);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void bank.close());
  const onIssued = stockTo(`http://127.0.0.1:${(bank.address() as AddressInfo).port}/stock`);
  const desk = await startDesk({ seed: 1, now, pskcKey: key, demo: false, onIssued });
  onTestFinished(() => desk.stop());
  desk.issue('hardware');
  await desk.delivered();
  expect(bodies.map((body) => serialsIn(body))).toEqual([['SKTH00001']]);
  status = 400;
  desk.issue('hardware');
  await expect(desk.delivered()).rejects.toMatchObject({ code: 'not-delivered' });
});
