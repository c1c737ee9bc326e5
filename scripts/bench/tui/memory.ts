/** 60,000 frames (100 minutes at 10 Hz) into nothing: does the heap grow? Run with --expose-gc. */
import { theme } from '../../../simulator/tui/draw/theme.ts';
import { view } from '../../../simulator/tui/draw/view.ts';
import { createScreen } from '../../../simulator/tui/shell/screen.ts';
import { contextOf } from '../../../simulator/tui/state/context.ts';
import type { Msg } from '../../../simulator/tui/state/message.ts';
import { createModel } from '../../../simulator/tui/state/model.ts';
import { update } from '../../../simulator/tui/state/update.ts';
import { fakeWorld } from '../../../simulator/tui/testing/fake-world.ts';

const frames = Number(process.argv[2] ?? 60_000);
const world = fakeWorld(Date.UTC(2026, 10, 22, 8, 3, 12));
const colours = theme(true);
const screen = createScreen(80, 24);
screen.enter({ mouse: true, title: 'bench' });
let model = createModel({ lang: 'ja', cols: 80, rows: 24 });
let sent = 0;

function dispatch(msg: Msg, ui: number): void {
  const updated = update(model, msg, contextOf(world, ui));
  model = updated.model;
  for (const effect of updated.effects) if (effect.type === 'send') void world.desk.send(effect.command);
}

world.desk.subscribe((event) => dispatch({ type: 'desk', event }, world.now));
dispatch({ type: 'world' }, 0);
const figures: string[] = [];
for (let frame = 0; frame <= frames; frame++) {
  if (frame % (frames / 4) === 0) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
    world.commands.length = 0;
    figures.push(`${frame}: ${(process.memoryUsage().heapUsed / 1e6).toFixed(1)}`);
  }
  world.now += 100;
  if (frame % 50 === 0) dispatch({ type: 'input', token: { type: 'key', key: 'space', text: ' ' } }, world.now);
  dispatch({ type: 'tick' }, world.now);
  sent += screen.frame(view(model, contextOf(world, world.now), colours)).length;
}
console.log(`${figures.join('   ')}   (${(sent / frames).toFixed(0)} bytes a frame)`);
