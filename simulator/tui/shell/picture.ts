/** SHELL: what a terminal shows: the newest state as a grid, the grid as bytes, and what lies under a click. */
import { type Grid, targetAt } from '../draw/grid.ts';
import type { Target } from '../keys/target.ts';
import { type Frames, frames } from './frames.ts';
import { type CellScreen, createScreen } from './screen.ts';
import type { Terminal } from './terminal.ts';

export interface Picture extends Pick<Frames, 'ask' | 'drawNow' | 'stop'>, Omit<CellScreen, 'frame'> {
  /** What was drawn at a cell; undefined where nothing is meant, or nothing is drawn yet. */
  targetAt(x: number, y: number): Target | undefined;
  readonly drawn: boolean;
}

/**
 * @param ui milliseconds of a clock that never stops.
 * @param seen false while the terminal is somebody else's.
 * @param view the newest state, drawn.
 */
export function createPicture(terminal: Terminal, ui: () => number, seen: () => boolean, view: () => Grid): Picture {
  const { cols, rows } = terminal.size();
  const screen = createScreen(cols, rows);
  let grid: Grid | undefined;
  const frame = frames(terminal, ui, seen, () => {
    grid = view();
    const bytes = screen.frame(grid);
    if (bytes !== '') terminal.write(bytes);
  });
  return {
    ...screen,
    ...frame,
    targetAt: (x, y) => (grid === undefined ? undefined : targetAt(grid, x, y)),
    get drawn() {
      return grid !== undefined;
    },
  };
}
