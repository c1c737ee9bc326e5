/**
 * The devices as a person has them at the desk: chosen, pressed and exchanged by keys, read off the screen. What no hand
 * does (a battery that falls, a clock that drifts) comes over the control socket.
 */
import type { SceneClock, TokenDevice } from '../../device-port.ts';
import { type Face, NotSupported } from '../../ports.ts';
import { clockIn, displayOf, filterOf, type Label, labelOf, logOf, rowText, type Sight, secondsLeft } from './sight.ts';
import type { Terminal } from './terminal.ts';

const stepMs = 30_000;
const secondMs = 1000;
const enter = '\r';
const leave = '\u001b';
const down = '\u001b[B';
const clearField = '\u0015';

export interface Hands {
  readonly tokens: TokenDevice;
  readonly clock: SceneClock;
}

/** @param control what the world does to devices and clock, whoever holds them. */
export function handsAt(terminal: Terminal, control: Hands): Hands {
  /** One pair of hands: what is asked for at the same time is done one after the other. */
  let busy: Promise<unknown> = Promise.resolve();
  const inTurn = <T extends object>(hands: T): T =>
    Object.fromEntries(
      Object.entries(hands).map(([name, act]) => [
        name,
        (...given: unknown[]) => {
          const done = busy.then(() => act(...given));
          busy = done.catch(() => undefined);
          return done;
        },
      ]),
    ) as T;
  /** The app that was backed up last: its backup is the one that the desk offers. */
  let backedUp: string | undefined;

  /** Narrows the list to one token, which is then the one in front. */
  async function take(serial: string): Promise<Label> {
    const ready = (sight: Sight): Label | undefined => {
      const label = labelOf(sight);
      return filterOf(sight) === serial && label?.serial === serial ? label : undefined;
    };
    const already = ready(terminal.sight());
    if (already !== undefined) return already;
    terminal.type(`/${clearField}${serial}${enter}`);
    return terminal.until(ready, `トークン ${serial} のラベル`);
  }

  /** The whole list again; the token in front stays there. */
  async function widen(): Promise<Label | undefined> {
    if (filterOf(terminal.sight()) !== undefined) terminal.type(leave);
    await terminal.until((sight) => (filterOf(sight) === undefined ? true : undefined), 'すべてのトークンの一覧');
    return labelOf(terminal.sight());
  }

  /** The serial on the label of the token that has come to the front in place of another. */
  const otherThan = async (before: string | undefined): Promise<string> =>
    terminal.until((sight) => {
      const serial = labelOf(sight)?.serial;
      return serial === before ? undefined : serial;
    }, '新しいトークンのラベル');

  /** Acts, and waits for the line that the log then has of a token. */
  async function logged(serial: string, words: RegExp, act: () => void): Promise<void> {
    const lines = (sight: Sight): number =>
      logOf(sight).filter((line) => line.includes(` ${serial} `) && words.test(line)).length;
    const newest = (sight: Sight): string => `${lines(sight)} ${logOf(sight).findLast((line) => words.test(line))}`;
    const before = newest(terminal.sight());
    act();
    await terminal.until((sight) => (newest(sight) === before ? undefined : true), `トークン ${serial} の記録`);
  }

  async function look(serial: string): Promise<Face> {
    const label = await take(serial);
    return faceIn(terminal.sight(), label);
  }

  /** What the world has done to a device is on the screen by the time that the list is whole again. */
  const seen =
    <A extends unknown[], T>(act: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      const answer = await act(...given);
      await widen();
      return answer;
    };

  const tokens: TokenDevice = {
    battery: control.tokens.battery,
    setBattery: seen(control.tokens.setBattery),
    fail: seen(control.tokens.fail),
    drift: async () => {
      throw new NotSupported('デスクの画面の残り時間は、ずれた時計のトークンには当てはまりません');
    },
    issue: async (kind, profile) => {
      const before = (await widen())?.serial;
      if (kind === 'software') {
        terminal.type('a');
        return otherThan(before);
      }
      terminal.type('n');
      await choose(profile);
      return otherThan(before);
    },
    face: look,
    press: async (serial) => {
      const label = await take(serial);
      if (label.kind === 'hardware') await logged(serial, pressed, () => terminal.type(' '));
      const face = await look(serial);
      return { face };
    },
    changePhone: async (serial) => {
      await take(serial);
      await widen();
      terminal.type('w');
      const asked = (sight: Sight) => dialog(sight, 'スマートフォンの機種変更');
      const begun = await terminal.until(
        (sight) => (dialog(sight, '途中の交換') ? 'left' : asked(sight) && 'asked'),
        '機種変更の確認',
      );
      // Another change than the one that was left before its registration.
      if (begun === 'left') terminal.type(down + enter);
      await terminal.until(asked, '機種変更の確認');
      terminal.type('y');
      // The guide says the new serial where the portal will ask for it.
      const fresh = await terminal.until(guided, '新しいアプリのシリアル番号');
      terminal.type(leave);
      await terminal.until(
        (sight) => (guided(sight) === undefined && labelOf(sight)?.serial === fresh ? true : undefined),
        `トークン ${fresh} のラベル`,
      );
      return fresh;
    },
    backup: async (serial) => {
      await take(serial);
      await logged(serial, /バックアップを作成/, () => terminal.type('b'));
      backedUp = serial;
      return serial;
    },
    restore: async (backup) => {
      if (backup !== backedUp) throw new NotSupported('デスクの画面では、最後に取ったバックアップだけを復元します');
      const before = (await widen())?.serial;
      terminal.type('r');
      await terminal.until((sight) => dialog(sight, 'バックアップから復元'), 'バックアップから復元する画面');
      terminal.type(enter);
      return otherThan(before);
    },
    uninstall: async (serial) => {
      await take(serial);
      terminal.type('u');
      await terminal.until((sight) => dialog(sight, 'アプリの削除'), 'アンインストールの確認');
      await logged(serial, /デスクから取り除いた/, () => terminal.type('y'));
    },
  };

  /** Goes down the menu of profiles; without a name the first is taken. */
  async function choose(profile: string | undefined): Promise<void> {
    const first = await terminal.until(marked, '型式の一覧');
    for (let name = first; profile !== undefined && name !== profile; ) {
      const before = name;
      terminal.type(down);
      name = await terminal.until((sight) => (marked(sight) === before ? undefined : marked(sight)), '次の型式');
      if (name === first) throw new Error(`デスクに型式「${profile}」がありません`);
    }
    terminal.type(enter);
  }

  const clock: SceneClock = {
    now: control.clock.now,
    // A clock on a wall shows whole seconds.
    advance: async (ms) => {
      const whole = Math.ceil(ms / secondMs) * secondMs;
      if (whole === 0) return;
      await control.clock.advance(whole);
      const at = await control.clock.now();
      await terminal.until((sight) => ((clockIn(sight) ?? 0) >= at ? true : undefined), 'デスクの時計が進むこと');
    },
  };
  return { tokens: inTurn(tokens), clock: inTurn(clock) };
}

