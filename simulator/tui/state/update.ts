/** Model, message → model and effects. The one place where anything changes; no clock is asked, nothing is done. PURE. */

import type { Text } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import type { DeskReply, HidRow } from '../desk-port.ts';
import { listHeight } from '../draw/layout.ts';
import { type CommandId, commandOf, guideTarget, hidTarget } from '../keys.ts';
import type { InputToken } from '../shell/input.ts';
import { command, copy, copyCode, press } from './commands.ts';
import { clickDialog, keyDialog, pasteDialog, wheelDialog } from './dialogs.ts';
import { deskEvent, portalFact, say, worldChanged } from './events.ts';
import { editKey, type Field, insert } from './field.ts';
import { bindForm, pinForm, whichForm } from './forms.ts';
import { guideReply, guideSteps, tickGuide } from './guide.ts';
import { chosen, moved, refreshed, windowTop } from './list.ts';
import { type Context, logged, type Model, type Msg, type ReplyTag, still, toasted, type Updated } from './model.ts';
import { parseTyped } from './reader.ts';

export function update(model: Model, msg: Msg, context: Context): Updated {
  const updated = dispatch(model, msg, context);
  const height = listHeight(updated.model.cols, updated.model.rows);
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
      return still(wheel(model, msg.by));
    case 'resize':
      return still({ ...model, cols: msg.cols, rows: msg.rows });
    case 'wide':
      return { model: { ...model, wide: msg.wide }, effects: [{ type: 'repaint' }] };
    case 'tick':
      return tick(model, context);
    case 'world':
      return still(worldChanged(model, context));
    case 'desk':
      return still(deskEvent(model, msg.event, context));
    case 'portal':
      return still(portalFact(model, msg.fact, context));
    case 'hid':
      return still(pinAsked(model, context));
    case 'reply':
      return reply(model, msg.tag, msg.reply, context);
    case 'made':
      return still(made(model, msg.code, msg.serials));
  }
}

function tick(model: Model, context: Context): Updated {
  const gone = model.toast !== undefined && context.ui >= model.toast.until;
  const next = pinAsked(model.stale ? refreshed(model, context) : model, context);
  return tickGuide(gone ? { ...next, toast: undefined, interrupted: false } : next, context);
}

/** A real token that waits for its PIN opens the form for it, and closes it when it waits no more. */
function pinAsked(model: Model, context: Context): Model {
  const row = context.hid.rows().find((each) => each.wantsPin);
  const { dialog } = model;
  if (dialog?.kind === 'form' && dialog.form === 'pin') {
    return dialog.device === row?.id ? model : { ...model, dialog: undefined };
  }
  return row === undefined || dialog !== undefined ? model : { ...model, dialog: pinForm(row) };
}

function input(model: Model, token: InputToken, context: Context): Updated {
  switch (token.type) {
    case 'key':
      return key(model, token.key, token.text, context);
    case 'paste':
      return paste(model, token.text, context);
    // Mouse events are looked up in the drawn grid by the shell, and the cursor's report is the probe's answer.
    case 'mouse':
    case 'cursor':
      return still(model);
  }
}

/** Keys that work whatever is open. */
const everywhere: readonly CommandId[] = ['interrupt', 'repaint', 'suspend'];

function key(before: Model, name: string, text: string | undefined, context: Context): Updated {
  const id = commandOf(name);
  if (id !== undefined && everywhere.includes(id)) return command(before, id, context);
  const model = before.interrupted ? { ...before, interrupted: false } : before;
  if (model.dialog !== undefined) return keyDialog(model, model.dialog, name, text, context);
  if (model.focus === 'filter') return filterKey(model, name, text, context);
  if (model.focus === 'reader') return readerKey(model, name, text);
  if (model.guide !== undefined) return guideKey(model, name, context);
  if (model.focus === 'hid') {
    const handled = hidKey(model, name, context);
    if (handled !== undefined) return handled;
  }
  // No command is a digit: a keyboard-type token (or a person) that begins to type a code gets its field.
  if (/^\d$/.test(name)) return readerKey({ ...model, focus: 'reader', tab: 'hid' }, name, text);
  return id === undefined ? still(model) : command(model, id, context);
}

function paste(model: Model, text: string, context: Context): Updated {
  if (model.dialog !== undefined) return still(pasteDialog(model, model.dialog, text));
  if (model.focus === 'filter') return still(filtered(model, insert(model.filter, text), context));
  // A pasted line is never taken as keys; outside a field it does nothing.
  if (model.focus !== 'reader') return still(model);
  return still({ ...model, reader: { field: insert(model.reader.field, text.trim()), result: undefined } });
}

