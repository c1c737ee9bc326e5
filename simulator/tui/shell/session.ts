/**
 * SHELL: a desk that somebody uses, whatever it is shown on: messages to `update`, what that wants done to the world,
 * and the beat of what is due.
 */
import type { World } from '../desk-port.ts';
import { type Context, contextOf } from '../state/context.ts';
import type { Effect, Msg } from '../state/message.ts';
import type { Model } from '../state/model.ts';
import { update } from '../state/update.ts';
import { doInWorld, type WorldEffect } from './effects.ts';

/** What the screen, or the line mode, does for itself. */
export type OwnEffect = Exclude<Effect, WorldEffect>;

/** A person's own key is answered at once; what happens by itself may wait for the next frame. */
export type Urgency = 'soon' | 'now';

export interface SessionOptions {
  readonly begin: Model;
  readonly world: World;
  /** Milliseconds of a clock that never stops. */
  readonly ui: () => number;
  changed(urgency: Urgency, before: Model): void;
  carryOut(effect: OwnEffect): void;
}

export interface Session {
  model(): Model;
  context(): Context;
  dispatch(msg: Msg, urgency: Urgency): void;
  /** From now on this is the world. */
  connect(world: World): void;
  /** Settled when everything that was asked of the world has been answered. */
  idle(): Promise<void>;
  stop(): void;
}

const tickMs = 100;

export function createSession(options: SessionOptions): Session {
  let { world } = options;
  let model = options.begin;
  let open = true;
  let unsubscribe: (() => void)[] = [];
  const asked = new Set<Promise<void>>();
  const context = () => contextOf(world, options.ui());
  const ticker = setInterval(() => dispatch({ type: 'tick' }, 'soon'), tickMs);

  function dispatch(msg: Msg, urgency: Urgency): void {
    if (!open) return;
    const before = model;
    const updated = update(model, msg, context());
    model = updated.model;
    options.changed(urgency, before);
    for (const effect of updated.effects) carryOut(effect);
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'copy':
      case 'mouse':
      case 'repaint':
      case 'suspend':
      case 'quit':
        options.carryOut(effect);
        break;
      default: {
        const answered = doInWorld(world, effect, (msg) => dispatch(msg, 'now'));
        asked.add(answered);
        void answered.finally(() => asked.delete(answered));
      }
    }
  }

  function leave(): void {
    for (const stopListening of unsubscribe) stopListening();
    unsubscribe = [];
  }

  return {
    model: () => model,
    context,
    dispatch,
    connect(next) {
      if (!open) return;
      leave();
      world = next;
      unsubscribe = [
        world.desk.subscribe((event) => dispatch({ type: 'desk', event }, 'soon')),
        world.portal.subscribe((fact) => dispatch({ type: 'portal', fact }, 'soon')),
        world.hid.subscribe(() => dispatch({ type: 'hid' }, 'soon')),
      ];
      dispatch({ type: 'world' }, 'now');
    },
    async idle() {
      while (asked.size > 0) await Promise.all(asked);
    },
    stop() {
      open = false;
      clearInterval(ticker);
      leave();
    },
  };
}
