/** What a click on a part of the screen means: the view marks rectangles with it, `update` acts on it. PURE. */
import type { CommandId, Sort } from './command.ts';

export type Target =
  | { readonly type: 'command'; readonly command: CommandId }
  /** A row of the token list. */
  | { readonly type: 'row'; readonly serial: string }
  /** The name of a column. */
  | { readonly type: 'sort'; readonly sort: Sort }
  /** Button ① of a token. */
  | { readonly type: 'press'; readonly serial: string }
  | { readonly type: 'copyCode'; readonly serial: string }
  | { readonly type: 'copySerial'; readonly serial: string }
  | { readonly type: 'copyUrl' }
  /** The name of a lower pane. */
  | { readonly type: 'tab'; readonly tab: 'log' | 'hid' }
  /** A device of the HID panel, by its place; and the two buttons of one, by its row's id. */
  | { readonly type: 'device'; readonly index: number }
  | { readonly type: 'readDevice'; readonly id: string }
  | { readonly type: 'bindDevice'; readonly id: string }
  /** A key of the HID panel: about the chosen device. */
  | { readonly type: 'panel'; readonly act: PanelAct }
  /** Enter or Escape of the field that has the keys (the filter's, or the one for typed codes). */
  | { readonly type: 'field'; readonly act: 'enter' | 'leave' }
  | { readonly type: 'guide'; readonly act: GuideAct }
  /** A step of the guided walk. */
  | { readonly type: 'step'; readonly index: number }
  | DialogTarget;

export type PanelAct = 'read' | 'bind' | 'which' | 'release' | 'leave' | 'up' | 'down';

export type GuideAct = 'press' | 'next' | 'back' | 'close' | 'copyCode' | 'copySerial';

/** While a dialog is open, nothing else can be clicked. */
export type DialogTarget =
  | { readonly type: 'dialog'; readonly part: DialogPart }
  | { readonly type: 'menuItem'; readonly index: number }
  | { readonly type: 'formField'; readonly index: number };

export type DialogPart = 'ok' | 'cancel' | 'next' | 'inside' | 'outside';
