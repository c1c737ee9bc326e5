/**
 * The world of a TUI whose servers run in the same process: the desk's tray, the portal's service, and the joint of the
 * two. Only a composition root may know both sides; this file is part of one.
 */

import type { Text } from '../../common/text.ts';
import { differenceOf, profiles } from '../../simulator/device/profiles.ts';
import { hidPanel } from '../../simulator/hid/binding/panel.ts';
import { trayRefusal } from '../../simulator/tray/refusals.ts';
import type { Message } from '../../simulator/tray/tray.ts';
import type {
  DeskCommand,
  DeskPort,
  DeskReply,
  HidPanelPort,
  TokenInfo,
  World,
} from '../../simulator/tui/desk-port.ts';
import type { RunningDesk } from '../start-desk.ts';
import { localPortal } from './local-portal.ts';
import { saveExport } from './save-export.ts';

/** @param hid the HID panel's readers; the desk's own hand for real tokens unless told otherwise. */
export function localWorld(running: RunningDesk, hid: HidPanelPort = hidPanel(running.hid)): World {
  let touched = false;
  running.service.subscribe((event) => {
    if (event.type !== 'refused' && event.type !== 'login') touched = true;
  });
  // Displays change by themselves, and a press costs nothing worth a question.
  running.tray.subscribe((event) => {
    if (event.type === 'token.added' || event.type === 'token.removed') touched = true;
  });
  return {
    desk: localDesk(running),
    portal: localPortal(running),
    hid,
    owns: true,
    // A desk with a state folder keeps everything; one in memory loses what happened since its start.
    wouldLose: () => (running.state === undefined && touched ? inMemory : undefined),
    saveFile: saveExport,
  };
}

const inMemory: Text = {
  ja: 'このデスクはメモリー上にあり、終了するとトークンと登録が失われます。',
  en: 'This desk is in memory only: its tokens and registrations will be lost.',
};

function localDesk(running: RunningDesk): DeskPort {
  const { tray, clock } = running;
  // The list asks for many devices at every frame; what it asks for changes only with an event.
  const known = new Map<string, TokenInfo>();
  let serials: readonly string[] | undefined;
  tray.subscribe((event) => {
    if ('token' in event) known.delete(event.token.serial);
    if (event.type === 'token.removed') known.delete(event.serial);
    if (event.type === 'token.added' || event.type === 'token.removed') serials = undefined;
  });
  return {
    serials: () => {
      serials ??= [...tray.serials()];
      return serials;
    },
    info(serial) {
      const found = known.get(serial) ?? tray.summary(serial);
      if (found !== undefined) known.set(serial, found);
      return found;
    },
    face: (serial) => tray.face(serial) ?? { kind: 'dark', text: '' },
    clock: () => clock.state(),
    profiles: () => profiles.map((profile) => ({ name: profile.name, difference: differenceOf(profile) })),
    send: (command) => send(running, command),
    subscribe: tray.subscribe,
  };
}

async function send(running: RunningDesk, command: DeskCommand): Promise<DeskReply> {
  const { tray, clock } = running;
  switch (command.type) {
    case 'press': {
      const pressed = await tray.press(command.serial);
      return pressed.ok ? { ok: true } : refused(pressed.refusal);
    }
    case 'backup': {
      const made = tray.backup(command.serial);
      return made.ok ? { ok: true, content: made.value } : refused(made.refusal);
    }
    case 'clock': {
      const moved = clock.change(command.change);
      return moved.ok ? { ok: true } : { ok: false, text: moved.refusal.text };
    }
    case 'exportStock': {
      const content = running.exportStock();
      return content === undefined ? refused(trayRefusal('nothing-to-export')) : { ok: true, content };
    }
    default: {
      const answer = tray.send(messageOf(command));
      return answer.ok ? { ok: true, serial: answer.value.at(-1) } : refused(answer.refusal);
    }
  }
}

function messageOf(command: Exclude<DeskCommand, { type: 'press' | 'backup' | 'clock' | 'exportStock' }>): Message {
  switch (command.type) {
    case 'issue':
      return { type: 'issue', kind: 'hardware', profile: command.profile };
    case 'install':
      return { type: 'installApp' };
    case 'restore':
      return { type: 'restoreApp', backup: command.backup };
    case 'uninstall':
      return { type: 'uninstallApp', serial: command.serial };
    default:
      return command;
  }
}

const refused = ({ text }: { readonly text: Text }): DeskReply => ({ ok: false, text });
