/** Everything the TUI remembers between two messages. PURE. */
import type { Language, Text } from '../../../common/text.ts';
import type { DeviceClock } from '../../device/device-clock.ts';
import type { Face } from '../../device/face.ts';
import type { PaneId, Sort } from '../keys/command.ts';
import type { Dialog } from './dialogs/dialog.ts';
import type { Field } from './field.ts';
import type { Guide } from './guide/guide-state.ts';

export interface Model {
  readonly lang: Language;
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
  readonly focus: PaneId | 'filter' | 'reader';
  /** The pane that has the keys has the whole screen. */
  readonly zoomed: boolean;
  readonly sort: Sort;
  /** Which pane the narrow layout shows in its lower part. */
  readonly tab: 'log' | 'hid';
  readonly hidIndex: number;
  readonly dialog: Dialog | undefined;
  readonly guide: Guide | undefined;
  /** An exchange that was left half done: the next one of the same token goes on with it. */
  readonly leftGuide: Guide | undefined;
  readonly log: readonly LogEntry[];
  /** What lit tokens showed last, so that the log can tell what happened. Dark ones are not kept. */
  readonly lit: ReadonlyMap<string, Face['kind']>;
  /** When the tokens that were pressed last were pressed, in desk time. */
  readonly pressed: ReadonlyMap<string, number>;
  /** How the devices' clocks were when last told, so that the log can tell that one was moved. */
  readonly clocks: ReadonlyMap<string, DeviceClock>;
  /** What the bank wrote down before is in the log. */
  readonly pastTold: boolean;
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

export interface LogEntry {
  /** Desk time. */
  readonly at: number;
  readonly serial: string | undefined;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad' | 'dim';
  readonly text: Text;
}

export interface Beginning {
  readonly lang: Language;
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
    zoomed: false,
    sort: 'arrival',
    tab: 'log',
    hidIndex: 0,
    dialog: undefined,
    guide: undefined,
    leftGuide: undefined,
    log: [],
    lit: new Map(),
    pressed: new Map(),
    clocks: new Map(),
    pastTold: false,
    toast: undefined,
    reader: { field: { text: '', at: 0 }, result: undefined },
    backups: [],
    interrupted: false,
  };
}

/** Entries kept; older ones are forgotten. */
export const logLimit = 500;

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