function filterKey(model: Model, name: string, text: string | undefined, context: Context): Updated {
  if (name === 'enter' || name === 'tab') return still({ ...model, focus: 'list' });
  if (name === 'escape') return still(filtered({ ...model, focus: 'list' }, { text: '', at: 0 }, context));
  if (name === 'up' || name === 'down') return still(moved(model, name === 'up' ? -1 : 1));
  const edited = editKey(model.filter, name) ?? (text === undefined ? undefined : insert(model.filter, text));
  return edited === undefined ? still(model) : still(filtered(model, edited, context));
}

const filtered = (model: Model, filter: Field, context: Context): Model => refreshed({ ...model, filter }, context);

function readerKey(model: Model, name: string, text: string | undefined): Updated {
  const { field } = model.reader;
  if (name === 'escape' || name === 'tab') {
    return still({ ...model, focus: 'list', tab: 'log', reader: { field: { text: '', at: 0 }, result: undefined } });
  }
  if (name === 'enter') return readerEnter(model);
  const typing = text === undefined ? undefined : insert(field, text);
  const edited = editKey(field, name) ?? (typing !== undefined && typing.text.length <= 64 ? typing : undefined);
  return edited === undefined ? still(model) : still({ ...model, reader: { field: edited, result: undefined } });
}

function readerEnter(model: Model): Updated {
  const line = model.reader.field.text;
  if (line.trim() === '') return still({ ...model, focus: 'list', tab: 'log' });
  const typed = parseTyped(line);
  const empty = { text: '', at: 0 };
  if (typed === undefined) return still({ ...model, reader: { field: empty, result: { kind: 'not-a-code' } } });
  // Six digits is what the portal's TOTP tokens have (D-04, D-23): a longer code is none of theirs.
  const asks = typed.code.length === 6;
  const result = { kind: 'code', ...typed, from: asks ? ('asked' as const) : [] } as const;
  return {
    model: { ...model, reader: { field: empty, result } },
    effects: asks ? [{ type: 'whoMade', code: typed.code }] : [],
  };
}

function made(model: Model, code: string, serials: readonly string[] | undefined): Model {
  const { result } = model.reader;
  if (result?.kind !== 'code' || result.code !== code) return model;
  return { ...model, reader: { ...model.reader, result: { ...result, from: serials ?? 'unknown' } } };
}

function hidKey(model: Model, name: string, context: Context): Updated | undefined {
  const target = hidTarget(name);
  if (target === undefined) return undefined;
  // Where nothing is plugged in, there is nothing to do but to leave; the other keys are the desk's.
  if (context.hid.rows().length === 0 && target !== 'device:leave') return undefined;
  return click(model, target, context);
}

function deviceClick(model: Model, name: string, context: Context): Updated {
  const rows = context.hid.rows();
  const at = Math.min(model.hidIndex, Math.max(0, rows.length - 1));
  const row = rows[at];
  switch (name) {
    case 'leave':
      return still({ ...model, focus: 'list', tab: 'log' });
    case 'up':
      return still({ ...model, hidIndex: Math.max(0, at - 1) });
    case 'down':
      return still({ ...model, hidIndex: Math.max(0, Math.min(rows.length - 1, at + 1)) });
    default:
      return row === undefined ? still(model) : toDevice(model, row, name, context);
  }
}

function toDevice(model: Model, row: HidRow, what: string, context: Context): Updated {
  switch (what) {
    case 'read':
      return { model, effects: [{ type: 'hidRead', id: row.id }] };
    case 'bind':
      return still({ ...model, dialog: bindForm(row) });
    case 'which':
      return still({ ...model, dialog: whichForm(row) });
    case 'release': {
      if (row.serial !== undefined) return { model, effects: [{ type: 'hidRelease', serial: row.serial }] };
      const text = say((t) => t.hidUnbound);
      return still(toasted(model, text, context.ui));
    }
    default:
      return still(model);
  }
}

function guideKey(model: Model, name: string, context: Context): Updated {
  const target = guideTarget(name);
  if (target !== undefined) return click(model, target, context);
  const id = commandOf(name);
  return id !== undefined && besideGuide.includes(id) ? command(model, id, context) : still(model);
}

