/** Instants and spans as the screen shows them. PURE. */

import { japanDateTime } from '../../../common/japan-time.ts';

/** `2026-11-22 17:03:12`, in Japan's time whatever the machine's zone, as the bank's pages show it. */
export function japanTime(at: number): { readonly date: string; readonly time: string } {
  if (!Number.isFinite(at) || Math.abs(at) > 2.5e14) return { date: '----------', time: '--:--:--' };
  const [date = '', time = ''] = japanDateTime(at).split(' ');
  return { date, time };
}

/** `+1d 02:30:05`, the shortest that says it. */
export function duration(ms: number): string {
  const sign = ms < 0 ? '-' : '+';
  const seconds = Math.round(Math.abs(ms) / 1000);
  const days = Math.floor(seconds / 86_400);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${sign}${days > 0 ? `${days}d ` : ''}${clock}`;
}
