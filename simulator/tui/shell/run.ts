/**
 * SHELL: the running TUI. Bytes in, messages to `update`, effects out, frames to the terminal.
 * It is one subscriber of the desk among others: a terminal that stands still costs frames, never a press.
 */
import type { Language } from '../../../common/text.ts';
import type { World } from '../desk-port.ts';
import { type Grid, targetAt } from '../draw/grid.ts';
import { theme } from '../draw/theme.ts';
import { view } from '../draw/view.ts';
import type { InputToken } from '../keys/input-token.ts';
import { contextOf } from '../state/context.ts';
import type { Effect, Msg } from '../state/message.ts';
import { createModel, type Model } from '../state/model.ts';
import { update } from '../state/update.ts';
import { texts } from '../texts/texts.ts';
import { doInWorld } from './effects.ts';
import { frames, type Urgency } from './frames.ts';
import { createScreen } from './screen.ts';
import { startingWorld } from './starting.ts';
import type { Terminal } from './terminal.ts';
import { tokenReader } from './token-reader.ts';

export interface TuiOptions {
  readonly terminal: Terminal;
  readonly lang: Language;
  readonly colour: boolean;
  readonly mouse: boolean;
  /** `ask` finds out with a cursor report how wide the terminal draws ①. */
  readonly ambiguous: 'narrow' | 'wide' | 'ask';
  /** Milliseconds since the epoch: shown until the desk and its own clock have come. */
  readonly wall: () => number;
  /** Milliseconds of a clock that never stops, for what moves on the screen. */
  readonly ui: () => number;
  /** Stops this process and its group until the shell's `fg`. Not on Windows. */
  readonly suspend?: (() => void) | undefined;
}

export interface Tui {
  /** The servers have come (or an attached desk): from now on this is what is shown. */
  connect(world: World): void;
  /** Puts the terminal back and settles `ended`; the first exit code counts. */
  end(exitCode: number): void;
  /** The same at once, for a process that is about to die. */
  restoreNow(): void;
  /** After a stop from outside (SIGCONT): the terminal may have been anybody's meanwhile. */
  resume(): void;
  /** Leaves the terminal to the shell and stops. */
  pause(): void;
  readonly ended: Promise<number>;
}

const tickMs = 100;

export function startTui(options: TuiOptions): Tui {
  const { terminal, ui } = options;
  const size = terminal.size();
  const colours = theme(options.colour);
  let world = startingWorld(options.wall);
  let model: Model = createModel({
    lang: options.lang,
    mouse: options.mouse,
    ...size,
    wide: options.ambiguous === 'wide',
  });
  let grid: Grid | undefined;
  let unsubscribe: (() => void)[] = [];
  let probing = options.ambiguous === 'ask';
  let open = true;
  let paused = false;
  const ended = Promise.withResolvers<number>();
  const screen = createScreen(size.cols, size.rows);
  const frame = frames(terminal, ui, () => !paused, draw);
  const reader = tokenReader(tokenRead);

  terminal.open({ data: reader.data, resize: resized, gone: () => end(129) });
  terminal.write(enterBytes());
  if (probing) terminal.write(widthProbe);
  frame.drawNow();
  const ticker = setInterval(() => dispatch({ type: 'tick' }, 'soon'), tickMs);

  return { connect, end, restoreNow, resume, pause, ended: ended.promise };

  function enterBytes(): string {
    return screen.enter({ mouse: model.mouse, title: texts[model.lang].terminalTitle });
  }

  function connect(next: World): void {
    for (const stop of unsubscribe) stop();
    world = next;
    unsubscribe = [
      world.desk.subscribe((event) => dispatch({ type: 'desk', event }, 'soon')),
      world.portal.subscribe((fact) => dispatch({ type: 'portal', fact }, 'soon')),
      world.hid.subscribe(() => dispatch({ type: 'hid' }, 'soon')),
    ];
    dispatch({ type: 'world' }, 'now');
  }

  function dispatch(msg: Msg, urgency: Urgency): void {
    if (!open) return;
    const updated = update(model, msg, contextOf(world, ui()));
    model = updated.model;
    frame.ask(urgency);
    for (const effect of updated.effects) carryOut(effect);
  }

  function draw(): void {
    grid = view(model, contextOf(world, ui()), colours);
    const bytes = screen.frame(grid);
    if (bytes !== '') terminal.write(bytes);
  }

  function tokenRead(token: InputToken): void {
    if (token.type === 'cursor') {
      if (!probing) return;
      probing = false;
      if (token.col === 3) dispatch({ type: 'wide', wide: true }, 'now');
      return;
    }
    if (token.type !== 'mouse') {
      dispatch({ type: 'input', token }, 'now');
      return;
    }
    if (grid === undefined || !model.mouse || token.action === 'up') return;
    const target = targetAt(grid, token.x, token.y);
    if (token.action === 'down') dispatch({ type: 'click', target }, 'now');
    else dispatch({ type: 'wheel', target, by: token.action === 'wheelUp' ? -1 : 1 }, 'now');
  }

  function resized(): void {
    dispatch({ type: 'resize', ...terminal.size() }, 'now');
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'copy':
        terminal.write(toClipboard(effect.text));
        break;
      case 'mouse':
        terminal.write(screen.mouse(effect.on));
        break;
      case 'repaint':
        screen.forget();
        break;
      case 'suspend':
        pause();
        break;
      case 'quit':
        end(effect.exitCode);
        break;
      default:
        doInWorld(world, effect, (msg) => dispatch(msg, 'now'));
    }
  }

  function end(exitCode: number): void {
    if (!open) return;
    stop();
    terminal.close(paused ? '' : screen.leave(), () => ended.resolve(exitCode));
  }

  function restoreNow(): void {
    if (!open) return;
    stop();
    terminal.closeNow(screen.leave());
  }

  function stop(): void {
    open = false;
    clearInterval(ticker);
    reader.stop();
    frame.stop();
    for (const stopListening of unsubscribe) stopListening();
  }

  function pause(): void {
    if (!open || paused || options.suspend === undefined) return;
    paused = true;
    terminal.rest(screen.leave());
    options.suspend();
  }

  function resume(): void {
    if (!open) return;
    paused = false;
    terminal.raw();
    terminal.write(enterBytes());
    resized();
  }
}

/** Draws ① at the corner and asks where the cursor stands: in the third column when it took two cells. */
const widthProbe = '\u001b[1;1H①\u001b[6n\u001b[1;1H\u001b[K';

/** OSC 52. */
const toClipboard = (text: string): string => `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
