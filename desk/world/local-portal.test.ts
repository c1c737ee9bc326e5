/** "Which token could have made this code" is the bank's own verification, with the window of the contract. */
import { expect, test } from 'vitest';
import { secretOf, testBank } from '../../portal-stub/testing/test-bank.ts';
import type { RunningDesk } from '../start-desk.ts';
import { localPortal } from './local-portal.ts';

const trayWith = (known: readonly string[]) =>
  ({ device: (serial: string) => (known.includes(serial) ? { secret: secretOf(serial) } : undefined) }) as never;

function portalOf(windowSteps: number, known = ['SKTH00001', 'SKTH00002']) {
  const bank = testBank();
  bank.contract({ policy: { windowSteps } }, { mode: 'shared', serial: 'SKTH00001' });
  const { service } = bank;
  const port = localPortal({ service, tray: trayWith(known), portalUrl: '' } as unknown as RunningDesk);
  return { bank, whoMade: (stepsLater: number) => port.whoMade(bank.code('SKTH00001', stepsLater), bank.now()) };
}

test.each([
  [0, 0],
  [1, 1],
  [3, 3],
])('with windowSteps %i a code of %i steps off has its maker, and one further off has none', async (steps, reach) => {
  const { whoMade } = portalOf(steps);
  for (const sign of [-1, 1]) {
    expect(await whoMade(sign * reach)).toEqual(['SKTH00001']);
    expect(await whoMade(sign * (reach + 1))).toEqual([]);
  }
});

test('the drift that the bank has learnt counts, and a code that was accepted still has its maker', async () => {
  const { bank, whoMade } = portalOf(1);
  const [contract] = bank.service.contracts().filter(({ registration }) => registration.serial === 'SKTH00001');
  const late = bank.code('SKTH00001', 1);
  expect(bank.transfer(contract?.contractId ?? '', 'user01', late)).toMatchObject({ ok: true });
  expect(await whoMade(1)).toEqual(['SKTH00001']);
  expect(await whoMade(2)).toEqual(['SKTH00001']);
});

test('where a registered token is not on this desk, nobody is named and nobody denied', async () => {
  expect(await portalOf(3, []).whoMade(3)).toBeUndefined();
});
