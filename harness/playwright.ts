/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Fixtures for Playwright, in its own style: a desk a worker, a contract and tokens a test, one clock for desk, portal and page.
 * With `deskFile` the desk is a running one that others use too: its tokens are leased, exclusively, and given back.
 * @example
 * import { expect, test } from 'ichido/playwright';
 * test('registers a token', async ({ page, desk, contract, tokens }) => {
 *   const token = await tokens.hardware();
 *   await page.goto(`${desk.portalUrl}/admin/login`);
 *   // …
 *   await page.getByLabel('ワンタイムパスワード').fill(await token.freshCode());
 * });
 */
import { test as base } from '@playwright/test';
import { type ContractJson, connectDesk, type DeskClient } from '../desk/client/connect-desk.ts';
import { startDesk } from '../desk/start-desk.ts';

export { expect } from '@playwright/test';

/** A token of this test's own. */
export interface TestToken {
  readonly serial: string;
  readonly kind: 'hardware' | 'software';
  /** Presses button ①. Resolves with the display: six digits, `bAtt 0x`, or nothing. */
  press(): Promise<string>;
  /** Six digits whose step was not shown before: on a clock of its own the desk is moved to the next step, else it is waited for. */
  freshCode(): Promise<string>;
}

export interface TestTokens {
  /** @example const token = await tokens.hardware() */
  hardware(): Promise<TestToken>;
  /** @example const app = await tokens.software() */
  software(): Promise<TestToken>;
}

export interface TestClock {
  /** Milliseconds since the epoch, of desk and portal. */
  now(): Promise<number>;
  /** Moves desk, portal and `page.clock` forwards together. Rejects on a desk that others share (`clock-system`). */
  advance(ms: number): Promise<void>;
}

export interface IchidoTestFixtures {
  /** What the test's contract is to be; default: two users, one token for all. */
  contractOptions: Parameters<DeskClient['contract']>[0];
  /** A contract of this test's own, deleted afterwards. */
  contract: ContractJson;
  tokens: TestTokens;
  deskClock: TestClock;
}

export interface IchidoWorkerFixtures {
  /** A ready file or desk.json of a running desk; default: `ICHIDO_DESK`, else each worker starts a desk of its own. */
  deskFile: string | undefined;
  /** Where the clock of a desk of one's own stands first, milliseconds since the epoch; undefined = the system's time. */
  deskNow: number | undefined;
  desk: DeskClient;
}

const leaseMs = 10 * 60_000;
const leaseWaitMs = 10 * 60_000;

/**
 * Playwright's `test` with the fixtures `desk`, `contract`, `tokens` and `deskClock`.
 * @example test('shows a code', async ({ tokens }) => expect(await (await tokens.software()).press()).toMatch(/^\d{6}$/));
 */
export const test = base.extend<IchidoTestFixtures, IchidoWorkerFixtures>({
  deskFile: [process.env['ICHIDO_DESK'] || undefined, { option: true, scope: 'worker' }],
  deskNow: [undefined, { option: true, scope: 'worker' }],
  contractOptions: [undefined, { option: true }],

  desk: [
    async ({ deskFile, deskNow }, use) => {
      if (deskFile !== undefined) {
        await using shared = await connectDesk(deskFile);
        return await use(shared);
      }
      await using own = await startDesk({ demo: false, now: deskNow });
      await using client = await connectDesk({ portal: own.portalUrl, control: own.controlUrl, secret: own.secret });
      await use(client);
    },
    { scope: 'worker' },
  ],

  // It asks for the tokens, so that it is deleted before they are given back: a token that is given back is registered nowhere.
  contract: async ({ desk, contractOptions, tokens: _tokens }, use) => {
    const contract = await desk.contract(contractOptions);
    await use(contract);
    await desk.bank('deleteContract', { params: { id: contract.contractId } });
  },

  tokens: async ({ desk, deskFile }, use) => {
    const leases: string[] = [];
    const serialOf = async (kind: 'hardware' | 'software'): Promise<string> => {
      if (deskFile === undefined) return desk.issue(kind);
      const { lease, serials } = await desk.rpc('tokens.lease', { kind, holdMs: leaseMs, waitMs: leaseWaitMs });
      leases.push(lease);
      return serials[0] ?? '';
    };
    const token = async (kind: 'hardware' | 'software') => tokenOf(desk, await serialOf(kind), kind);
    await use({ hardware: () => token('hardware'), software: () => token('software') });
    for (const lease of leases) await desk.rpc('tokens.giveBack', { lease });
  },

  deskClock: async ({ desk, page }, use) => {
    await page.clock.install({ time: (await desk.rpc('clock.get', {})).now });
    await use({
      now: async () => (await desk.rpc('clock.get', {})).now,
      advance: async (ms) => {
        await desk.rpc('clock.advance', { advanceMs: ms });
        await page.clock.fastForward(ms);
      },
    });
  },
});

function tokenOf(desk: DeskClient, serial: string, kind: 'hardware' | 'software'): TestToken {
  return {
    serial,
    kind,
    press: async () => (await desk.rpc('tokens.press', { serial })).face.text,
    freshCode: async () => {
      try {
        return await desk.code(serial, { fresh: true });
      } catch (error) {
        // A desk whose clock stands: the next step is made to come.
        if (!(error instanceof Error && 'code' in error && error.code === 'clock-stopped')) throw error;
        await desk.rpc('clock.advance', { advanceMs: 30_000 });
        return desk.code(serial, { fresh: true });
      }
    },
  };
}
