/** One thing of the desk as one line: a token, what it shows, a plugged-in device. PURE. */
import type { Language } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import { offsetAt } from '../../device/device-clock.ts';
import type { HidRow } from '../desk-port.ts';
import type { Context } from '../state/context.ts';
import { texts } from '../texts/texts.ts';

/** One token whole: kind, battery, state, clock, holders, display. */
export function tokenLine(serial: string, lang: Language, context: Context): string {
  const t = texts[lang];
  const info = context.desk.info(serial);
  if (info === undefined) return clean(serial, 32);
  const { clock, battery } = info;
  const holders = context.portal.holders(serial);
  const people = holders?.users.map(({ userId, name }) => `${userId} ${name}`).join(t.comma);
  const held = holders?.mode === 'shared' ? t.everyone : (people ?? '');
  return [
    clean(serial, 32),
    t.kinds[info.kind],
    clean(info.profile, 40),
    battery === null ? '' : `${t.battery} ${battery}%`,
    t.states[info.state],
    clock === null ? '' : `${t.clock} ${t.drift(clock.driftPpm, offsetAt(clock, context.now))}`,
    holders === undefined ? t.unregistered : `${t.holders} ${clean(held, 200)}`,
    shown(serial, context),
  ]
    .filter((part) => part !== '')
    .join(t.comma);
}

/** What its display shows, or that there is nothing. */
export function faceLine(serial: string, lang: Language, context: Context): string {
  const t = texts[lang];
  const text = shown(serial, context);
  return text === '' ? t.nothingToCopy : `${clean(serial, 32)} ${text}`;
}

/** A code is not cut in groups: it is read out, and taken from a pipe. */
function shown(serial: string, context: Context): string {
  const face = context.desk.face(serial, context.now);
  return face.kind === 'dark' ? '' : clean(face.kind === 'code' ? face.code : face.text, 16);
}

/** A device: its name, the serial that it stands for, the code that it gave, what it wants or can. */
export function deviceLine(row: HidRow, lang: Language): string {
  const t = texts[lang];
  const parts = [clean(row.name, 64), clean(row.serial ?? '', 12), clean(row.code ?? '', 12)];
  const note = row.prompt ?? row.missing ?? row.can;
  return t.lines.device([...parts, clean(note[lang], 200)].filter((part) => part !== '').join(t.comma));
}
