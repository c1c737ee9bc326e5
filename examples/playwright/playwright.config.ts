import { defineConfig } from '@playwright/test';

// ICHIDO_CHROMIUM names a Chromium that is there already; without it Playwright's own is used (npx playwright install chromium).
const executablePath = process.env['ICHIDO_CHROMIUM'];

export default defineConfig({
  testDir: 'tests',
  workers: 2,
  use: {
    locale: 'ja-JP',
    launchOptions: executablePath === undefined ? {} : { executablePath, args: ['--no-sandbox'] },
  },
});
