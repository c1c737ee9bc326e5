/** What `update` is told, and what it wants done. PURE: shapes. */
import type { Face } from '../../device/face.ts';
import type { BankAct, DeskCommand, DeskEvent, DeskReply, HidWhich, PortalFact } from '../desk-port.ts';
import type { InputToken } from '../keys/input-token.ts';
import type { Target } from '../keys/target.ts';

export type Msg =
  | { readonly type: 'input'; readonly token: InputToken }
  /** A click or the wheel on a part of the screen; the shell looks up in the drawn grid what it means. */
  | { readonly type: 'click'; readonly target: Target | undefined }
  | { readonly type: 'wheel'; readonly target: Target | undefined; readonly by: -1 | 1 }
  | { readonly type: 'resize'; readonly cols: number; readonly rows: number }
  | { readonly type: 'wide'; readonly wide: boolean }
  | { readonly type: 'tick' }
  /** The world was there from the start, or has come: read everything again. */
  | { readonly type: 'world' }
  | { readonly type: 'desk'; readonly event: DeskEvent }
  | { readonly type: 'portal'; readonly fact: PortalFact }
  | { readonly type: 'hid' }
  | { readonly type: 'reply'; readonly tag: ReplyTag; readonly reply: DeskReply }
  | { readonly type: 'made'; readonly code: string; readonly serials: readonly string[] | undefined };

/** What a reply belongs to. */
export type ReplyTag =
  | { readonly type: 'press'; readonly serial: string; readonly before: Face['kind'] }
  | { readonly type: 'new' }
  | { readonly type: 'guide' }
  | { readonly type: 'backup'; readonly serial: string }
  | { readonly type: 'export'; readonly path: string }
  | { readonly type: 'saved'; readonly path: string }
  | { readonly type: 'bank'; readonly act: BankAct }
  | { readonly type: 'quiet' };

export type Effect =
  | { readonly type: 'send'; readonly command: DeskCommand; readonly tag: ReplyTag }
  | { readonly type: 'bank'; readonly act: BankAct }
  | { readonly type: 'whoMade'; readonly code: string }
  /** OSC 52: the terminal may or may not put it on the clipboard. */
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'save'; readonly path: string; readonly text: string }
  | ({ readonly type: 'hidRead'; readonly id: string } & HidWhich)
  | ({ readonly type: 'hidBind'; readonly id: string; readonly serial: string } & HidWhich)
  | { readonly type: 'hidRelease'; readonly serial: string }
  /** Undefined: the person declines. */
  | { readonly type: 'hidPin'; readonly id: string; readonly pin: string | undefined }
  | { readonly type: 'mouse'; readonly on: boolean }
  | { readonly type: 'repaint' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit'; readonly exitCode: number };
