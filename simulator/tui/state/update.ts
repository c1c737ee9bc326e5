/** Model, message → model and effects. The one place where anything changes; no clock is asked, nothing is done. PURE. */
import { click } from './click.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { wheelDialog } from './dialogs/dialog-input.ts';
import { deskEvent, portalFact, worldChanged } from './events.ts';
import { made } from './fields.ts';
import { tickGuide } from './guide/guide.ts';
import { input } from './input.ts';
import { listHeight } from './layout.ts';
import { moved, refreshed, windowTop } from './list.ts';
import type { Msg } from './message.ts';
import type { Model } from './model.ts';
import { pinAsked } from './panel.ts';
import { reply } from './reply.ts';

export function update(model: Model, msg: Msg, context: Context): Updated {
  const updated = dispatch(model, msg, context);
  const height = listHeight(updated.model);
  const top = windowTop(updated.model, height);
  return top === updated.model.top ? updated : { ...updated, model: { ...updated.model, top } };
}

function dispatch(model: Model, msg: Msg, context: Context): Updated {
  switch (msg.type) {
    case 'input':
      return input(model, msg.token, context);
    case 'click':
      return click(model, msg.target, context);
    case 'wheel':
      return withoutEffects(wheel(model, msg.by));
    case 'resize':
      return withoutEffects({ ...model, cols: msg.cols, rows: msg.rows });
    case 'wide':
      return { model: { ...model, wide: msg.wide }, effects: [{ type: 'repaint' }] };
    case 'tick':
      return tick(model, context);
    case 'world':
      return withoutEffects(worldChanged(model, context));
    case 'desk':
      return withoutEffects(deskEvent(model, msg.event, context));
    case 'portal':
      return withoutEffects(portalFact(model, msg.fact, context));
    case 'hid':
      return withoutEffects(pinAsked(model, context));
    case 'reply':
      return reply(model, msg.tag, msg.reply, context);
    case 'made':
      return withoutEffects(made(model, msg.code, msg.serials));
  }
}

function tick(model: Model, context: Context): Updated {
  const gone = model.toast !== undefined && context.ui >= model.toast.until;
  const next = pinAsked(model.stale ? refreshed(model, context) : model, context);
  return tickGuide(gone ? { ...next, toast: undefined, interrupted: false } : next, context);
}

function wheel(model: Model, by: 1 | -1): Model {
  if (model.dialog !== undefined) return wheelDialog(model, model.dialog, by);
  if (model.guide !== undefined) return model;
  return moved(model, by * 3);
}