/** What the log says of a press: what was lit, or that the light went out. */
const pressed = /①を押した|消灯/;

const marked = (sight: Sight): string | undefined => /▸ ([^\s:]+)/.exec(sight.map(rowText).join('\n'))?.[1];

const dialog = (sight: Sight, word: string): true | undefined =>
  sight.some((row) => new RegExp(`╭─ [^─╭]*${word}`).test(rowText(row))) ? true : undefined;

/** The serial that the guide of an exchange says to type. */
const guided = (sight: Sight): string | undefined =>
  /「シリアル番号」に (SKT[HS]\d{5}) を入力/.exec(sight.map(rowText).join('\n'))?.[1];

/** The face, as far as eyes know it: the step by what the desk says is left of it. */
function faceIn(sight: Sight, label: Label): Face {
  const text = displayOf(sight, label);
  if (text === '') return { kind: 'dark', text: '' };
  if (text !== undefined && /^(Lo-)?bAtt( \d+)?$/.test(text)) return { kind: 'battery', text };
  const code = text?.replace(/^(\d{3}) (\d{3})$/, '$1$2') ?? '';
  if (!/^\d{6}$/.test(code)) return { kind: 'garbage', text: text ?? '' };
  const now = clockIn(sight);
  const left = secondsLeft(sight);
  if (now === undefined || left === undefined) throw new Error('デスクの画面に、時計とコードの残り時間が見えません');
  const until = left === 0 ? now : now + left * secondMs;
  const step = Math.ceil(until / stepMs) - 1;
  return { kind: 'code', text: code, code, step, validFrom: until - stepMs, validUntil: until };
}
