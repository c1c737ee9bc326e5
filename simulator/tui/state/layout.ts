/** Where the panes are on a screen of a given size. PURE. */
import type { Rect } from '../geometry.ts';
import type { Model } from './model.ts';

export type Layout =
  | { readonly kind: 'tiny' }
  /** One pane has what the title, the portal's line and the help leave. */
  | {
      readonly kind: 'zoomed';
      readonly title: Rect;
      readonly portal: Rect;
      readonly pane: Rect;
      readonly help: Rect;
    }
  | {
      readonly kind: 'compact' | 'normal' | 'wide';
      readonly title: Rect;
      readonly portal: Rect | undefined;
      readonly list: Rect;
      readonly detail: Rect;
      /** In the normal layout log and HID panel share one place, turn about. */
      readonly log: Rect;
      readonly hid: Rect;
      readonly contract: Rect | undefined;
      readonly help: Rect;
    };

export const minimum = { cols: 40, rows: 12 } as const;

/** @param hidOpen the HID pane has something to show; a line is enough for it otherwise. */
export function layout(cols: number, rows: number, hidOpen = true, zoomed = false): Layout {
  if (cols < minimum.cols || rows < minimum.rows) return { kind: 'tiny' };
  if (zoomed) return whole(cols, rows);
  if (cols < 64 || rows < 20) return compact(cols, rows);
  return cols >= 108 && rows >= 32 ? wide(cols, rows, hidOpen) : normal(cols, rows);
}

function whole(cols: number, rows: number): Layout {
  return {
    kind: 'zoomed',
    title: { x: 0, y: 0, width: cols, height: 1 },
    portal: { x: 0, y: 1, width: cols, height: 1 },
    pane: { x: 0, y: 2, width: cols, height: rows - 3 },
    help: { x: 0, y: rows - 1, width: cols, height: 1 },
  };
}

function compact(cols: number, rows: number): Layout {
  // Title, list, three rows of digits with the bar, one line of log or reader, help.
  const listHeight = rows - 8;
  const last = { x: 0, y: rows - 2, width: cols, height: 1 };
  return {
    kind: 'compact',
    title: { x: 0, y: 0, width: cols, height: 1 },
    portal: undefined,
    list: { x: 0, y: 1, width: cols, height: listHeight },
    detail: { x: 0, y: 1 + listHeight, width: cols, height: 5 },
    log: last,
    hid: last,
    contract: undefined,
    help: { x: 0, y: rows - 1, width: cols, height: 1 },
  };
}

function normal(cols: number, rows: number): Layout {
  const lower = Math.max(4, Math.min(10, rows - 18));
  const main = rows - 3 - lower;
  const listWidth = cols >= 76 ? 33 : cols - 40;
  const pane = { x: 0, y: 2 + main, width: cols, height: lower };
  return {
    kind: 'normal',
    title: { x: 0, y: 0, width: cols, height: 1 },
    portal: { x: 0, y: 1, width: cols, height: 1 },
    list: { x: 0, y: 2, width: listWidth, height: main },
    detail: { x: listWidth, y: 2, width: cols - listWidth, height: main },
    log: pane,
    hid: pane,
    contract: undefined,
    help: { x: 0, y: rows - 1, width: cols, height: 1 },
  };
}

function wide(cols: number, rows: number, hidOpen: boolean): Layout {
  const lower = Math.max(11, Math.min(16, Math.floor((rows - 3) / 3)));
  const main = rows - 3 - lower;
  const listWidth = Math.min(cols >= 160 ? 104 : 56, Math.floor(cols * (cols >= 160 ? 0.52 : 0.42)));
  const y = 2 + main;
  const contractWidth = 36;
  const hidWidth = hidOpen ? 34 : 0;
  const logWidth = cols - contractWidth - hidWidth;
  const line = hidOpen ? 0 : 1;
  return {
    kind: 'wide',
    title: { x: 0, y: 0, width: cols, height: 1 },
    portal: { x: 0, y: 1, width: cols, height: 1 },
    list: { x: 0, y: 2, width: listWidth, height: main },
    detail: { x: listWidth, y: 2, width: cols - listWidth, height: main },
    log: { x: 0, y, width: logWidth, height: lower - line },
    hid: hidOpen
      ? { x: logWidth, y, width: hidWidth, height: lower }
      : { x: 0, y: y + lower - 1, width: logWidth, height: 1 },
    contract: { x: logWidth + hidWidth, y, width: contractWidth, height: lower },
    help: { x: 0, y: rows - 1, width: cols, height: 1 },
  };
}

/** Rows of the token list's window. */
export function listHeight({ cols, rows, zoomed, guide }: Pick<Model, 'cols' | 'rows' | 'zoomed' | 'guide'>): number {
  const where = layout(cols, rows, true, zoomed && guide === undefined);
  switch (where.kind) {
    case 'tiny':
      return 1;
    case 'compact':
      return where.list.height;
    // Its frame, and where the columns have names their line.
    case 'normal':
      return Math.max(1, where.list.height - 2);
    case 'wide':
      return where.list.height - 3;
    case 'zoomed':
      return where.pane.height - 3;
  }
}
