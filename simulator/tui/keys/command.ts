/** What the desk can be told to do by a key, a click or a menu, and the panes and orders that it is about. PURE. */

/** The panes in their order on the screen. */
export const panes = ['list', 'log', 'hid', 'contract'] as const;
export type PaneId = (typeof panes)[number];

/** By what the list is sorted; `arrival` is the order in which the tokens came. */
export const sorts = ['arrival', 'battery', 'state', 'profile', 'holder'] as const;
export type Sort = (typeof sorts)[number];

/** What the desk can be told to do. */
export type CommandId =
  | 'press'
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'menu'
  | 'issue'
  | 'install'
  | 'swap'
  | 'changePhone'
  | 'battery'
  | 'backup'
  | 'restore'
  | 'uninstall'
  | 'drift'
  | 'clock'
  | 'copyCode'
  | 'copySerial'
  | 'filter'
  | 'sort'
  | 'zoom'
  | 'nextPane'
  | 'paneBefore'
  | 'paneList'
  | 'paneLog'
  | 'paneHid'
  | 'paneContract'
  | 'export'
  | 'portal'
  | 'bank'
  | 'reader'
  | 'hid'
  | 'log'
  | 'language'
  | 'mouse'
  | 'help'
  | 'repaint'
  | 'suspend'
  | 'leave'
  | 'interrupt'
  | 'quit';
