import { afterEach, expect, test, vi } from 'vitest';
import { startPortal } from '../desk/start-portal.ts';
import { ExitError } from './exit.ts';
import { faultAsked, sayFault, servedWith } from './fault-named.ts';

afterEach(() => vi.restoreAllMocks());

test('a name that is none of the list is wrong usage', async () => {
  await expect(faultAsked('nosuch')).rejects.toMatchObject({ exitCode: 2, text: { ja: /nosuch/, en: /nosuch/ } });
  await expect(faultAsked('nosuch')).rejects.toBeInstanceOf(ExitError);
  expect(await faultAsked(undefined)).toBeUndefined();
});

test('a portal under a fault says so on its pages and on stderr', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const fault = (await faultAsked('window-of-two-steps'))!;
  sayFault(fault);
  expect(said.mock.calls.join('')).toMatch(/★ わざと誤っています（window-of-two-steps、D-04）.*\n.*WRONG ON PURPOSE/);
  const portal = await startPortal({ wrap: servedWith(fault) });
  try {
    const page = await (await fetch(`${portal.portalUrl}/admin/login`)).text();
    expect(page).toContain('<strong>★ わざと誤り: window-of-two-steps</strong>');
  } finally {
    await portal.stop();
  }
});
