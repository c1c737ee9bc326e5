import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { manifest } from './manifest.ts';
import { systemParts } from './system-parts.ts';

afterEach(() => vi.unstubAllEnvs());

test.skipIf(process.platform !== 'linux')('a libusb that cannot be loaded is not there', () => {
  const libusb = systemParts.find(({ name }) => name === 'libusb') ?? expect.fail('no such part');
  const folder = mkdtempSync(join(tmpdir(), 'ichido-libusb-'));
  writeFileSync(join(folder, 'libusb-1.0.so.0'), 'not a library');
  vi.stubEnv('LD_LIBRARY_PATH', folder);
  expect(libusb.find()).toBeUndefined();
  rmSync(folder, { recursive: true });
});

test('doctor tells of every optional peer, and of no other package by name', () => {
  const optional = Object.keys(manifest().peerDependenciesMeta);
  expect(systemParts.flatMap(({ npm }) => npm ?? []).sort()).toEqual(optional.sort());
});