/** Commands of the desk that make sense while somebody is being guided. */
const besideGuide: readonly CommandId[] = ['quit', 'mouse', 'help', 'clock', 'portal', 'log'];

function guideClick(model: Model, name: string, context: Context): Updated {
  const guide = model.guide;
  if (guide === undefined) return still(model);
  switch (name) {
    case 'close':
      return still({ ...model, guide: undefined });
    case 'back':
      return still(guideStep(model, -1, context));
    case 'press':
      return guide.fresh === undefined ? still(model) : press(model, guide.fresh, context);
    case 'code':
      return guide.fresh === undefined ? still(model) : copyCode(model, context, guide.fresh);
    case 'serial':
      return guide.fresh === undefined ? still(model) : copy(model, guide.fresh, 'serial', context);
    default:
      return still(guideStep(model, 1, context));
  }
}

function guideStep(model: Model, by: 1 | -1, context: Context): Model {
  const guide = model.guide!;
  if (guide.phase === 'done' || guide.phase === 'failed') return by === 1 ? { ...model, guide: undefined } : model;
  if (guide.phase !== 'walk') return model;
  const last = guideSteps(guide, model.lang, context).length - 1;
  return { ...model, guide: { ...guide, step: Math.max(0, Math.min(last, guide.step + by)) } };
}

function click(model: Model, target: string | undefined, context: Context): Updated {
  if (model.dialog !== undefined) return clickDialog(model, model.dialog, target, context);
  if (target === undefined) return still(model);
  const [kind = '', name = ''] = split(target);
  switch (kind) {
    case 'row':
      return still({ ...chosen(model, name), focus: 'list' });
    case 'cmd':
      return command({ ...model, focus: model.focus === 'reader' ? 'list' : model.focus }, name as CommandId, context);
    case 'press':
      return press(model, name, context);
    case 'copy':
      return copyCode(model, context, name);
    case 'serial':
      return copy(model, name, 'serial', context);
    case 'url':
      return copy(model, context.portal.url() ?? '', 'url', context);
    case 'tab':
      return still({ ...model, tab: name === 'hid' ? 'hid' : 'log', focus: name === 'hid' ? 'hid' : 'list' });
    case 'hid':
      return still({ ...model, focus: 'hid', hidIndex: Number(name) });
    case 'device':
      return deviceClick(model, name, context);
    case 'read':
    case 'bind': {
      const row = context.hid.rows().find((each) => each.id === name);
      return row === undefined ? still(model) : toDevice(model, row, kind, context);
    }
    case 'field':
      return key(model, name === 'clear' ? 'escape' : 'enter', undefined, context);
    case 'guide':
      return guideClick(model, name, context);
    case 'step':
      return model.guide?.phase === 'walk'
        ? still({ ...model, guide: { ...model.guide, step: Number(name) } })
        : still(model);
    default:
      return still(model);
  }
}

export function split(target: string): [string, string] {
  const at = target.indexOf(':');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function wheel(model: Model, by: 1 | -1): Model {
  if (model.dialog !== undefined) return wheelDialog(model, model.dialog, by);
  if (model.guide !== undefined) return model;
  return moved(model, by * 3);
}

function reply(model: Model, tag: ReplyTag, answer: DeskReply, context: Context): Updated {
  if (tag.type === 'guide') return still(guideReply(model, answer, context));
  if (!answer.ok) {
    const message = twoLanguages(clean(answer.message, 400));
    return still(toasted(logged(model, context.now, undefined, message, 'bad'), message, context.ui));
  }
  switch (tag.type) {
    case 'press':
      return still(pressedNothing(model, tag, context));
    case 'new':
      return still(answer.serial === undefined ? model : chosen(refreshed(model, context), answer.serial));
    case 'backup': {
      if (answer.text === undefined) return still(model);
      const backups = [{ serial: tag.serial, backup: answer.text }, ...model.backups].slice(0, 20);
      const text = say((t) => t.log_.backup);
      return still(toasted(logged({ ...model, backups }, context.now, tag.serial, text, 'good'), text, context.ui));
    }
    case 'export':
      return answer.text === undefined
        ? still(model)
        : { model, effects: [{ type: 'save', path: tag.path, text: answer.text }] };
    case 'saved': {
      const text = say((t) => t.log_.exported(clean(answer.text ?? tag.path, 300)));
      return still(toasted(logged(model, context.now, undefined, text, 'good'), text, context.ui));
    }
    case 'quiet':
      return still(model);
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
    say((t) => t.log_.nothing),
    'bad',
  );
}
