/** The desk's answers to what was asked of it. PURE. */
import type { Text } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import type { BankAct, DeskReply, SerialStanding } from '../desk-port.ts';
import { textOf } from '../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { guideReply } from './guide/guide.ts';
import { chosen, refreshed } from './list.ts';
import type { ReplyTag } from './message.ts';
import { logged, type Model, toasted } from './model.ts';

export function reply(model: Model, tag: ReplyTag, answer: DeskReply, context: Context): Updated {
  if (!answer.ok) {
    const text = cleanText(answer.text);
    if (tag.type === 'guide') return withoutEffects(guideReply(model, { ok: false, text }, context));
    return withoutEffects(toasted(logged(model, context.now, undefined, text, 'bad'), text, context.ui));
  }
  switch (tag.type) {
    case 'guide':
      return withoutEffects(guideReply(model, answer, context));
    case 'press':
      return withoutEffects(pressedNothing(model, tag, context));
    case 'new':
      return withoutEffects(answer.serial === undefined ? model : chosen(refreshed(model, context), answer.serial));
    case 'backup': {
      if (answer.content === undefined) return withoutEffects(model);
      const backups = [{ serial: tag.serial, backup: answer.content }, ...model.backups].slice(0, 20);
      const text = textOf((t) => t.logged.backup);
      return withoutEffects(
        toasted(logged({ ...model, backups }, context.now, tag.serial, text, 'good'), text, context.ui),
      );
    }
    case 'export':
      return answer.content === undefined
        ? withoutEffects(model)
        : { model, effects: [{ type: 'save', path: tag.path, text: answer.content }] };
    case 'saved': {
      const text = textOf((t) => t.logged.exported(clean(answer.content ?? tag.path, 300)));
      return withoutEffects(toasted(logged(model, context.now, undefined, text, 'good'), text, context.ui));
    }
    case 'bank': {
      const text = bankText(tag.act, answer.standing);
      return withoutEffects(toasted(logged(model, context.now, undefined, text, 'good'), text, context.ui));
    }
    case 'quiet':
      return withoutEffects(model);
  }
}

function bankText(act: BankAct, { locked, driftSteps }: SerialStanding = { locked: false, driftSteps: 0 }): Text {
  switch (act.type) {
    case 'unlock':
      return textOf((t) => t.logged.bank.unlock(clean(act.contractId, 32)));
    case 'reset':
      return textOf((t) => t.logged.bank.reset(clean(act.serial, 32)));
    case 'look':
      return textOf((t) => t.logged.bank.look(clean(act.serial, 32), locked, driftSteps));
  }
}

/** What a desk in another process says is foreign text. */
const cleanText = ({ ja, en }: Text): Text => ({ ja: clean(ja, 200), en: clean(en, 200) });

/** A press that lights nothing changes no face, so nobody tells the log but the finger that pressed. */
function pressedNothing(model: Model, tag: Extract<ReplyTag, { type: 'press' }>, context: Context): Model {
  const info = context.desk.info(tag.serial);
  const shows = context.desk.face(tag.serial, context.now).kind;
  if (info?.kind !== 'hardware' || tag.before !== 'dark' || shows !== 'dark') return model;
  if (info.state !== 'flat' && info.state !== 'failed') return model;
  return logged(
    model,
    context.now,
    tag.serial,
    textOf((t) => t.logged.nothing),
    'bad',
  );
}
