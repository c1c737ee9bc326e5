/** The menus and questions of the desk. PURE. */

import { clean } from '../../../../common/text-width.ts';
import { isReal, type TokenInfo } from '../../desk-port.ts';
import type { CommandId } from '../../keys/command.ts';
import { type KeyRow, keyRow, keyTable } from '../../keys/desk-keys.ts';
import { menuTexts } from '../../texts/menus.ts';
import type { Context } from '../context.ts';
import type { Model } from '../model.ts';
import type { Act, Dialog, MenuItem } from './dialog.ts';

/** What the desk does to its own devices only. */
export const notOfReal: readonly CommandId[] = ['swap', 'changePhone', 'battery', 'backup', 'uninstall', 'drift'];

/** What a command is for: any device, those of one kind, or the desk. Nothing of the desk's own can be done to a real token. */
export function isPossible(row: Pick<KeyRow, 'command' | 'menu'>, info: TokenInfo | undefined): boolean {
  if (row.menu === undefined || row.menu === 'desk') return true;
  if (info === undefined || (isReal(info) && notOfReal.includes(row.command))) return false;
  return row.menu === 'any' || row.menu === info.kind;
}

/** Every action that makes sense for the chosen device, then those of the desk. */
export function actions(model: Model, context: Context): Dialog {
  const info = model.chosen === undefined ? undefined : context.desk.info(model.chosen);
  const items: MenuItem[] = keyTable
    .filter((row) => row.menu !== undefined && isPossible(row, info))
    .map((row) => ({ label: row.long, hint: row.shown, act: { type: 'command', command: row.command } }));
  return { kind: 'menu', title: menuTexts.actions, about: info?.serial, items, index: 0 };
}

export function profileMenu(context: Context): Dialog {
  const items: MenuItem[] = context.desk.profiles().map(({ name, difference }) => ({
    label: { ja: `${name}: ${difference.ja}`, en: `${name}: ${difference.en}` },
    act: { type: 'send', command: { type: 'issue', profile: name }, tag: { type: 'new' } },
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
        act: { type: 'command', command: 'swap' },
      },
    ],
  };
}

/** The bank's own hands, for the shown contract and the chosen token. */
export function bankMenu(model: Model, context: Context): Dialog {
  const t = menuTexts.bank;
  const contract = context.portal.demo();
  const { chosen } = model;
  const unlock: MenuItem[] =
    contract === undefined
      ? []
      : [
          {
            label: t.unlock(contract.contractId),
            act: { type: 'bank', act: { type: 'unlock', contractId: contract.contractId } },
          },
        ];
  const ofSerial: MenuItem[] =
    chosen === undefined
      ? []
      : (['reset', 'look'] as const).map((type) => ({
          label: t[type](clean(chosen, 32)),
          act: { type: 'bank', act: { type, serial: chosen } },
        }));
  const pages: MenuItem[] = (['portal', 'log'] as const).map((command) => ({
    label: keyRow(command).long,
    hint: keyRow(command).shown,
    act: { type: 'command', command },
  }));
  return { kind: 'menu', title: t.title, items: [...unlock, ...ofSerial, ...pages], index: 0 };
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

/** An exchange of this token was left half done: a second replacement is seldom what is meant. */
export function leftExchangeMenu(reason: 'battery' | 'phone', serial: string): Dialog {
  const { title, resume, anew } = menuTexts.exchange.left;
  return {
    kind: 'menu',
    title,
    about: serial,
    index: 0,
    items: [
      { label: resume, act: { type: 'resumeGuide' } },
      { label: anew, act: { type: 'askExchange', reason, serial } },
    ],
  };
}

/** An exchange can't be undone: the old token is dead, or the old app retired. */
export function exchangeConfirm(reason: 'battery' | 'phone', serial: string): Dialog {
  const { title, text } = menuTexts.exchange[reason];
  return { kind: 'confirm', title, text: text(serial), yes: { type: 'guide', reason, serial }, onYes: false };
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
