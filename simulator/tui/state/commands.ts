/** The commands of the key table, carried out on the model. PURE. */
import { isReal } from '../desk-port.ts';
import { type CommandId, sorts } from '../keys/command.ts';
import { textOf } from '../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { copy, copyCode } from './copy.ts';
import type { Act } from './dialogs/dialog.ts';
import { openForm } from './dialogs/forms.ts';
import {
  actions,
  bankMenu,
  batteryMenu,
  clockMenu,
  notOfReal,
  profileMenu,
  uninstallConfirm,
} from './dialogs/menus.ts';
import { askExchange, askNewExchange, beginGuide, resumeGuide } from './guide/guide.ts';
import { listHeight } from './layout.ts';
import { chosenAt, moved, refreshed, sorted } from './list.ts';
import { type Model, toasted } from './model.ts';
import { focusOn, nextPane, zoom } from './panes.ts';
import { press } from './press.ts';
import { interrupt, quit } from './quit.ts';

export function command(model: Model, id: CommandId, context: Context): Updated {
  const page = Math.max(1, listHeight(model) - 1);
  const serial = model.chosen;
  const info = serial === undefined ? undefined : context.desk.info(serial);
  if (info !== undefined && isReal(info) && notOfReal.includes(id)) return wrongKind(model, context);
  const kind = info?.kind;
  switch (id) {
    case 'up':
      return withoutEffects(moved(model, -1));
    case 'down':
      return withoutEffects(moved(model, 1));
    case 'pageUp':
      return withoutEffects(moved(model, -page));
    case 'pageDown':
      return withoutEffects(moved(model, page));
    case 'first':
      return withoutEffects(chosenAt(model, 0));
    case 'last':
      return withoutEffects(chosenAt(model, model.shown.length - 1));
    case 'press':
      return serial === undefined ? noToken(model, context) : press(model, serial, context);
    case 'menu':
      // On a pane that is only read, Enter shows it whole.
      if (model.focus === 'log' || model.focus === 'contract') return zoom(model);
      return withoutEffects({ ...model, dialog: actions(model, context) });
    case 'issue':
      return withoutEffects({ ...model, dialog: profileMenu(context) });
    case 'install':
      return { model, effects: [{ type: 'send', command: { type: 'install' }, tag: { type: 'new' } }] };
    case 'swap':
    case 'changePhone': {
      if (serial === undefined) return noToken(model, context);
      const wanted = id === 'swap' ? 'hardware' : 'software';
      if (kind !== wanted) return wrongKind(model, context);
      return askExchange(model, id === 'swap' ? 'battery' : 'phone', serial, context);
    }
    case 'battery':
      if (serial === undefined) return noToken(model, context);
      return kind === 'hardware'
        ? withoutEffects({ ...model, dialog: batteryMenu(serial) })
        : wrongKind(model, context);
    case 'backup':
      if (serial === undefined) return noToken(model, context);
      if (kind !== 'software') return wrongKind(model, context);
      return {
        model,
        effects: [{ type: 'send', command: { type: 'backup', serial }, tag: { type: 'backup', serial } }],
      };
    case 'uninstall':
      if (serial === undefined) return noToken(model, context);
      if (kind !== 'software') return wrongKind(model, context);
      return withoutEffects({ ...model, dialog: uninstallConfirm(serial) });
    case 'restore':
      return form(model, 'restore', context);
    case 'drift':
      return form(model, 'drift', context);
    case 'export':
      return form(model, 'export', context);
    case 'clock':
      return withoutEffects({ ...model, dialog: clockMenu(context) });
    case 'copyCode':
      return copyCode(model, model.chosen, context);
    case 'copySerial':
      return serial === undefined ? noToken(model, context) : copy(model, serial, 'serial', context);
    case 'filter':
      return withoutEffects({ ...model, focus: 'filter' });
    case 'reader':
      return withoutEffects({ ...model, focus: 'reader', tab: 'hid' });
    case 'hid':
      return withoutEffects({
        ...model,
        ...(model.focus === 'hid' ? { focus: 'list', tab: 'log' } : { focus: 'hid', tab: 'hid' }),
      });
    case 'sort':
      return withoutEffects(sorted(model, sorts[(sorts.indexOf(model.sort) + 1) % sorts.length] ?? 'arrival', context));
    case 'zoom':
      return zoom(model);
    case 'nextPane':
    case 'paneBefore':
      return withoutEffects(nextPane(model, id === 'nextPane' ? 1 : -1));
    case 'paneList':
      return withoutEffects(focusOn(model, 'list'));
    case 'paneLog':
      return withoutEffects(focusOn(model, 'log'));
    case 'paneHid':
      return withoutEffects(focusOn(model, 'hid'));
    case 'paneContract':
      return withoutEffects(focusOn(model, 'contract'));
    case 'log':
      return withoutEffects({ ...model, dialog: { kind: 'page', page: 'log', top: 0 } });
    case 'bank':
      return withoutEffects({ ...model, dialog: bankMenu(model, context) });
    case 'portal':
      return withoutEffects({ ...model, dialog: { kind: 'page', page: 'portal', top: 0 } });
    case 'help':
      return withoutEffects({ ...model, dialog: { kind: 'page', page: 'help', top: 0 } });
    case 'language':
      return withoutEffects({ ...model, lang: model.lang === 'ja' ? 'en' : 'ja' });
    case 'mouse': {
      const mouse = !model.mouse;
      const text = textOf((t) => (mouse ? t.mouseOn : t.mouseOff));
      return { model: toasted({ ...model, mouse }, text, context.ui), effects: [{ type: 'mouse', on: mouse }] };
    }
    case 'repaint':
      return { model, effects: [{ type: 'repaint' }] };
    case 'suspend':
      return { model, effects: [{ type: 'suspend' }] };
    case 'leave':
      return withoutEffects(left(model, context));
    case 'interrupt':
      return interrupt(model, context);
    case 'quit':
      return quit(model, context, 0);
  }
}

