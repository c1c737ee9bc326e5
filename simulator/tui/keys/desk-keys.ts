/**
 * The one table of keys: what the keys do and what the help line says come from here. PURE.
 * A key is named as `input-token.ts` names it: a character, or `up`, `enter`, `C-l`…
 */
import type { Text } from '../../../common/text.ts';
import { commandTexts } from '../texts/commands.ts';
import type { CommandId } from './command.ts';
import type { Target } from './target.ts';

export interface KeyRow {
  readonly command: CommandId;
  /** What a click on the help line does. */
  readonly target: Target;
  readonly keys: readonly string[];
  /** How the help shows the key. */
  readonly shown: string;
  /** Short, for the help line. */
  readonly short: Text;
  /** A sentence, for the help page and the menu. */
  readonly long: Text;
  /** Place on the help line: the smaller, the longer it stays on narrow screens. Absent: only on the help page. */
  readonly rank?: number;
  /** Listed in the actions menu of a device. `hardware` and `software` only for those. */
  readonly menu?: 'any' | 'hardware' | 'software' | 'desk';
}

const row = (
  command: CommandId,
  keys: readonly string[],
  shown: string,
  extra: Pick<KeyRow, 'rank' | 'menu'> = {},
): KeyRow => ({ command, target: { type: 'command', command }, keys, shown, ...commandTexts[command], ...extra });

export const keyTable: readonly KeyRow[] = [
  row('press', ['space', 'p'], 'Space', { rank: 1, menu: 'hardware' }),
  row('up', ['up', 'k'], '↑'),
  row('down', ['down', 'j'], 'j/k', { rank: 4 }),
  row('pageUp', ['pageup', 'C-u'], 'PgUp'),
  row('pageDown', ['pagedown', 'C-d'], 'PgDn'),
  row('first', ['home', 'g'], 'Home'),
  row('last', ['end', 'G'], 'End'),
  row('menu', ['enter', 'm'], 'Enter', { rank: 2 }),
  row('swap', ['s'], 's', { rank: 3, menu: 'hardware' }),
  row('changePhone', ['w'], 'w', { rank: 11, menu: 'software' }),
  row('copyCode', ['c'], 'c', { rank: 6, menu: 'any' }),
  row('copySerial', ['y'], 'y', { rank: 12, menu: 'any' }),
  row('battery', ['v'], 'v', { rank: 9, menu: 'hardware' }),
  row('drift', ['d'], 'd', { rank: 14, menu: 'any' }),
  row('backup', ['b'], 'b', { menu: 'software' }),
  row('restore', ['r'], 'r', { menu: 'desk' }),
  row('uninstall', ['u'], 'u', { menu: 'software' }),
  row('issue', ['n'], 'n', { rank: 7, menu: 'desk' }),
  row('install', ['a'], 'a', { rank: 10, menu: 'desk' }),
  row('clock', ['t'], 't', { rank: 13, menu: 'desk' }),
  row('filter', ['/'], '/', { rank: 8, menu: 'desk' }),
  row('reader', ['f'], 'f', { rank: 15, menu: 'desk' }),
  row('sort', ['S'], 'S', { menu: 'desk' }),
  row('zoom', ['z'], 'z', { menu: 'desk' }),
  row('nextPane', ['tab'], 'Tab'),
  row('paneBefore', ['S-tab'], 'S-Tab'),
  row('paneList', ['M-1'], 'M-1'),
  row('paneLog', ['M-2'], 'M-2'),
  row('paneHid', ['M-3'], 'M-3'),
  row('paneContract', ['M-4'], 'M-4'),
  row('hid', ['h'], 'h', { rank: 16, menu: 'desk' }),
  row('portal', ['i'], 'i', { rank: 17, menu: 'desk' }),
  row('bank', ['B'], 'B', { menu: 'desk' }),
  row('export', ['e'], 'e', { rank: 18, menu: 'desk' }),
  row('log', ['o'], 'o', { menu: 'desk' }),
  row('language', ['l', 'L'], 'l', { rank: 19, menu: 'desk' }),
  row('mouse', ['M'], 'M', { menu: 'desk' }),
  row('repaint', ['C-l'], 'C-l'),
  row('suspend', ['C-z'], 'C-z'),
  row('leave', ['escape'], 'Esc'),
  row('help', ['?'], '?', { rank: 5, menu: 'desk' }),
  row('interrupt', ['C-c'], 'C-c'),
  row('quit', ['q'], 'q', { rank: 0, menu: 'desk' }),
];

const byKey = new Map(keyTable.flatMap((entry) => entry.keys.map((key) => [key, entry.command] as const)));

export const commandOf = (key: string): CommandId | undefined => byKey.get(key);

export const keyRow = (command: CommandId): KeyRow => {
  const found = keyTable.find((entry) => entry.command === command);
  if (found === undefined) throw new Error(`keys.ts: no row for the command ${command}`);
  return found;
};

const named: Readonly<Record<string, string>> = {
  space: 'Space',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'S-tab': 'S-Tab',
  'M-1': 'Alt-1',
  'M-2': 'Alt-2',
  'M-3': 'Alt-3',
  'M-4': 'Alt-4',
  up: '↑',
  down: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
};

/** `↑ k`: every key of a row, as the help page shows them. A capital that does what its letter does is left out. */
export const keysShown = (keys: readonly string[]): string =>
  keys
    .filter((key) => key === key.toLowerCase() || !keys.includes(key.toLowerCase()))
    .map((key) => named[key] ?? key)
    .join(' ');

/** The rows of the help line, most needed first. */
export const helpRows: readonly KeyRow[] = keyTable
  .filter((entry) => entry.rank !== undefined)
  .sort((a, b) => a.rank! - b.rank!);
