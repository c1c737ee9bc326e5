/** The cells of a terminal's screen as eyes see them: characters, and how bright their colours are. */
import type { IBufferCell, Terminal } from '@xterm/headless';
import type { SeenCell, Sight } from './sight.ts';

export function sightOn(xterm: Terminal): Sight {
  const buffer = xterm.buffer.active;
  return Array.from({ length: xterm.rows }, (_, y) => {
    const line = buffer.getLine(buffer.baseY + y);
    return Array.from({ length: xterm.cols }, (__, x) => seen(line?.getCell(x)));
  });
}

function seen(cell: IBufferCell | undefined): SeenCell {
  if (cell === undefined) return { ch: ' ', fore: undefined, back: undefined };
  const ch = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
  const fore = cell.isFgPalette() ? brightness(cell.getFgColor()) : undefined;
  const back = cell.isBgPalette() ? brightness(cell.getBgColor()) : undefined;
  return cell.isInverse() ? { ch, fore: back, back: fore } : { ch, fore, back };
}

/** Of a colour of the 256 that xterm counts: sixteen of old, a cube of six shades, a ramp of greys (ITU-R BT.709). */
function brightness(colour: number): number | undefined {
  if (colour < 16) return undefined; // what each person's terminal makes of them
  if (colour >= 232) return 8 + (colour - 232) * 10;
  const shade = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const at = colour - 16;
  const [red, green, blue] = [shade(Math.floor(at / 36)), shade(Math.floor(at / 6) % 6), shade(at % 6)];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
