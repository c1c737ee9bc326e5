/** What can lie over the screen: menus, forms, questions, pages. PURE: shapes. */

import type { Text } from '../../../../common/text.ts';
import type { ClockMode } from '../../../cell/clock.ts';
import type { BankAct, DeskCommand } from '../../desk-port.ts';
import type { CommandId } from '../../keys/command.ts';
import type { Field } from '../field.ts';
import type { Guide } from '../guide/guide-state.ts';
import type { ReplyTag } from '../message.ts';

export interface MenuItem {
  readonly label: Text;
  /** The key that does the same outside the menu. */
  readonly hint?: string;
  readonly act: Act;
}

export type Dialog =
  | {
      readonly kind: 'menu';
      readonly title: Text;
      readonly about?: string | undefined;
      readonly items: readonly MenuItem[];
      readonly index: number;
    }
  | {
      readonly kind: 'form';
      readonly form: FormId;
      readonly title: Text;
      readonly note: Text;
      readonly about?: string | undefined;
      readonly fields: readonly { readonly label: Text; readonly field: Field }[];
      /** The device that it is about, by its row's id: never shown, since it is foreign text. */
      readonly device?: string | undefined;
      /** What is typed is a PIN: it is drawn as stars. */
      readonly hidden?: true;
      /** The field being typed into; the count of fields = the OK button, one more = the cancel button. */
      readonly focus: number;
      readonly error?: Text | undefined;
    }
  | {
      readonly kind: 'confirm';
      readonly title: Text;
      readonly text: Text;
      readonly yes: Act;
      /** Which button the Enter key means: no, unless the person moves to yes. */
      readonly onYes: boolean;
    }
  | { readonly kind: 'page'; readonly page: 'help' | 'portal' | 'log'; readonly top: number };

export type FormId = 'battery' | 'drift' | 'advance' | 'stop' | 'restore' | 'export' | HidFormId;

/** The forms about a plugged-in device. */
export type HidFormId = 'pin' | 'bind' | 'which';

/** What a menu item or a button does. */
export type Act =
  | { readonly type: 'command'; readonly command: CommandId }
  | { readonly type: 'send'; readonly command: DeskCommand; readonly tag: ReplyTag }
  | { readonly type: 'form'; readonly form: Exclude<FormId, HidFormId> }
  | { readonly type: 'guide'; readonly reason: Guide['reason']; readonly serial: string }
  | { readonly type: 'resumeGuide' }
  /** Asks for a new exchange, whatever was left half done. */
  | { readonly type: 'askExchange'; readonly reason: Guide['reason']; readonly serial: string }
  | { readonly type: 'bank'; readonly act: BankAct }
  | { readonly type: 'clockMode'; readonly mode: ClockMode }
  | { readonly type: 'quit' };
