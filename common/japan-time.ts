/** Instants as people in Japan read and write them; the machine's own zone never matters. PURE. */
import type { Text } from './text.ts';

/** Japan has had one offset and no summer time since 1952. */
const offsetMs = 9 * 3_600_000;

/** `2026-11-22T19:03:26.000+09:00`; milliseconds since the epoch in, at most the year 9999. */
export const japanIso = (at: number): string => new Date(at + offsetMs).toISOString().replace('Z', '+09:00');

/** `2026-11-22` */
export const japanDay = (at: number): string => japanIso(at).slice(0, 10);

/** `2026-11-22 19:03:26` */
export const japanDateTime = (at: number): string => japanIso(at).slice(0, 19).replace('T', ' ');

/** What an instant must look like, to be put into a sentence of either language. */
export const instantForm: Text = {
  ja: '日時（日本時間で 2026-11-22 09:00、または時差つきで 2026-11-22T09:00:00Z）',
  en: 'an instant (2026-11-22 09:00 in Japan, or with its zone: 2026-11-22T09:00:00Z)',
};

/**
 * ISO 8601 with a zone (`2026-11-22T00:00:00Z`, `…+02:00`), or without one in Japan's time (`2026-11-22 09:00[:30]`) →
 * milliseconds since the epoch. Undefined for anything else, for a date that the calendar does not have (February 30th),
 * and for instants before 1970.
 */
export function parseInstant(text: string): number | undefined {
  const form = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d:\d\d)(?::(\d\d)(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;
  const [whole, year, month, day, minutes, seconds = '00', fraction = '', zone = '+09:00'] =
    form.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${minutes}:${seconds}${fraction}${zone}`);
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(at) || Number(day) > daysInMonth || at < 0 ? undefined : at;
}
