/** Everything the TUI remembers between two events, and the words it is told with. PURE: shapes and the beginning. */
import type { Text } from '../../../common/text.ts';
import type { ClockMode, ClockState } from '../../cell/clock.ts';
import type { Face } from '../../device/face.ts';
import type {
  DeskCommand,
  DeskEvent,
  DeskReader,
  DeskReply,
  HidRow,
  HidWhich,
  Holders,
  PortalFact,
  PortalReader,
} from '../desk-port.ts';
import type { CommandId } from '../keys.ts';
import type { InputToken } from '../shell/input.ts';
import type { Lang } from '../texts.ts';
import type { Field } from './field.ts';

export interface Model {
  readonly lang: Lang;
  readonly cols: number;
  readonly rows: number;
  /** Ambiguous characters take two cells on this terminal. */
  readonly wide: boolean;
  readonly mouse: boolean;
  /** The desk's serials as last seen, and those that the filter lets through. The same arrays while nothing changed. */
  readonly serials: readonly string[];
  readonly shown: readonly string[];
  readonly filter: Field;
  /** Something happened that may change what the filter lets through; it is looked at again with the next tick. */
  readonly stale: boolean;
  /** The chosen token; undefined on an empty list. */
  readonly chosen: string | undefined;
  /** The first row of the list's window; the view corrects it to what fits. */
  readonly top: number;
  readonly focus: 'list' | 'filter' | 'reader' | 'hid';
  /** Which pane the narrow layout shows in its lower part. */
  readonly tab: 'log' | 'hid';
  readonly hidIndex: number;
  readonly dialog: Dialog | undefined;
  readonly guide: Guide | undefined;
  readonly log: readonly LogEntry[];
  /** What lit tokens showed last, so that the log can tell what happened. Dark ones are not kept. */
  readonly lit: ReadonlyMap<string, Face['kind']>;
  readonly toast: { readonly text: Text; readonly until: number } | undefined;
  readonly reader: { readonly field: Field; readonly result: ReaderResult | undefined };
  /** Backups made here, newest first: what the restore form offers. */
  readonly backups: readonly { readonly serial: string; readonly backup: string }[];
  /** A second Ctrl-C quits whatever else is asked. */
  readonly interrupted: boolean;
}

export type ReaderResult =
  | { readonly kind: 'not-a-code' }
  | {
      readonly kind: 'code';
      readonly prefix: string;
      readonly code: string;
      /** Which registered tokens could have made it; `unknown` when the desk cannot tell; `asked` until it answers. */
      readonly from: readonly string[] | 'unknown' | 'asked';
    };

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
  | { readonly type: 'clockMode'; readonly mode: ClockMode }
  | { readonly type: 'quit' };

/** The guided exchange of one device for another (S-26 to S-31). */
export interface Guide {
  readonly reason: 'battery' | 'phone';
  readonly old: string;
  readonly fresh: string | undefined;
  readonly phase: 'fade' | 'issue' | 'walk' | 'done' | 'failed';
  /** The battery as the fading has brought it down. */
  readonly percent: number;
  /** Presses of the last percent, and whether its notice 00 has been shown long enough to be read. */
  readonly presses: number;
  readonly held: boolean;
  /** When the next part of the fading is due (interface milliseconds). */
  readonly nextAt: number;
  /** The step of the walk that the person is at. */
  readonly step: number;
  /** Who held the old serial when it began. */
  readonly before: Holders | undefined;
  /** Whose token it is now. */
  readonly registeredFor: readonly string[];
  /** The last refusal of the portal, or why the exchange itself failed. */
  readonly trouble: Text | undefined;
}

export interface LogEntry {
  /** Desk time. */
  readonly at: number;
  readonly serial: string | undefined;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad' | 'dim';
  readonly text: Text;
}

/** What a reply belongs to. */
export type ReplyTag =
  | { readonly type: 'press'; readonly serial: string; readonly before: Face['kind'] }
  | { readonly type: 'new' }
  | { readonly type: 'guide' }
  | { readonly type: 'backup'; readonly serial: string }
  | { readonly type: 'export'; readonly path: string }
  | { readonly type: 'saved'; readonly path: string }
  | { readonly type: 'quiet' };

export type Msg =
  | { readonly type: 'input'; readonly token: InputToken }
  /** A click or wheel on a named part of the screen (the shell looks the name up in the drawn grid). */
  | { readonly type: 'click'; readonly target: string | undefined }
  | { readonly type: 'wheel'; readonly target: string | undefined; readonly by: -1 | 1 }
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

export type Effect =
  | { readonly type: 'send'; readonly command: DeskCommand; readonly tag: ReplyTag }
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

/** What `update` may read besides the model. */
export interface Context {
  readonly desk: DeskReader;
  readonly portal: PortalReader;
  readonly hid: { rows(): readonly HidRow[]; unavailable(): Text | undefined };
  wouldLose(): Text | undefined;
  readonly owns: boolean;
  /** The desk's instant. */
  readonly now: number;
  /** Milliseconds of a clock that always runs, for what moves on the screen. */
  readonly ui: number;
}

export interface Updated {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export interface Beginning {
  readonly lang: Lang;
  readonly cols: number;
  readonly rows: number;
  readonly wide?: boolean | undefined;
  readonly mouse?: boolean | undefined;
}

export function createModel(beginning: Beginning): Model {
  return {
    lang: beginning.lang,
    cols: beginning.cols,
    rows: beginning.rows,
    wide: beginning.wide ?? false,
    mouse: beginning.mouse ?? true,
    serials: [],
    shown: [],
    filter: { text: '', at: 0 },
    stale: false,
    chosen: undefined,
    top: 0,
    focus: 'list',
    tab: 'log',
    hidIndex: 0,
    dialog: undefined,
    guide: undefined,
    log: [],
    lit: new Map(),
    toast: undefined,
    reader: { field: { text: '', at: 0 }, result: undefined },
    backups: [],
    interrupted: false,
  };
}

/** Entries kept; older ones are forgotten. */
const logLimit = 500;

export function logged(
  model: Model,
  at: number,
  serial: string | undefined,
  text: Text,
  tone: LogEntry['tone'] = 'plain',
): Model {
  return { ...model, log: [...model.log.slice(1 - logLimit), { at, serial, text, tone }] };
}

const toastMs = 3000;

export const toasted = (model: Model, text: Text, ui: number): Model => ({
  ...model,
  toast: { text, until: ui + toastMs },
});

export const still = (model: Model): Updated => ({ model, effects: [] });

export type { ClockState };
