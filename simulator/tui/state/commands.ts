/** The commands of the key table, carried out on the model. PURE. */
import type { Text } from '../../../common/text.ts';
import { isReal } from '../desk-port.ts';
import { listHeight } from '../draw/layout.ts';
import { type CommandId, keyRow, keyTable } from '../keys.ts';
import { say } from './events.ts';
import { openForm } from './forms.ts';
import { beginGuide } from './guide.ts';
import { chosenAt, moved } from './list.ts';
import {
  type Act,
  type Context,
  type Dialog,
  logged,
  type MenuItem,
  type Model,
  still,
  toasted,
  type Updated,
} from './model.ts';

export function command(model: Model, id: CommandId, context: Context): Updated {
  const page = Math.max(1, listHeight(model.cols, model.rows) - 1);
  const serial = model.chosen;
  const info = serial === undefined ? undefined : context.desk.info(serial);
  if (info !== undefined && isReal(info) && notOfReal.includes(id)) return wrongKind(model, context);
  const kind = info?.kind;
  switch (id) {
    case 'up':
      return still(moved(model, -1));
    case 'down':
      return still(moved(model, 1));
    case 'pageUp':
      return still(moved(model, -page));
    case 'pageDown':
      return still(moved(model, page));
    case 'first':
      return still(chosenAt(model, 0));
    case 'last':
      return still(chosenAt(model, model.shown.length - 1));
    case 'press':
      return serial === undefined ? noToken(model, context) : press(model, serial, context);
    case 'menu':
      return still({ ...model, dialog: actions(model, context) });
    case 'issue':
      return still({ ...model, dialog: profileMenu(context) });
    case 'install':
      return { model, effects: [{ type: 'send', command: { type: 'install' }, tag: { type: 'new' } }] };
    case 'swap':
    case 'changePhone': {
      if (serial === undefined) return noToken(model, context);
      const wanted = id === 'swap' ? 'hardware' : 'software';
      if (kind !== wanted) return wrongKind(model, context);
      return beginGuide(model, id === 'swap' ? 'battery' : 'phone', serial, context);
    }
    case 'battery':
      if (serial === undefined) return noToken(model, context);
      return kind === 'hardware' ? still({ ...model, dialog: batteryMenu(serial) }) : wrongKind(model, context);
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
      return still({ ...model, dialog: uninstallConfirm(serial) });
    case 'restore':
      return form(model, 'restore', context);
    case 'drift':
      return form(model, 'drift', context);
    case 'export':
      return form(model, 'export', context);
    case 'clock':
      return still({ ...model, dialog: clockMenu(context) });
    case 'copyCode':
      return copyCode(model, context);
    case 'copySerial':
      return serial === undefined ? noToken(model, context) : copy(model, serial, 'serial', context);
    case 'filter':
      return still({ ...model, focus: 'filter' });
    case 'reader':
      return still({ ...model, focus: 'reader', tab: 'hid' });
    case 'hid':
      return still({
        ...model,
        ...(model.focus === 'hid' ? { focus: 'list', tab: 'log' } : { focus: 'hid', tab: 'hid' }),
      });
    case 'log':
      return still({ ...model, dialog: { kind: 'page', page: 'log', top: 0 } });
    case 'portal':
      return still({ ...model, dialog: { kind: 'page', page: 'portal', top: 0 } });
    case 'help':
      return still({ ...model, dialog: { kind: 'page', page: 'help', top: 0 } });
    case 'language':
      return still({ ...model, lang: model.lang === 'ja' ? 'en' : 'ja' });
    case 'mouse': {
      const mouse = !model.mouse;
      const text = say((t) => (mouse ? t.mouseOn : t.mouseOff));
      return { model: toasted({ ...model, mouse }, text, context.ui), effects: [{ type: 'mouse', on: mouse }] };
    }
    case 'repaint':
      return { model, effects: [{ type: 'repaint' }] };
    case 'suspend':
      return { model, effects: [{ type: 'suspend' }] };
    case 'leave':
      return still(left(model, context));
    case 'interrupt':
      return interrupt(model, context);
    case 'quit':
      return quit(model, context, 0);
  }
}

