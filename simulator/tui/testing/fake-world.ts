/**
 * A desk, a portal and HID devices out of thin air, for tests and pictures of the TUI. PURE but for what it remembers.
 * Presses light for 30 s, a battery under 10 % shows its notice for 2 s first (P-02, P-04), codes are made of digits only.
 */
import { createListeners } from '../../../common/listeners.ts';
import type { ClockState } from '../../cell/clock.ts';
import type { Face, TokenSummary } from '../../device/face.ts';
import type {
  BankAct,
  ContractFacts,
  DeskCommand,
  DeskEvent,
  DeskPort,
  DeskReply,
  HidPanelPort,
  HidRow,
  Holders,
  PastFact,
  PortalFact,
  PortalPort,
  TokenInfo,
  World,
} from '../desk-port.ts';
import { demoContract, hardware, software } from './fake-facts.ts';

export interface FakeWorld extends World {
  /** The desk's clock, in the hands of the test. */
  now: number;
  readonly commands: DeskCommand[];
  hidRows: HidRow[];
  contract: ContractFacts | undefined;
  readonly bankActs: BankAct[];
  past: readonly PastFact[] | undefined;
  readonly saved: Map<string, string>;
  say(fact: PortalFact): void;
  /** Registers as the portal would, and says so. */
  register(serial: string, users?: readonly string[]): void;
  add(info: TokenInfo): void;
}

const stepMs = 30_000;

