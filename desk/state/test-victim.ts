/**
 * A desk that is killed by itself at a named point, or works on until it is killed: `FOLDER first|work POINT`. POINT n
 * counts the bank's transactions, two points each: even before one, odd after it. Says what it was answered, a line each.
 */
import type { Store } from '../../portal-stub/store/store.ts';
import type { Message } from '../../simulator/tray/tray.ts';
import { startDesk } from '../start-desk.ts';

const [folder = '', act = 'work', point = '-1'] = process.argv.slice(2);
let armed = act === 'first';
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

const { tray, clock, stop } = await startDesk({ state: folder, wrap: { store } });
if (clock.state().mode !== 'manual') clock.change({ mode: 'manual' });
armed = true;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
for (let n = 0; n < 2_000; n += 1) {
  const app = tray.serials().find((serial) => tray.summary(serial)?.kind === 'software') ?? '';
  const message = (
    [
      { type: 'issue', kind: 'hardware', count: 2 },
      { type: 'installApp' },
      { type: 'changePhone', serial: app },
      { type: 'press', serial: 'SKTH00001' },
    ] satisfies Message[]
  )[n % 4]!;
  const answer = tray.send(message);
  if (answer.ok) say({ serials: answer.value });
  const moved = clock.change({ advanceMs: 1000 });
  if (moved.ok) say({ now: moved.state.now });
}
await stop();
