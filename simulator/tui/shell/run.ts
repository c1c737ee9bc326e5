/**
 * SHELL: the running TUI. Bytes in, messages to `update`, effects out, frames to the terminal.
 * It is one subscriber of the desk among others: a terminal that stands still costs frames, never a press.
 */
import { type Language, sameText } from '../../../common/text.ts';
import type { DeskReply, World } from '../desk-port.ts';
import { type Grid, targetAt } from '../draw/grid.ts';
import { theme } from '../draw/theme.ts';
import { view } from '../draw/view.ts';
import type { InputToken } from '../keys/input-token.ts';
import type { Context } from '../state/context.ts';
import type { Effect, Msg } from '../state/message.ts';
import { createModel, type Model } from '../state/model.ts';
import { update } from '../state/update.ts';
import { texts } from '../texts/texts.ts';
import { flush, type InputState, noInput, read, waits } from './input.ts';
import { createScreen } from './screen.ts';
import { startingWorld } from './starting.ts';
import type { Terminal } from './terminal.ts';

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
const escapeMs = 50;
const pasteMs = 1000;
/** Frames that no key asked for come at most so often. */
const frameMs = 16;

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
  let input: InputState = noInput;
  let inputTimer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void)[] = [];
  let asked = options.ambiguous === 'ask';
  let open = true;
  let paused = false;
  let due: 'soon' | 'now' | undefined;
  let frameTimer: NodeJS.Timeout | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let settle: (exitCode: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    settle = resolve;
  });

  const screen = createScreen(size.cols, size.rows);
  const context = (): Context => ({
    desk: world.desk,
    portal: world.portal,
    hid: world.hid,
    wouldLose: () => world.wouldLose(),
    owns: world.owns,
    now: world.desk.clock().now,
    ui: ui(),
  });

  terminal.open({ data, resize: resized, gone: () => end(129) });
  terminal.write(enterBytes());
  if (asked) terminal.write('\u001b[1;1H①\u001b[6n\u001b[1;1H\u001b[K');
  draw();
  const ticker = setInterval(() => dispatch({ type: 'tick' }, 'soon'), tickMs);

  return { connect, end, restoreNow, resume, pause, ended };

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

  function dispatch(msg: Msg, when: 'soon' | 'now'): void {
    if (!open) return;
    const updated = update(model, msg, context());
    model = updated.model;
    schedule(when);
    for (const effect of updated.effects) carryOut(effect);
  }

  function schedule(when: 'soon' | 'now'): void {
    if (due === 'now' || due === when) return;
    due = when;
    clearTimeout(frameTimer);
    const wait = when === 'now' ? 0 : Math.max(0, drawnAt + frameMs - ui());
    if (wait === 0) setImmediate(draw);
    else frameTimer = setTimeout(draw, wait);
  }

  function draw(): void {
    due = undefined;
    if (!open || paused) return;
    // Bytes are still on their way: this frame is skipped, and the newest state is drawn when they have arrived.
    if (terminal.busy()) {
      terminal.write('', () => schedule('soon'));
      return;
    }
    drawnAt = ui();
    grid = view(model, context(), colours);
    const bytes = screen.frame(grid);
    if (bytes !== '') terminal.write(bytes);
  }

  function data(bytes: Uint8Array): void {
    clearTimeout(inputTimer);
    const taken = read(input, bytes);
    input = taken.state;
    for (const token of taken.tokens) tokenRead(token);
    if (waits(input)) {
      inputTimer = setTimeout(
        () => {
          const flushed = flush(input);
          input = flushed.state;
          for (const token of flushed.tokens) tokenRead(token);
        },
        input.paste === undefined ? escapeMs : pasteMs,
      );
    }
  }

  function tokenRead(token: InputToken): void {
    if (token.type === 'cursor') {
      if (!asked) return;
      asked = false;
      if (token.col === 3) dispatch({ type: 'wide', wide: true }, 'now');
      return;
    }
    if (token.type === 'mouse') {
      if (grid === undefined || !model.mouse || token.action === 'up') return;
      const target = targetAt(grid, token.x, token.y);
      if (token.action === 'down') dispatch({ type: 'click', target }, 'now');
      else dispatch({ type: 'wheel', target, by: token.action === 'wheelUp' ? -1 : 1 }, 'now');
      return;
    }
    dispatch({ type: 'input', token }, 'now');
  }

  function resized(): void {
    dispatch({ type: 'resize', ...terminal.size() }, 'now');
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        answer(world.desk.send(effect.command), (reply) => ({ type: 'reply', tag: effect.tag, reply }));
        break;
      case 'save':
        answer(world.saveFile(effect.path, effect.text), (reply) => ({
          type: 'reply',
          tag: { type: 'saved', path: effect.path },
          reply,
        }));
        break;
      case 'whoMade':
        world.hid.typed?.(effect.code);
        world.portal.whoMade(effect.code, world.desk.clock().now).then(
          (serials) => dispatch({ type: 'made', code: effect.code, serials }, 'now'),
          () => dispatch({ type: 'made', code: effect.code, serials: undefined }, 'now'),
        );
        break;
      case 'hidRead':
        answer(world.hid.read(effect.id, effect), (reply) => ({ type: 'reply', tag: { type: 'quiet' }, reply }));
        break;
      case 'hidRelease':
        answer(world.hid.release(effect.serial), (reply) => ({ type: 'reply', tag: { type: 'quiet' }, reply }));
        break;
      case 'hidPin':
        world.hid.pin?.(effect.id, effect.pin);
        break;
      case 'hidBind':
        answer(world.hid.bind(effect.id, effect.serial, effect), (reply) => ({
          type: 'reply',
          tag: { type: 'quiet' },
          reply,
        }));
        break;
      case 'copy':
        terminal.write(`\u001b]52;c;${Buffer.from(effect.text).toString('base64')}\u0007`);
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
    }
  }

  function answer(asking: Promise<DeskReply>, message: (reply: DeskReply) => Msg): void {
    asking.then(
      (reply) => dispatch(message(reply), 'now'),
      (error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        dispatch(message({ ok: false, text: sameText(text) }), 'now');
      },
    );
  }

  function end(exitCode: number): void {
    if (!open) return;
    open = false;
    stopTimers();
    terminal.close(paused ? '' : screen.leave(), () => settle(exitCode));
  }

  function restoreNow(): void {
    if (!open) return;
    open = false;
    stopTimers();
    terminal.closeNow(screen.leave());
  }

  function stopTimers(): void {
    clearInterval(ticker);
    clearTimeout(inputTimer);
    clearTimeout(frameTimer);
    for (const stop of unsubscribe) stop();
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
