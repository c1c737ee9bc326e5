import { existsSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { findBrowser } from '../../../browser/find-browser.ts';
import { launchChromium, missingForBrowser } from './chromium.ts';

afterEach(() => vi.unstubAllEnvs());

test('a browser that is named and not there is missing, and the one command that helps is told', async () => {
  vi.stubEnv('ICHIDO_CHROMIUM', '/nowhere/chromium');
  const told = await missingForBrowser();
  expect(told?.ja).toMatch(/「(sudo apt-get install|npx playwright-core install) [a-z-]+」を実行/);
  expect(told?.en).toMatch(/run `(sudo apt-get install|npx playwright-core install) [a-z-]+`/);
  await expect(launchChromium()).rejects.toThrow(told?.en);
});

test('nothing on PATH is nothing found; ICHIDO_CHROMIUM names one', () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('ICHIDO_CHROMIUM', process.execPath);
  expect(findBrowser()).toBe(process.execPath);
  vi.stubEnv('ICHIDO_CHROMIUM', '');
  if (process.platform === 'linux') expect(findBrowser()).toBeUndefined();
});

test.skipIf(!existsSync('/usr/bin/chromium') || !existsSync('/usr/bin/chromium-headless-shell'))(
  'the one without a window comes first, unless somebody watches',
  () => {
    expect(findBrowser()).toBe('/usr/bin/chromium-headless-shell');
    expect(findBrowser({ headed: true })).toBe('/usr/bin/chromium');
  },
);