/** What a menu item or a button stands for. */
export function perform(model: Model, act: Act, context: Context): Updated {
  switch (act.type) {
    case 'command':
      return command(model, act.command, context);
    case 'send':
      return { model, effects: [{ type: 'send', command: act.command, tag: act.tag }] };
    case 'form':
      return form(model, act.form, context);
    case 'guide':
      return beginGuide(model, act.reason, act.serial, context);
    case 'resumeGuide':
      return resumeGuide(model);
    case 'askExchange':
      return askNewExchange(model, act.reason, act.serial, context);
    case 'bank':
      return { model, effects: [{ type: 'bank', act: act.act }] };
    case 'clockMode':
      return {
        model,
        effects: [{ type: 'send', command: { type: 'clock', change: { mode: act.mode } }, tag: { type: 'quiet' } }],
      };
    case 'quit':
      return { model, effects: [{ type: 'quit', exitCode: model.interrupted ? 130 : 0 }] };
  }
}

/** Escape in the plain desk: the filter goes first. */
function left(model: Model, context: Context): Model {
  if (model.zoomed) return { ...model, zoomed: false };
  if (model.focus === 'log' || model.focus === 'contract') return { ...model, focus: 'list' };
  if (model.filter.text === '') return { ...model, toast: undefined };
  return refreshed({ ...model, filter: { text: '', at: 0 } }, context);
}

const form = (model: Model, id: Parameters<typeof openForm>[0], context: Context): Updated => {
  const opened = openForm(id, model, context);
  return opened === undefined ? noToken(model, context) : withoutEffects({ ...model, dialog: opened });
};

const noToken = (model: Model, context: Context): Updated =>
  withoutEffects(
    toasted(
      model,
      textOf((t) => t.choose),
      context.ui,
    ),
  );
const wrongKind = (model: Model, context: Context): Updated =>
  withoutEffects(
    toasted(
      model,
      textOf((t) => t.notThisKind),
      context.ui,
    ),
  );
