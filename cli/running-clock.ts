/** The clock of whatever runs: by the desk's control server or, of a portal alone, by its control plane. */
import { clean } from '../common/text-width.ts';
import type { ClockMode, ClockState } from '../simulator/cell/clock.ts';
import { ExitError, exitCodes, failed } from './exit.ts';
import { findPortal, type PortalAddress } from './find-desk.ts';
import { withDesk } from './with-desk.ts';

export interface RunningClock {
  get(): Promise<ClockState>;
  set(change: { readonly mode?: ClockMode | undefined; readonly now?: number | undefined }): Promise<ClockState>;
  advance(advanceMs: number): Promise<ClockState>;
}

const deadlineMs = 10_000;

/** Each answer rejects with `ExitError` 1 where the move is refused. Throws it when nothing runs, or more than one thing. */
export function clockOfRunning(): RunningClock {
  const running = findPortal();
  if (running.control === undefined) return ofPlane(running);
  return {
    get: () => withDesk((client) => client.call('clock.get', {})),
    set: (change) => withDesk((client) => client.call('clock.set', change)),
    advance: (advanceMs) => withDesk((client) => client.call('clock.advance', { advanceMs })),
  };
}

function ofPlane({ portal, secret }: PortalAddress): RunningClock {
  const ask = async (method: 'GET' | 'PUT', change?: object): Promise<ClockState> => {
    const response = await fetch(`${portal}/__admin/clock`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: change === undefined ? null : JSON.stringify(change),
      signal: AbortSignal.timeout(deadlineMs),
    }).catch((error: unknown) => {
      const why = clean(String((error as { cause?: { code?: string } }).cause?.code ?? 'no answer'), 80);
      throw failed(
        `ポータル（${portal}）から返事がありません（${why}）。`,
        `no answer from the portal at ${portal} (${why})`,
      );
    });
    const answer = (await response.json().catch(() => ({}))) as ClockState & {
      readonly ja?: string;
      readonly en?: string;
    };
    if (response.ok) return answer;
    // The portal is another process: what it says is foreign text.
    const { ja = `${response.status}`, en = `${response.status}` } = answer;
    throw new ExitError(exitCodes.failed, { ja: clean(ja, 300), en: clean(en, 300) });
  };
  return {
    get: () => ask('GET'),
    set: (change) => ask('PUT', change),
    advance: (advanceMs) => ask('PUT', { advanceMs }),
  };
}
