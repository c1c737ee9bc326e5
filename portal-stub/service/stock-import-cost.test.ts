/** E4, E13: what one import costs in processor time and memory, each in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pskcOf } from '../testing/test-bank.ts';
import type { Cost } from '../testing/test-import-cost.ts';

const root = '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';
/** Nearly as long as a body of `POST stock` may be. */
const filled = (piece: string) => piece.repeat(Math.floor((7 * 1024 * 1024) / piece.length));
const attributes = () => Array.from({ length: 500_000 }, (_, n) => `b${n}="c"`).join(' ');
const tokens = () => pskcOf(Array.from({ length: 2_000 }, (_, n) => `SKTS${String(n + 10_000)}`));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-cost-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function costOf(xml: string): Promise<Cost> {
  const file = join(folder, 'file.xml');
  writeFileSync(file, xml);
  const child = join(import.meta.dirname, '../testing/test-import-cost.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [child, file]);
  return JSON.parse(stdout) as Cost;
}

test.each([
  ['2,000 tokens', tokens, 2_000, 5_000, 200],
  ['entities', () => `<!DOCTYPE a [${filled('<!ENTITY b "c">')}]>${root}`, 'doctype', 1_000, 64],
  ['attributes', () => `${root}<Extensions><a xmlns="urn:a" ${attributes()}/>`, 'too-many', 1_000, 64],
  ['levels', () => `${root}<Extensions><a xmlns="urn:a">${filled('<b>')}`, 'too-deep', 1_000, 64],
  ['one text', () => `${root}<KeyPackage><DeviceInfo><Manufacturer>${filled('a')}`, 'too-long', 1_000, 64],
  ['sections', () => `${root}<Extensions><a xmlns="urn:a">${filled('<![CDATA[]]>')}`, 'too-many', 1_000, 64],
] as const)('%s', { timeout: 60_000 }, async (_name, make, answer, ms, mebibytes) => {
  const cost = await costOf(make());
  expect(cost.answer).toBe(answer);
  expect(cost.ms).toBeLessThan(ms);
  expect(cost.mebibytes).toBeLessThan(mebibytes);
});
