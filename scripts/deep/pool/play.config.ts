/** Playwright's own configuration for the pool of tokens: four workers, no second try. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const executablePath = process.env['ICHIDO_CHROMIUM'];

export default defineConfig({
  testDir: '.',
  testMatch: 'lent.play.ts',
  outputDir: join(tmpdir(), 'ichido-pool-output'),
  fullyParallel: true,
  workers: 4,
  retries: 0,
  timeout: 300_000,
  reporter: 'line',
  use: {
    locale: 'ja-JP',
    launchOptions: executablePath === undefined ? {} : { executablePath, args: ['--no-sandbox'] },
  },
});