/** What the desk does to its own devices only. */
const notOfReal: readonly CommandId[] = ['swap', 'changePhone', 'battery', 'backup', 'uninstall', 'drift'];

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
    case 'clockMode':
      return {
        model,
        effects: [{ type: 'send', command: { type: 'clock', change: { mode: act.mode } }, tag: { type: 'quiet' } }],
      };
    case 'quit':
      return { model, effects: [{ type: 'quit', exitCode: model.interrupted ? 130 : 0 }] };
  }
}

export function press(model: Model, serial: string, context: Context): Updated {
  const before = context.desk.face(serial, context.now).kind;
  const info = context.desk.info(serial);
  const asked = say((t) => t.log_.outside);
  return {
    // A real one is pressed by its person: until then there is nothing else to see.
    model:
      info !== undefined && isReal(info)
        ? toasted(logged(model, context.now, serial, asked, 'warn'), asked, context.ui)
        : model,
    effects: [{ type: 'send', command: { type: 'press', serial }, tag: { type: 'press', serial, before } }],
  };
}

export function copyCode(model: Model, context: Context, serial = model.chosen): Updated {
  const face = serial === undefined ? undefined : context.desk.face(serial, context.now);
  if (face?.kind !== 'code')
    return still(
      toasted(
        model,
        say((t) => t.nothingToCopy),
        context.ui,
      ),
    );
  return copy(model, face.code, 'code', context);
}

export function copy(model: Model, text: string, what: 'code' | 'serial' | 'url', context: Context): Updated {
  const name = (t: { code: string; serial: string }) => (what === 'url' ? 'URL' : what === 'code' ? t.code : t.serial);
  const told = toasted(
    model,
    say((t) => t.sent(name(t))),
    context.ui,
  );
  return { model: told, effects: [{ type: 'copy', text }] };
}

/** Escape in the plain desk: the filter goes first. */
function left(model: Model, context: Context): Model {
  if (model.filter.text === '') return { ...model, toast: undefined };
  const cleared = { ...model, filter: { text: '', at: 0 }, shown: context.desk.serials() };
  return { ...cleared, chosen: cleared.chosen ?? cleared.shown[0] };
}

export function quit(model: Model, context: Context, exitCode: number): Updated {
  const lost = context.wouldLose() ?? unfinished(model);
  if (lost === undefined) return { model, effects: [{ type: 'quit', exitCode }] };
  const dialog: Dialog = {
    kind: 'confirm',
    title: { ja: '終了しますか', en: 'Quit?' },
    text: lost,
    yes: { type: 'quit' },
    onYes: false,
  };
  return still({ ...model, dialog });
}

function unfinished(model: Model): Text | undefined {
  const phase = model.guide?.phase;
  if (phase === undefined || phase === 'done' || phase === 'failed') return undefined;
  return { ja: 'トークンの交換が途中です。', en: 'The exchange of the token is not finished.' };
}

/** Ctrl-C: asks when something would be lost; the second one goes in any case. */
function interrupt(model: Model, context: Context): Updated {
  if (model.interrupted) return { model, effects: [{ type: 'quit', exitCode: 130 }] };
  return quit({ ...model, interrupted: true }, context, 130);
}

const form = (model: Model, id: Parameters<typeof openForm>[0], context: Context): Updated => {
  const opened = openForm(id, model, context);
  return opened === undefined ? noToken(model, context) : still({ ...model, dialog: opened });
};

const noToken = (model: Model, context: Context): Updated =>
  still(
    toasted(
      model,
      say((t) => t.choose),
      context.ui,
    ),
  );
const wrongKind = (model: Model, context: Context): Updated =>
  still(
    toasted(
      model,
      say((t) => t.notThisKind),
      context.ui,
    ),
  );

