/** The menus and questions of the desk. PURE. */

import { sameText } from '../../../../common/text.ts';
import { isReal } from '../../desk-port.ts';
import type { CommandId } from '../../keys/command.ts';
import { keyRow, keyTable } from '../../keys/desk-keys.ts';
import { menuTexts } from '../../texts/menus.ts';
import type { Context } from '../context.ts';
import type { Model } from '../model.ts';
import type { Act, Dialog, MenuItem } from './dialog.ts';

/** What the desk does to its own devices only. */
export const notOfReal: readonly CommandId[] = ['swap', 'changePhone', 'battery', 'backup', 'uninstall', 'drift'];

/** Every action that makes sense for the chosen device, then those of the desk. */
export function actions(model: Model, context: Context): Dialog {
  const info = model.chosen === undefined ? undefined : context.desk.info(model.chosen);
  const fits = (menu: string | undefined) =>
    menu === 'desk' || (info !== undefined && (menu === 'any' || menu === info.kind));
  const items: MenuItem[] = keyTable
    .filter((row) => fits(row.menu) && !(info !== undefined && isReal(info) && notOfReal.includes(row.command)))
    .map((row) => ({ label: row.long, hint: row.shown, act: { type: 'command', command: row.command } }));
  return { kind: 'menu', title: menuTexts.actions, about: info?.serial, items, index: 0 };
}

export function profileMenu(context: Context): Dialog {
  const items: MenuItem[] = context.desk.profiles().map((profile) => ({
    label: sameText(profile),
    act: { type: 'send', command: { type: 'issue', profile }, tag: { type: 'new' } },
  }));
  return { kind: 'menu', title: menuTexts.profile, items, index: 0 };
}

export function batteryMenu(serial: string): Dialog {
  const t = menuTexts.battery;
  const to = (percent: number): Act => ({
    type: 'send',
    command: { type: 'setBattery', serial, percent },
    tag: { type: 'quiet' },
  });
  return {
    kind: 'menu',
    title: t.title,
    about: serial,
    index: 0,
    items: [
      { label: t.to10, act: to(10) },
      { label: t.to9, act: to(9) },
      { label: t.to1, act: to(1) },
      { label: t.flat, act: to(0) },
      { label: t.other, act: { type: 'form', form: 'battery' } },
      {
        label: keyRow('swap').long,
        hint: keyRow('swap').shown,
        act: { type: 'guide', reason: 'battery', serial },
      },
    ],
  };
}

export function clockMenu(context: Context): Dialog {
  const t = menuTexts.clock;
  // A clock that runs can only be moved as a shifted one; a stopped one stays stopped.
  const mode = context.desk.clock().mode === 'manual' ? 'manual' : 'offset';
  const advance = (advanceMs: number): Act => ({
    type: 'send',
    command: { type: 'clock', change: { mode, advanceMs } },
    tag: { type: 'quiet' },
  });
  return {
    kind: 'menu',
    title: t.title,
    index: 0,
    items: [
      { label: t.halfMinute, act: advance(30_000) },
      { label: t.hour, act: advance(3_600_000) },
      { label: t.advance, act: { type: 'form', form: 'advance' } },
      { label: t.stop, act: { type: 'form', form: 'stop' } },
      { label: t.offset, act: { type: 'clockMode', mode: 'offset' } },
      { label: t.system, act: { type: 'clockMode', mode: 'system' } },
    ],
  };
}

export function uninstallConfirm(serial: string): Dialog {
  return {
    kind: 'confirm',
    title: menuTexts.uninstall.title,
    text: menuTexts.uninstall.text(serial),
    yes: { type: 'send', command: { type: 'uninstall', serial }, tag: { type: 'quiet' } },
    onYes: false,
  };
}
