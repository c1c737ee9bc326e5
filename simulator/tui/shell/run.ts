/**
 * SHELL: the running TUI on a full screen. Bytes in, messages to the session, frames to the terminal.
 * It is one subscriber of the desk among others: a terminal that stands still costs frames, never a press.
 */
import type { Language } from '../../../common/text.ts';
import type { World } from '../desk-port.ts';
import { theme } from '../draw/theme.ts';
import { view } from '../draw/view.ts';
import type { InputToken } from '../keys/input-token.ts';
import { createModel } from '../state/model.ts';
import { texts } from '../texts/texts.ts';
import { createPicture } from './picture.ts';
import { createSession, type OwnEffect } from './session.ts';
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

export function startTui(options: TuiOptions): Tui {
  const { terminal, ui, lang } = options;
  const colours = theme(options.colour);
  let probing = options.ambiguous === 'ask';
  let open = true;
  let paused = false;
  const ended = Promise.withResolvers<number>();
  const picture = createPicture(
    terminal,
    ui,
    () => !paused,
    () => view(session.model(), session.context(), colours),
  );
  const session = createSession({
    begin: createModel({ lang, mouse: options.mouse, ...terminal.size(), wide: options.ambiguous === 'wide' }),
    world: startingWorld(options.wall),
    ui,
    changed: picture.ask,
    carryOut,
  });
  const reader = tokenReader(tokenRead);

  terminal.open({ data: reader.data, resize: resized, gone: () => end(129) });
  terminal.write(enterBytes());
  if (probing) terminal.write(widthProbe);
  picture.drawNow();

  return { connect: session.connect, end, restoreNow, resume, pause, ended: ended.promise };

  function enterBytes(): string {
    const model = session.model();
    return picture.enter({ mouse: model.mouse, title: texts[model.lang].terminalTitle });
  }

  function tokenRead(token: InputToken): void {
    if (token.type === 'cursor') {
      if (!probing) return;
      probing = false;
      if (token.col === 3) session.dispatch({ type: 'wide', wide: true }, 'now');
      return;
    }
    if (token.type !== 'mouse') {
      session.dispatch({ type: 'input', token }, 'now');
      return;
    }
    if (!picture.drawn || !session.model().mouse || token.action === 'up') return;
    const target = picture.targetAt(token.x, token.y);
    if (token.action === 'down') session.dispatch({ type: 'click', target }, 'now');
    else session.dispatch({ type: 'wheel', target, by: token.action === 'wheelUp' ? -1 : 1 }, 'now');
  }

  function resized(): void {
    session.dispatch({ type: 'resize', ...terminal.size() }, 'now');
  }

  function carryOut(effect: OwnEffect): void {
    switch (effect.type) {
      case 'copy':
        terminal.write(toClipboard(effect.text));
        break;
      case 'mouse':
        terminal.write(picture.mouse(effect.on));
        break;
      case 'repaint':
        picture.forget();
        break;
      case 'suspend':
        pause();
        break;
      case 'quit':
        end(effect.exitCode);
        break;
    }
  }

  function end(exitCode: number): void {
    if (!open) return;
    stop();
    terminal.close(paused ? '' : picture.leave(), () => ended.resolve(exitCode));
  }

  function restoreNow(): void {
    if (!open) return;
    stop();
    terminal.closeNow(picture.leave());
  }

  function stop(): void {
    open = false;
    reader.stop();
    picture.stop();
    session.stop();
  }

  function pause(): void {
    if (!open || paused || options.suspend === undefined) return;
    paused = true;
    terminal.rest(picture.leave());
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