/** Every action that makes sense for the chosen device, then those of the desk. */
function actions(model: Model, context: Context): Dialog {
  const info = model.chosen === undefined ? undefined : context.desk.info(model.chosen);
  const fits = (menu: string | undefined) =>
    menu === 'desk' || (info !== undefined && (menu === 'any' || menu === info.kind));
  const items: MenuItem[] = keyTable
    .filter((row) => fits(row.menu) && !(info !== undefined && isReal(info) && notOfReal.includes(row.command)))
    .map((row) => ({ label: row.long, hint: row.shown, act: { type: 'command', command: row.command } }));
  return { kind: 'menu', title: { ja: '操作', en: 'Actions' }, about: info?.serial, items, index: 0 };
}

function profileMenu(context: Context): Dialog {
  const items: MenuItem[] = context.desk.profiles().map((profile) => ({
    label: { ja: profile, en: profile },
    act: { type: 'send', command: { type: 'issue', profile }, tag: { type: 'new' } },
  }));
  return { kind: 'menu', title: { ja: '新しいトークンの型', en: 'Profile of the new token' }, items, index: 0 };
}

function batteryMenu(serial: string): Dialog {
  const to = (percent: number): Act => ({
    type: 'send',
    command: { type: 'setBattery', serial, percent },
    tag: { type: 'quiet' },
  });
  return {
    kind: 'menu',
    title: { ja: '電池を減らす', en: 'Run the battery down' },
    about: serial,
    index: 0,
    items: [
      { label: { ja: '残り 10% にする', en: 'to 10 %' }, act: to(10) },
      { label: { ja: '残り 9% にする（警告が出る）', en: 'to 9 % (warns at each press)' }, act: to(9) },
      { label: { ja: '残り 1% にする', en: 'to 1 %' }, act: to(1) },
      { label: { ja: '電池切れにする', en: 'flat' }, act: to(0) },
      { label: { ja: '残量を指定する…', en: 'another percentage ...' }, act: { type: 'form', form: 'battery' } },
      {
        label: keyRow('swap').long,
        hint: keyRow('swap').shown,
        act: { type: 'guide', reason: 'battery', serial },
      },
    ],
  };
}

function clockMenu(context: Context): Dialog {
  // A clock that runs can only be moved as a shifted one; a stopped one stays stopped.
  const mode = context.desk.clock().mode === 'manual' ? 'manual' : 'offset';
  const advance = (advanceMs: number): Act => ({
    type: 'send',
    command: { type: 'clock', change: { mode, advanceMs } },
    tag: { type: 'quiet' },
  });
  return {
    kind: 'menu',
    title: { ja: 'デスクの時計', en: "The desk's clock" },
    index: 0,
    items: [
      { label: { ja: '30秒進める', en: '30 s forwards' }, act: advance(30_000) },
      { label: { ja: '1時間進める', en: '1 h forwards' }, act: advance(3_600_000) },
      { label: { ja: '進める…', en: 'forwards by ...' }, act: { type: 'form', form: 'advance' } },
      { label: { ja: '止める…', en: 'stop it ...' }, act: { type: 'form', form: 'stop' } },
      { label: { ja: '動かす（時差のまま）', en: 'let it run (shifted)' }, act: { type: 'clockMode', mode: 'offset' } },
      { label: { ja: '実時刻に戻す', en: 'back to real time' }, act: { type: 'clockMode', mode: 'system' } },
    ],
  };
}

function uninstallConfirm(serial: string): Dialog {
  return {
    kind: 'confirm',
    title: { ja: 'アプリの削除', en: 'Uninstall' },
    text: {
      ja: `${serial} は使えなくなり、戻せません。`,
      en: `${serial} is gone for good.`,
    },
    yes: { type: 'send', command: { type: 'uninstall', serial }, tag: { type: 'quiet' } },
    onYes: false,
  };
}
