/** The floor: the same model and view, drawn by twenty lines of plain escape sequences, without blessed, without care. */

import type { Grid } from '../../../simulator/tui/draw/grid.ts';
import { sgr, theme } from '../../../simulator/tui/draw/theme.ts';
import { view } from '../../../simulator/tui/draw/view.ts';
import { noInput, read } from '../../../simulator/tui/shell/input.ts';
import type { Msg } from '../../../simulator/tui/state/message.ts';
import { createModel } from '../../../simulator/tui/state/model.ts';
import { update } from '../../../simulator/tui/state/update.ts';
import { benchWorld } from './world.ts';

const world = benchWorld();
const { desk, portal, hid, wouldLose, owns } = world;
const context = () => ({ desk, portal, hid, wouldLose, owns, now: world.now, ui: performance.now() });
const colours = theme(true);
let model = createModel({ lang: 'ja', cols: process.stdout.columns, rows: process.stdout.rows });
let input = noInput;
let before: Grid | undefined;

function dispatch(msg: Msg): void {
  const updated = update(model, msg, context());
  model = updated.model;
  for (const effect of updated.effects) {
    if (effect.type === 'send')
      void desk.send(effect.command).then((reply) => dispatch({ type: 'reply', tag: effect.tag, reply }));
    if (effect.type === 'quit') process.exit(0);
  }
  setImmediate(draw);
}

function draw(): void {
  const grid = view(model, context(), colours);
  let out = '';
  let at = -1;
  let attribute = -1;
  for (let i = 0; i < grid.ch.length; i++) {
    if (grid.ch[i] === '' || (before?.ch[i] === grid.ch[i] && before?.attr[i] === grid.attr[i])) continue;
    if (at !== i) out += `\u001b[${Math.floor(i / grid.cols) + 1};${(i % grid.cols) + 1}H`;
    if (attribute !== grid.attr[i]) out += sgr(grid.attr[i]!);
    attribute = grid.attr[i]!;
    out += grid.ch[i];
    at = grid.ch[i + 1] === '' ? i + 2 : i + 1;
  }
  before = grid;
  if (out !== '') process.stdout.write(out);
}

desk.subscribe((event) => dispatch({ type: 'desk', event }));
process.stdin.setRawMode(true);
process.stdin.on('data', (bytes: Uint8Array) => {
  const taken = read(input, bytes);
  input = taken.state;
  for (const token of taken.tokens) dispatch({ type: 'input', token });
});
process.stdout.write('\u001b[?1049h\u001b[?25l');
dispatch({ type: 'world' });
setInterval(() => dispatch({ type: 'tick' }), 100);