/** @param start the desk's instant, milliseconds since the epoch. */
export function fakeWorld(
  start: number,
  tokens: readonly TokenInfo[] = [hardware(1), hardware(2), software(1)],
): FakeWorld {
  const infos = new Map(tokens.map((info) => [info.serial, info]));
  const litAt = new Map<string, number>();
  const presses = new Map<string, number>();
  let serials: readonly string[] = [...infos.keys()];
  const deskEvents = createListeners<DeskEvent>();
  const portalFacts = createListeners<PortalFact>();
  let clock: ClockState = { mode: 'manual', now: start, offsetMs: 0 };
  const emit = (event: DeskEvent) => {
    deskEvents.emit(event);
  };

  const codeOf = (serial: string, step: number): string => {
    let mixed = step;
    for (const ch of serial) mixed = (mixed * 31 + ch.codePointAt(0)!) % 1_000_003;
    return String((mixed * 7919) % 1_000_000).padStart(6, '0');
  };
  const codeFace = (serial: string, now: number): Face => {
    const step = Math.floor(now / stepMs);
    const code = codeOf(serial, step);
    return { kind: 'code', text: code, code, step, validFrom: step * stepMs, validUntil: (step + 1) * stepMs };
  };
  const face = (serial: string, now: number): Face => {
    const info = infos.get(serial);
    const at = litAt.get(serial);
    if (info?.kind === 'software') return codeFace(serial, now);
    if (info === undefined || at === undefined || now >= at + 30_000 || info.battery === 0)
      return { kind: 'dark', text: '' };
    if (info.battery !== null && info.battery < 10 && now < at + 2000) {
      const shown = info.battery === 1 && (presses.get(serial) ?? 0) > 40 ? 0 : info.battery;
      return { kind: 'battery', text: `bAtt ${String(shown).padStart(2, '0')}` };
    }
    return codeFace(serial, now);
  };
  const summary = (serial: string): TokenSummary => ({ ...infos.get(serial)!, face: face(serial, world.now) });
  const add = (info: TokenInfo) => {
    infos.set(info.serial, info);
    serials = [...serials, info.serial];
    emit({ type: 'token.added', token: summary(info.serial) });
  };
  const next = (prefix: string): number => serials.filter((serial) => serial.startsWith(prefix)).length + 1;
  const put = (info: TokenInfo): DeskReply => {
    add(info);
    return { ok: true, serial: info.serial };
  };

  const carryOut = (command: DeskCommand): DeskReply => {
    world.commands.push(command);
    switch (command.type) {
      case 'press': {
        const info = infos.get(command.serial);
        if (info === undefined)
          return { ok: false, text: { ja: 'そのシリアル番号はありません', en: 'unknown serial' } };
        if (info.battery === 0) return { ok: true };
        const isLit = face(command.serial, world.now).kind !== 'dark';
        if (isLit) litAt.delete(command.serial);
        else litAt.set(command.serial, world.now);
        if (!isLit && info.battery === 1) presses.set(command.serial, (presses.get(command.serial) ?? 0) + 1);
        emit({ type: 'face.changed', token: summary(command.serial) });
        return { ok: true };
      }
      case 'issue':
        return put({
          ...hardware(next('SKTH')),
          ...(command.profile === undefined ? {} : { profile: command.profile }),
        });
      case 'install':
      case 'restore':
      case 'changePhone':
        return put(software(next('SKTS')));
      case 'backup':
        return { ok: true, content: `backup-of-${command.serial}` };
      case 'uninstall':
        infos.delete(command.serial);
        serials = serials.filter((serial) => serial !== command.serial);
        emit({ type: 'token.removed', serial: command.serial });
        return { ok: true };
      case 'setBattery': {
        const info = infos.get(command.serial);
        if (info === undefined || info.battery === null)
          return { ok: false, text: { ja: '電池がありません', en: 'no battery' } };
        if (command.percent > info.battery)
          return { ok: false, text: { ja: '電池は増やせません', en: 'the battery only falls' } };
        const state = command.percent === 0 ? 'flat' : command.percent < 10 ? 'low' : 'ok';
        infos.set(command.serial, { ...info, battery: command.percent, state });
        emit({ type: 'token.changed', token: summary(command.serial) });
        return { ok: true };
      }
      case 'drift': {
        const info = infos.get(command.serial)!;
        const { offsetMs = 0, ppm: driftPpm = 0 } = command;
        infos.set(command.serial, { ...info, clock: { offsetMs, driftPpm, setAt: world.now } });
        emit({ type: 'token.changed', token: summary(command.serial) });
        return { ok: true };
      }
      case 'clock': {
        const { mode = clock.mode, now = world.now, advanceMs = 0 } = command.change;
        world.now = now + advanceMs;
        clock = { mode, now: world.now, offsetMs: mode === 'offset' ? clock.offsetMs + advanceMs : 0 };
        emit({ type: 'clock.changed', state: clock });
        return { ok: true };
      }
      case 'exportStock':
        return { ok: true, content: '<KeyContainer/>' };
    }
  };

  const desk: DeskPort = {
    serials: () => serials,
    info: (serial) => infos.get(serial),
    face,
    clock: () => ({ ...clock, now: world.now }),
    profiles: () =>
      ['shinkin-keyfob', 'feitian-c200', 'lo-batt-card', 'sudden-death'].map((name) => ({
        name,
        difference: { ja: '違い', en: 'difference' },
      })),
    send: (command) => Promise.resolve(carryOut(command)),
    subscribe(listener) {
      return deskEvents.subscribe(listener);
    },
  };

  const holders = (serial: string): Holders | undefined => {
    const { contract } = world;
    if (contract === undefined) return undefined;
    const users = contract.users.filter((user) =>
      contract.mode === 'shared' ? contract.serial === serial : user.serial === serial,
    );
    return users.length === 0 ? undefined : { contractId: contract.contractId, mode: contract.mode, users };
  };
  const portal: PortalPort = {
    status: 'up',
    url: () => 'http://127.0.0.1:8420',
    demo: () => world.contract,
    holders,
    past: () => world.past,
    bank: (act) => {
      world.bankActs.push(act);
      return Promise.resolve({ ok: true, standing: { locked: true, driftSteps: -2 } });
    },
    subscribe(listener) {
      return portalFacts.subscribe(listener);
    },
    whoMade: (code, now) => {
      const step = Math.floor(now / stepMs);
      return Promise.resolve(
        serials.filter(
          (serial) =>
            holders(serial) !== undefined && [step - 1, step, step + 1].some((at) => codeOf(serial, at) === code),
        ),
      );
    },
  };
  const hid: HidPanelPort = {
    unavailable: () => undefined,
    rows: () => world.hidRows,
    read: () => Promise.resolve({ ok: true }),
    bind: () => Promise.resolve({ ok: true }),
    release: () => Promise.resolve({ ok: true }),
    subscribe: () => () => {},
  };

  const world: FakeWorld = {
    now: start,
    commands: [],
    hidRows: [],
    contract: demoContract,
    bankActs: [],
    past: undefined,
    saved: new Map(),
    desk,
    portal,
    hid,
    owns: true,
    wouldLose: () => undefined,
    saveFile: (path, text) => {
      world.saved.set(path, text);
      return Promise.resolve({ ok: true, text: path });
    },
    say(fact) {
      portalFacts.emit(fact);
    },
    register(serial, users = []) {
      const contract = world.contract!;
      world.contract =
        contract.mode === 'shared'
          ? { ...contract, serial }
          : {
              ...contract,
              users: contract.users.map((user) => (users.includes(user.userId) ? { ...user, serial } : user)),
            };
      world.say({
        type: 'registered',
        contractId: contract.contractId,
        serial,
        users,
        oldSerials: contract.serial === undefined ? [] : [contract.serial],
      });
    },
    add,
  };
  return world;
}
