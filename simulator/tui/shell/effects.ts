/** SHELL: what `update` wants done, done to the world. What it wants of the terminal is the running TUI's own. */
import { sameText } from '../../../common/text.ts';
import type { DeskReply, World } from '../desk-port.ts';
import type { Effect, Msg, ReplyTag } from '../state/message.ts';

/** The effects that ask something of the desk, the portal or a device. */
export type WorldEffect = Extract<
  Effect,
  { type: 'send' | 'bank' | 'save' | 'whoMade' | 'hidRead' | 'hidRelease' | 'hidPin' | 'hidBind' }
>;

/**
 * @param answered is told the answer when it comes.
 * @returns settled when it has been told; at once where a person has to do something to a device first.
 */
export function doInWorld(world: World, effect: WorldEffect, answered: (msg: Msg) => void): Promise<void> {
  const reply = (asking: Promise<DeskReply>, tag: ReplyTag): Promise<void> =>
    asking.then(
      (given) => answered({ type: 'reply', tag, reply: given }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        answered({ type: 'reply', tag, reply: { ok: false, text: sameText(message) } });
      },
    );
  switch (effect.type) {
    case 'send':
      return reply(world.desk.send(effect.command), effect.tag);
    case 'bank':
      return reply(world.portal.bank(effect.act), { type: 'bank', act: effect.act });
    case 'save':
      return reply(world.saveFile(effect.path, effect.text), { type: 'saved', path: effect.path });
    case 'whoMade': {
      const made = (serials: readonly string[] | undefined) => answered({ type: 'made', code: effect.code, serials });
      world.hid.typed?.(effect.code);
      return world.portal.whoMade(effect.code, world.desk.clock().now).then(made, () => made(undefined));
    }
    case 'hidRead':
      void reply(world.hid.read(effect.id, effect), { type: 'quiet' });
      return Promise.resolve();
    case 'hidRelease':
      return reply(world.hid.release(effect.serial), { type: 'quiet' });
    case 'hidPin':
      world.hid.pin?.(effect.id, effect.pin);
      return Promise.resolve();
    case 'hidBind':
      void reply(world.hid.bind(effect.id, effect.serial, effect), { type: 'quiet' });
      return Promise.resolve();
  }
}
