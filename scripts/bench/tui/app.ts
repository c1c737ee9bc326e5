/** The TUI as it is, over the benchmark's desk. */
import type { WriteStream } from 'node:tty';
import { startTui } from '../../../simulator/tui/shell/run.ts';
import { openTerminal } from '../../../simulator/tui/shell/terminal.ts';
import { benchWorld } from './world.ts';

const tui = startTui({
  terminal: openTerminal(process.stdin, process.stdout as WriteStream & { fd: number }),
  lang: 'ja',
  colour: true,
  mouse: true,
  ambiguous: 'narrow',
  wall: () => Date.now(),
  ui: () => performance.now(),
});
tui.connect(benchWorld());
process.exit(await tui.ended);
