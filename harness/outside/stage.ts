/**
 * The stage of somebody else's portal: `export default outsideStage(portal)` in the file that `ichido bdd --stage` names.
 * What it is, the report can read without opening it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { bothLanguages, type Text } from '../../common/text.ts';
import { openTray } from '../../desk/open-tray.ts';
import type { SceneClock, TokenDevice } from '../device-port.ts';
import { clockDesk, tokenDesk } from '../drivers/domain/tokens.ts';
import { wallClock } from '../drivers/real/wall-clock.ts';
import type { Assembly, Stage } from '../ports.ts';
import type { StageOptions } from '../stage-options.ts';
import { bankOutside } from './bank.ts';
import { isNearStop, putInOrder } from './clear.ts';
import type { OutsideDesk } from './desk.ts';
import type { OutsidePortal } from './portal.ts';
import { createTables } from './tables.ts';
import { adminOutside, userOutside } from './windows.ts';

/** What a report says of a stage. */
export interface StageAbout {
  readonly name: string;
  readonly version?: string | undefined;
  readonly origin?: string | undefined;
  readonly clock: 'manual' | 'wall';
  /** Where what a Given registers comes from. */
  readonly givens: 'screens' | 'set-up';
  /** Where it is looked whether a refused act changed anything (D-06). */
  readonly watch: 'same-window' | 'own-window' | 'off' | 'bank';
  /** Refusals that this portal tells in the same words. */
  readonly indistinct: readonly (readonly string[])[];
  /** Refusals that it tells in several words, by declaration (D-12 is not held). */
  readonly differing: readonly string[];
}

export interface OutsideStage {
  readonly about: StageAbout;
  open(options?: OutsideStageOptions): Promise<Stage>;
}

export interface OutsideStageOptions extends StageOptions {
  /** 0, or the number of a parallel worker. */
  readonly worker?: number | undefined;
  readonly tell?: ((text: Text) => void) | undefined;
}

/** A machine answers at once; on the wall clock a step may wait for two codes. */
const deadlineMs = { manual: 30_000, wall: 180_000 } as const;

/**
 * Makes a portal of your own a stage of the features.
 * @example
 * import { outsideStage } from 'ichido/stage';
 * export default outsideStage({ name: 'みなと銀行', refusals, done, lease, stock, logIn, … });
 */
export function outsideStage<W>(portal: OutsidePortal<W>): OutsideStage {
  const tables = createTables(portal);
  const clock = portal.setClock === undefined ? 'wall' : 'manual';
  return {
    about: {
      name: portal.name,
      version: portal.version,
      origin: portal.origin,
      clock,
      givens: 'screens',
      watch: portal.contract === undefined ? (portal.watch ?? 'same-window') : 'bank',
      indistinct: tables.indistinct,
      differing: tables.differing,
    },
    open: async ({ worker = 0, ...options } = {}) => {
      await portal.open?.();
      const opened = openTray({
        seed: options.seed,
        clock: clock === 'manual' ? 'manual' : 'system',
        now: options.now,
        stock: (pskc) => portal.stock(pskc),
      });
      const { tray } = opened;
      const tokens = brought(tokenDesk(tray), opened.deliver);
      const time = clock === 'manual' ? moved(clockDesk(tray), portal) : waited(() => tray.clock.now(), options.tell);
      await portal.setClock?.(tray.clock.now());
      const hands = { tokens, clock: time };
      const desk: OutsideDesk<W> = { portal, tables, stops: new Map(), held: [], acts: 0 };
      const assembly: Assembly = {
        bank: bankOutside(desk, hands, worker),
        tokens,
        clock: time,
        givens: 'screens',
        policy: portal.policy,
        admin: (contract) => adminOutside(desk, contract),
        user: (contract, userId) => userOutside(desk, contract, userId),
        // A moved clock is moved to the first instant of a step by whoever opens the scene; a real one is taken as it is.
        ...(clock === 'wall' ? { begin: async () => {} } : {}),
        end: async () => {
          const held = desk.held.splice(0);
          desk.acts = 0;
          // Putting counts right takes time, which no story may have in its midst. What can't be done now is tried again,
          // and told, when the company is next needed.
          for (const each of held) if (isNearStop(desk, each)) await putInOrder(desk, each, hands).catch(() => {});
          for (const { company } of held) await portal.giveBack?.(company);
        },
        close: async () => {
          tray.close();
          await portal.close?.();
        },
      };
      return { ...assembly, stepDeadlineMs: deadlineMs[clock], typedSteps: new Map() };
    },
  };
}

/** An issue is answered when the bank has the secret. */
function brought(tokens: TokenDevice, deliver: () => Promise<void>): TokenDevice {
  const delivered = async (serial: Promise<string>): Promise<string> => {
    const made = await serial;
    await deliver();
    return made;
  };
  return {
    ...tokens,
    issue: (kind, profile) => delivered(tokens.issue(kind, profile)),
    changePhone: (serial) => delivered(tokens.changePhone(serial)),
    restore: (backup) => delivered(tokens.restore(backup)),
  };
}

/** Devices and portal go by one clock: what moves one moves the other. */
function moved<W>(clock: SceneClock, portal: OutsidePortal<W>): SceneClock {
  return {
    now: clock.now,
    advance: async (ms) => {
      await clock.advance(ms);
      await portal.setClock?.(await clock.now());
    },
  };
}

const waited = (now: () => number, tell: (text: Text) => void = toStderr): SceneClock =>
  wallClock(now, (ms) => wait(ms), tell);

const toStderr = (text: Text): void => void process.stderr.write(`\nichido: ${bothLanguages(text)}\n`);
