/**
 * SHELL: the desk without a screen, for screen readers, dumb terminals and pipes. The same state as the full screen's,
 * told as lines: every change is a new line, whatever can be chosen has a number, and nothing is written over.
 */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Language } from '../../../common/text.ts';
import type { World } from '../desk-port.ts';
import { answerTo } from '../lines/answer.ts';
import { changeLines, placeLines } from '../lines/change-lines.ts';
import { deviceLine, faceLine } from '../lines/token-line.ts';
import { createModel, type Model } from '../state/model.ts';
import { texts } from '../texts/texts.ts';
import { createSession, type OwnEffect } from './session.ts';

export interface LineDeskOptions {
  readonly input: Readable;
  /** Takes whole lines, without their ends. */
  readonly write: (line: string) => void;
  readonly lang: Language;
  /** Milliseconds of a clock that never stops. */
  readonly ui: () => number;
  readonly world: World;
}

export interface LineDesk {
  /** Settled with the exit code when the person quits, the input ends, or `end` was called. */
  readonly ended: Promise<number>;
  end(exitCode: number): void;
}

export function startLineDesk({ input, write, lang, ui, world }: LineDeskOptions): LineDesk {
  const ended = Promise.withResolvers<number>();
  const typed = createInterface({ input, terminal: false });
  const waitingForGuide: (() => void)[] = [];
  const devices = new Map<string, string>();
  let told = 0;
  let quiet = true;
  let open = true;
  let address: string | undefined;
  // The size only decides how far a page key goes.
  const begin = createModel({ lang, cols: 80, rows: 24, mouse: false });
  const session = createSession({ begin, world, ui, changed, carryOut });

  tell(texts[lang].lines.welcome);
  session.connect(world);
  quiet = false;
  portalAddress();
  answer('');
  const unsubscribe = [
    world.desk.subscribe(faces),
    world.portal.subscribe(portalAddress),
    world.hid.subscribe(deviceChanges),
  ];
  void read();
  return { ended: ended.promise, end };

  function tell(...lines: readonly string[]): void {
    told += lines.length;
    for (const line of lines) write(line);
  }

  function changed(_urgency: unknown, before: Model): void {
    const model = session.model();
    if (!quiet) tell(...changeLines(before, model, session.context()));
    // A page has been read as soon as it was told.
    if (model.dialog?.kind === 'page')
      session.dispatch({ type: 'input', token: { type: 'key', key: 'escape' } }, 'now');
    if (!guideActs(model)) for (const go of waitingForGuide.splice(0)) go();
  }

  /** Once it is known: an attached desk is asked for it. */
  function portalAddress(): void {
    const url = world.portal.url();
    if (url === undefined || url === address) return;
    address = url;
    tell(`${texts[session.model().lang].portal} ${url}`);
  }

  /** What a press shows is said, digits and all: a screen would show it. */
  function faces(event: Parameters<Parameters<World['desk']['subscribe']>[0]>[0]): void {
    if (event.type !== 'face.changed' || event.token.kind !== 'hardware' || event.token.face.kind !== 'code') return;
    tell(faceLine(event.token.serial, session.model().lang, session.context()));
  }

  function deviceChanges(): void {
    for (const row of world.hid.rows()) {
      const line = deviceLine(row, session.model().lang);
      if (devices.get(row.id) !== line) tell(line);
      devices.set(row.id, line);
    }
  }

  function carryOut(effect: OwnEffect): void {
    if (effect.type === 'quit') end(effect.exitCode);
    else if (effect.type === 'copy') tell(effect.text);
  }

  function answer(line: string): void {
    const { lines, messages } = answerTo(session.model(), line, session.context());
    tell(...lines);
    for (const msg of messages) session.dispatch(msg, 'now');
  }

  /** One line after the other: what it asked for has happened before the next is read, so that a script can be piped in. */
  async function read(): Promise<void> {
    for await (const line of typed) {
      const before = told;
      answer(line);
      await session.idle();
      if (guideActs(session.model())) await new Promise<void>((go) => waitingForGuide.push(go));
      if (told === before && open) tell(...placeLines(session.model(), session.context()));
    }
    end(0);
  }

  function end(exitCode: number): void {
    open = false;
    for (const leave of unsubscribe) leave();
    session.stop();
    typed.close();
    ended.resolve(exitCode);
  }
}

/** The exchange goes on by itself now: the battery fades, the replacement is got. */
const guideActs = ({ guide }: Model): boolean => guide?.phase === 'fade' || guide?.phase === 'issue';
