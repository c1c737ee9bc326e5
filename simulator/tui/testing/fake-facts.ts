/** A contract and tokens for tests and pictures. PURE. */
import type { ContractFacts, TokenInfo } from '../desk-port.ts';

export const demoContract: ContractFacts = {
  contractId: '12345678901',
  password: 'Demo1234',
  confirmationPin: 'Kakunin1',
  mode: 'shared',
  stopped: false,
  serial: undefined,
  users: [
    {
      userId: 'user01',
      name: '法人 太郎',
      password: 'User0101',
      confirmationPin: 'Pin0101',
      serial: undefined,
      stopped: false,
    },
    {
      userId: 'user02',
      name: '法人 花子',
      password: 'User0202',
      confirmationPin: 'Pin0202',
      serial: undefined,
      stopped: false,
    },
    {
      userId: 'user03',
      name: '法人 次郎',
      password: 'User0303',
      confirmationPin: 'Pin0303',
      serial: undefined,
      stopped: false,
    },
  ],
  policy: { windowSteps: 1, lockLimit: 7 },
};

const rightClock = { offsetMs: 0, driftPpm: 0, setAt: 0 };

export const hardware = (number: number, battery = 100): TokenInfo => ({
  serial: `SKTH${String(number).padStart(5, '0')}`,
  kind: 'hardware',
  profile: 'shinkin-keyfob',
  battery,
  state: battery === 0 ? 'flat' : battery < 10 ? 'low' : 'ok',
  clock: rightClock,
});

export const software = (number: number): TokenInfo => ({
  serial: `SKTS${String(number).padStart(5, '0')}`,
  kind: 'software',
  profile: 'app',
  battery: null,
  state: 'ok',
  clock: rightClock,
});
