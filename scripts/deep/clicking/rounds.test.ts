/** A small sample of `npm run deep -- double-click`, where Chromium is there. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemParts } from '../../../cli/parts/system-parts.ts';
import { forms } from './forms.ts';
import { doubleClicks, openChromium } from './rounds.ts';

const executable = systemParts.find(({ name }) => name === 'chromium')?.find();

describe.skipIf(executable === undefined)('in Chromium, a double click is one act and shows no refusal', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium(executable ?? '');
  }, 60_000);
  afterAll(() => browser.close());

  test.each(forms)(
    '$name',
    async (form) => {
      expect((await doubleClicks(browser, form, 3)).wrong).toEqual([]);
    },
    60_000,
  );
});
