/** For tests: a whole portal on a free port, memory store, a clock that stands until moved. Never part of a desk. */

import type { AddressInfo } from 'node:net';
import { bothLanguages } from '../../common/text.ts';
import { codeOf, stepAt } from '../rules/otp.ts';
import type { DeskClock, DeskClockState } from '../service/clock.ts';
import type { PortalService } from '../service/portal-service.ts';
import { createPortalService } from '../service/service.ts';
import { memoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { createApp, type PortalAppDeps } from '../web/app.ts';
import { createPortalServer } from '../web/server.ts';
import { pskcOf, secretOf, seededBytes } from './test-bank.ts';

export const testSecret = 'test-control-secret';

export interface TestPortal {
  readonly url: string;
  readonly service: PortalService;
  readonly clock: DeskClock & { move(ms: number): void };
  readonly log: string[];
  /** The code that a device with this serial shows now. */
  code(serial: string, stepsLater?: number): string;
  /** The device's next fresh code: moves the clock by one step first. */
  freshCode(serial: string): string;
  admin(path: string, options?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Sunday 22 November 2026, 19:03:26 in Japan. */
export const startAt = Date.UTC(2026, 10, 22, 10, 3, 26);

export async function startTestPortal(
  serials: readonly string[] = ['SKTH00001', 'SKTH00002', 'SKTS00001'],
  options: Partial<PortalAppDeps> & { readonly store?: Store } = {},
): Promise<TestPortal> {
  const clock = manualClock(startAt);
  const service = createPortalService({
    store: options.store ?? memoryStore(),
    now: () => clock.now(),
    clockMode: () => clock.state().mode,
    random: seededBytes('test'),
  });
  const stocked = service.importStock(pskcOf(serials), {});
  if (!stocked.ok) throw new Error(`the test stock was refused: ${bothLanguages(stocked.error.text)}`);
  const log: string[] = [];
  const app = createApp({ service, clock, secret: testSecret, log: (line) => log.push(line), ...options });
  const server = createPortalServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const code = (serial: string, stepsLater = 0) => codeOf(secretOf(serial), stepAt(clock.now()) + stepsLater);
  return {
    url,
    service,
    clock,
    log,
    code,
    freshCode(serial) {
      clock.move(30_000);
      return code(serial);
    },
    admin: (path, request = {}) =>
      fetch(`${url}/__admin/${path}`, {
        ...request,
        headers: { authorization: `Bearer ${testSecret}`, ...(request.headers as Record<string, string>) },
      }),
    async close() {
      app.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      service.close();
    },
  };
}

export function manualClock(start: number): TestPortal['clock'] {
  let state: DeskClockState = { mode: 'manual', now: start, offsetMs: 0 };
  const refuse = (code: string) => ({ ok: false, refusal: { code, text: { ja: code, en: code } } }) as const;
  return {
    now: () => state.now,
    state: () => state,
    change(change) {
      const now = (change.now ?? state.now) + (change.advanceMs ?? 0);
      if (now < state.now) return refuse('clock-backwards');
      state = { mode: change.mode ?? state.mode, now, offsetMs: 0 };
      return { ok: true, state };
    },
    move(ms) {
      state = { ...state, now: state.now + ms };
    },
  };
}
