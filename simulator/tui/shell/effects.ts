/** SHELL: what `update` wants done, done to the world. What it wants of the terminal is the running TUI's own. */
import { sameText } from '../../../common/text.ts';
import type { DeskReply, World } from '../desk-port.ts';
import type { Effect, Msg, ReplyTag } from '../state/message.ts';

/** The effects that ask something of the desk, the portal or a device. */
export type WorldEffect = Extract<
  Effect,
  { type: 'send' | 'bank' | 'save' | 'whoMade' | 'hidRead' | 'hidRelease' | 'hidPin' | 'hidBind' }
>;

/** @param answered is told the answer when it comes. */
export function doInWorld(world: World, effect: WorldEffect, answered: (msg: Msg) => void): void {
  const reply = (asking: Promise<DeskReply>, tag: ReplyTag): void => {
    asking.then(
      (given) => answered({ type: 'reply', tag, reply: given }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        answered({ type: 'reply', tag, reply: { ok: false, text: sameText(message) } });
      },
    );
  };
  switch (effect.type) {
    case 'send':
      reply(world.desk.send(effect.command), effect.tag);
      break;
    case 'bank':
      reply(world.portal.bank(effect.act), { type: 'bank', act: effect.act });
      break;
    case 'save':
      reply(world.saveFile(effect.path, effect.text), { type: 'saved', path: effect.path });
      break;
    case 'whoMade': {
      const made = (serials: readonly string[] | undefined) => answered({ type: 'made', code: effect.code, serials });
      world.hid.typed?.(effect.code);
      world.portal.whoMade(effect.code, world.desk.clock().now).then(made, () => made(undefined));
      break;
    }
    case 'hidRead':
      reply(world.hid.read(effect.id, effect), { type: 'quiet' });
      break;
    case 'hidRelease':
      reply(world.hid.release(effect.serial), { type: 'quiet' });
      break;
    case 'hidPin':
      world.hid.pin?.(effect.id, effect.pin);
      break;
    case 'hidBind':
      reply(world.hid.bind(effect.id, effect.serial, effect), { type: 'quiet' });
      break;
  }
}
