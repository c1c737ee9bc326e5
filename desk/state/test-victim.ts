/**
 * A desk that is killed by itself at a named point, or works on until it is killed: `FOLDER first|tokens|work POINT`. POINT
 * n counts the bank's transactions, two points each: even before one, odd after it. Says what it was answered, a line each.
 */
import { createHash } from 'node:crypto';
import { demoContractId } from '../../portal-stub/service/demo.ts';
import type { Store } from '../../portal-stub/store/store.ts';
import { startDesk } from '../start-desk.ts';
import { writeStock } from '../stock.ts';

/** What the victim was answered, in one line. */
export interface Answered {
  readonly serials?: readonly string[];
  readonly now?: number;
  readonly imported?: readonly string[];
  readonly registered?: string;
}

const [folder = '', act = 'work', point = '-1'] = process.argv.slice(2);
let armed = act !== 'work';
let left = Number(point);

const passed = (): void => {
  if (armed && left-- === 0) process.kill(process.pid, 'SIGKILL');
};
const store = (right: Store): Store => ({
  ...right,
  transact(work) {
    passed();
    const result = right.transact(work);
    passed();
    return result;
  },
});

/** The same file each time, so that it can be brought again. */
const fileOf = (serials: readonly string[]) =>
  writeStock(serials.map((serial) => ({ serial, secret: createHash('sha256').update(serial).digest() })));
const tokens = act === 'tokens' ? { pskc: fileOf(['SKTH00003', 'SKTS00002']) } : undefined;

const { tray, clock, service, stop } = await startDesk({ state: folder, tokens, wrap: { store } });
if (clock.state().mode !== 'manual') clock.change({ mode: 'manual' });
armed = true;
const say = (line: Answered): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const app = (): string => tray.serials().findLast((serial) => tray.summary(serial)?.kind === 'software') ?? '';

function send(message: Parameters<typeof tray.send>[0]): void {
  const answer = tray.send(message);
  if (answer.ok) say({ serials: answer.value });
}

async function importFile(n: number): Promise<void> {
  const imported = [0, 1, 2].map((index) => `SKTH${50_000 + n * 3 + index}`);
  if ((await service.importStockInTurns(fileOf(imported), {})).ok) say({ imported });
}

function register(): void {
  const { revision: seen, confirmationPin: pin } = service.contract(demoContractId)!;
  const serial = app();
  const face = tray.face(serial);
  const otp = face?.kind === 'code' ? face.text : '';
  const answer = service.act(demoContractId, { type: 'register', userIds: [], serial, otp, pin, mode: 'shared', seen });
  if (answer.ok) say({ registered: serial });
}

for (let n = 0; n < 2_000; n += 1) {
  const work: readonly (() => unknown)[] = [
    () => send({ type: 'issue', kind: 'hardware', count: 2 }),
    () => send({ type: 'installApp' }),
    () => send({ type: 'changePhone', serial: app() }),
    () => importFile(n),
    register,
    () => send({ type: 'press', serial: 'SKTH00001' }),
  ];
  await work[n % work.length]?.();
  const moved = clock.change({ advanceMs: 31_000 });
  if (moved.ok) say({ now: moved.state.now });
}
await stop();
