/** The columns of the token list: what each says of a token, and by what a click on its name sorts. PURE. */
import { clean, shorten, textWidth } from '../../../common/text-width.ts';
import { isRight, offsetAt } from '../../device/device-clock.ts';
import type { Face } from '../../device/face.ts';
import { isReal, type TokenInfo } from '../desk-port.ts';
import type { Sort } from '../keys/command.ts';
import { japanTime } from '../texts/times.ts';
import type { Brush } from './brush.ts';
import { holdersText } from './detail.ts';

export interface ListRow {
  readonly serial: string;
  readonly info: TokenInfo;
  readonly face: Face;
  readonly isChosen: boolean;
}

export interface Column {
  /** Undefined: whatever is left. */
  readonly cells: number | undefined;
  readonly name: string;
  readonly sort?: Sort;
  readonly text: (brush: Brush, row: ListRow) => string;
  readonly attr: (brush: Brush, row: ListRow) => number;
}

const dim = ({ theme }: Brush, { isChosen }: ListRow): number => (isChosen ? theme.chosenDim : theme.dim);
const warn = ({ theme }: Brush, { isChosen }: ListRow): number => (isChosen ? theme.chosenWarn : theme.warn);

/** Those that `cells` have room for. */
export function columnsOf({ t }: Brush, cells: number): readonly Column[] {
  const wide = cells >= 70;
  const names = t.columns;
  return [
    {
      cells: 9,
      name: names.serial,
      sort: 'arrival',
      text: (_, { serial }) => clean(serial, 32),
      attr: ({ theme }, { isChosen }) => (isChosen ? theme.chosenStrong : theme.strong),
    },
    ...(cells >= 44
      ? [{ cells: 5, name: names.battery, sort: 'battery', text: gauge, attr: batteryTone } as const]
      : []),
    { cells: 4, name: '', sort: 'battery', text: percent, attr: batteryTone },
    { cells: 8, name: names.face, sort: 'state', text: faceText, attr: faceTone },
    ...(wide
      ? ([
          {
            cells: 15,
            name: names.profile,
            sort: 'profile',
            text: ({ grid }, { info }) => shorten(clean(info.profile, 40), 15, grid.wide),
            attr: dim,
          },
          { cells: 20, name: names.clock, text: drift, attr: warn },
        ] satisfies Column[])
      : []),
    ...(cells >= 100 ? [{ cells: 8, name: names.pressed, text: pressed, attr: dim }] : []),
    { cells: undefined, name: names.holder, sort: 'holder', text: wide ? holdersOf : held, attr: dim },
  ];
}

/** The battery, or what it is that has none. */
function percent({ t, grid }: Brush, { info }: ListRow): string {
  const word = info.state === 'retired' ? t.oldApp : isReal(info) ? 'real' : 'app';
  const text = info.battery === null ? word : `${info.battery}%`;
  return ' '.repeat(Math.max(0, 4 - textWidth(text, grid.wide))) + text;
}

function gauge(_: Brush, { info }: ListRow): string {
  if (info.battery === null) return '';
  const full = info.battery === 0 ? 0 : Math.max(1, Math.round(info.battery / 20));
  return '■'.repeat(full) + '□'.repeat(5 - full);
}

function batteryTone({ theme }: Brush, { info, isChosen }: ListRow): number {
  if (info.battery !== null && info.battery < 1) return isChosen ? theme.chosenBad : theme.bad;
  if (info.battery !== null && info.battery < 10) return isChosen ? theme.chosenWarn : theme.warn;
  return isChosen ? theme.chosenDim : theme.dim;
}

/** What the device shows; a word when it can't show anything any more. */
function faceText({ t }: Brush, { info, face }: ListRow): string {
  if (face.kind !== 'dark') return clean(face.text, 16);
  return t.lostStates[info.state] ?? '';
}

function faceTone({ theme }: Brush, { info, face, isChosen }: ListRow): number {
  if (face.kind === 'code') return isChosen ? theme.chosenLit : theme.listLit;
  if (face.kind === 'dark' && info.state === 'flat') return isChosen ? theme.chosenBad : theme.bad;
  return isChosen ? theme.chosenWarn : theme.warn;
}

/** How its clock differs from the desk's. */
function drift({ context, t, grid }: Brush, { info: { clock } }: ListRow): string {
  if (clock === null || isRight(clock, context.now)) return '';
  return shorten(t.drift(clock.driftPpm, offsetAt(clock, context.now)), 20, grid.wide);
}

/** When button ① was pressed last, as far as this desk has seen it. */
function pressed({ model }: Brush, { serial }: ListRow): string {
  const at = model.pressed.get(serial);
  return at === undefined ? '' : japanTime(at).time;
}

/** Who holds it, where there is room for names. */
function holdersOf(brush: Brush, { serial }: ListRow): string {
  const holders = brush.context.portal.holders(serial);
  return holders === undefined ? '' : clean(holdersText(brush, holders), 200);
}

/** Who holds it, in a few cells. */
function held(brush: Brush, { serial }: ListRow): string {
  const holders = brush.context.portal.holders(serial);
  if (holders === undefined) return '';
  if (holders.mode === 'shared') return brush.t.shared;
  const [first, ...others] = holders.users;
  return clean(`${first?.userId ?? ''}${others.length > 0 ? `+${others.length}` : ''}`, 64);
}
