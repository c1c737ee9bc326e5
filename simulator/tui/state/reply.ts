/** The desk's answers to what was asked of it. PURE. */
import type { Text } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import type { DeskReply } from '../desk-port.ts';
import { textOf } from '../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { guideReply } from './guide/guide.ts';
import { chosen, refreshed } from './list.ts';
import type { ReplyTag } from './message.ts';
import { logged, type Model, toasted } from './model.ts';

export function reply(model: Model, tag: ReplyTag, answer: DeskReply, context: Context): Updated {
  if (tag.type === 'guide') return withoutEffects(guideReply(model, answer, context));
  if (!answer.ok) {
    const message = twoLanguages(clean(answer.message, 400));
    return withoutEffects(toasted(logged(model, context.now, undefined, message, 'bad'), message, context.ui));
  }
  switch (tag.type) {
    case 'press':
      return withoutEffects(pressedNothing(model, tag, context));
    case 'new':
      return withoutEffects(answer.serial === undefined ? model : chosen(refreshed(model, context), answer.serial));
    case 'backup': {
      if (answer.text === undefined) return withoutEffects(model);
      const backups = [{ serial: tag.serial, backup: answer.text }, ...model.backups].slice(0, 20);
      const text = textOf((t) => t.logged.backup);
      return withoutEffects(
        toasted(logged({ ...model, backups }, context.now, tag.serial, text, 'good'), text, context.ui),
      );
    }
    case 'export':
      return answer.text === undefined
        ? withoutEffects(model)
        : { model, effects: [{ type: 'save', path: tag.path, text: answer.text }] };
    case 'saved': {
      const text = textOf((t) => t.logged.exported(clean(answer.text ?? tag.path, 300)));
      return withoutEffects(toasted(logged(model, context.now, undefined, text, 'good'), text, context.ui));
    }
    case 'quiet':
      return withoutEffects(model);
  }
}

/** A refusal comes as `日本語 / English`; what is not of that form is said as it is in both. */
function twoLanguages(message: string): Text {
  const at = message.indexOf(' / ');
  return at < 0 ? { ja: message, en: message } : { ja: message.slice(0, at), en: message.slice(at + 3) };
}

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
