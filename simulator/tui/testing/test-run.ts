/** A TUI without a terminal, for tests: a model over a fake world, moved by keys, clicks and time. */
import { isDeepStrictEqual } from 'node:util';
import { type Grid, gridText, targetAt } from '../draw/grid.ts';
import { theme } from '../draw/theme.ts';
import { view } from '../draw/view.ts';
import type { InputToken } from '../keys/input-token.ts';
import type { Target } from '../keys/target.ts';
import { noInput, read } from '../shell/input.ts';
import { contextOf } from '../state/context.ts';
import type { Effect, Msg } from '../state/message.ts';
import { type Beginning, createModel, type Model } from '../state/model.ts';
import { update } from '../state/update.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

/** 2026-11-22 17:03:12 in Japan: twelve seconds into a step. */
export const start = Date.UTC(2026, 10, 22, 8, 3, 12);

export interface TestRun {
  readonly world: FakeWorld;
  readonly model: Model;
  /** Effects other than those that the world has answered. */
  readonly effects: Effect[];
  send(msg: Msg): Promise<void>;
  /** Key names, or `"…"` of text: `keys('space', 'down')`. */
  keys(...names: string[]): Promise<void>;
  /** Bytes as a terminal sends them. */
  bytes(text: string): Promise<void>;
  /** Clicks on the first cell that belongs to a target. */
  click(target: Target): Promise<void>;
  /** Lets the interface's time run in ticks of 100 ms; the desk's clock stands unless it is moved. */
  wait(ms: number): Promise<void>;
  grid(): Grid;
  text(): string;
}

export async function testRun(beginning: Partial<Beginning> = {}, world = fakeWorld(start)): Promise<TestRun> {
  let model = createModel({ lang: 'ja', cols: 80, rows: 24, ...beginning });
  let ui = 0;
  let input = noInput;
  const effects: Effect[] = [];
  const colours = theme(true);
  const waiting: Promise<unknown>[] = [];

  const apply = (msg: Msg): void => {
    const updated = update(model, msg, contextOf(world, ui));
    model = updated.model;
    for (const effect of updated.effects) carryOut(effect);
  };
  const carryOut = (effect: Effect): void => {
    if (effect.type === 'send') {
      waiting.push(world.desk.send(effect.command).then((reply) => apply({ type: 'reply', tag: effect.tag, reply })));
    } else if (effect.type === 'save') {
      const tag = { type: 'saved', path: effect.path } as const;
      waiting.push(world.saveFile(effect.path, effect.text).then((reply) => apply({ type: 'reply', tag, reply })));
    } else if (effect.type === 'bank') {
      const tag = { type: 'bank', act: effect.act } as const;
      waiting.push(world.portal.bank(effect.act).then((reply) => apply({ type: 'reply', tag, reply })));
    } else if (effect.type === 'whoMade') {
      const { code } = effect;
      waiting.push(world.portal.whoMade(code, world.now).then((serials) => apply({ type: 'made', code, serials })));
    } else effects.push(effect);
  };
  const settled = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next;
  };

  world.desk.subscribe((event) => apply({ type: 'desk', event }));
  world.portal.subscribe((fact) => apply({ type: 'portal', fact }));
  apply({ type: 'world' });

  const run: TestRun = {
    world,
    get model() {
      return model;
    },
    effects,
    async send(msg) {
      apply(msg);
      await settled();
    },
    async keys(...names) {
      for (const key of names) {
        const token: InputToken = [...key].length === 1 ? { type: 'key', key, text: key } : { type: 'key', key };
        await run.send({ type: 'input', token: key === 'space' ? ({ ...token, text: ' ' } as InputToken) : token });
      }
    },
    async bytes(text) {
      const taken = read(input, Buffer.from(text));
      input = taken.state;
      for (const token of taken.tokens) {
        if (token.type !== 'mouse') await run.send({ type: 'input', token });
        else if (token.action === 'down')
          await run.send({ type: 'click', target: targetAt(run.grid(), token.x, token.y) });
      }
    },
    async click(target) {
      const hit = run.grid().hits.findLast((one) => isDeepStrictEqual(one.target, target));
      if (hit === undefined) {
        const there = run.grid().hits.map((one) => JSON.stringify(one.target));
        throw new Error(`nothing to click means ${JSON.stringify(target)}; there are ${there.join(' ')}`);
      }
      if (!isDeepStrictEqual(targetAt(run.grid(), hit.x, hit.y), target))
        throw new Error(`${JSON.stringify(target)} is covered`);
      await run.send({ type: 'click', target });
    },
    async wait(ms) {
      for (let past = 0; past < ms; past += 100) {
        ui += 100;
        await run.send({ type: 'tick' });
      }
    },
    grid: () => view(model, contextOf(world, ui), colours),
    text: () => gridText(run.grid()),
  };
  return run;
}
