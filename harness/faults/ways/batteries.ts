/** Batteries that several faults share. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { TokenState } from '../../../simulator/device/face.ts';
import type { HardwareToken } from '../../../simulator/device/hardware-token.ts';
import { profileNamed } from '../../../simulator/device/profiles.ts';
import { leaving, relit } from './tokens.ts';

export const lifeOf = ({ profile }: HardwareToken): number => profileNamed(profile)?.lifePresses ?? 1;

export const whole = (percent: number): number => Math.max(0, Math.floor(percent));

/** A key fob whose notice tells another percent, or comes at other times. `left` is the percent before the press. */
export const noticing = (percent: (left: number, token: HardwareToken) => number | undefined): Wrapping =>
  leaving('press', (token, before, now) =>
    relit(token, before, now, ({ pressedAt }) => {
      if (before.profile !== 'shinkin-keyfob') return {};
      const shown = percent((before.charge * 100) / lifeOf(before), before);
      if (shown === undefined) return { notice: undefined, codeAt: pressedAt, litUntil: pressedAt + 30_000 };
      const notice = `bAtt ${String(shown).padStart(2, '0')}`;
      return { notice, codeAt: pressedAt + 2000, litUntil: pressedAt + 32_000 };
    }),
  );

export const renoticing = (change: (text: string) => string): Wrapping =>
  leaving('press', (token, before, now) =>
    relit(token, before, now, ({ notice }) => (notice === undefined ? {} : { notice: change(notice) })),
  );

/** What a list says of the state. */
export const stating = (change: (state: TokenState, battery: number | null) => TokenState): Wrapping => ({
  physics: (right) => ({
    ...right,
    summaryOf: (device, now) => {
      const summary = right.summaryOf(device, now);
      return { ...summary, state: change(summary.state, summary.battery) };
    },
  }),
});

/** What a list says of the percent. */
export const listing = (change: (percent: number, token: HardwareToken, now: number) => number): Wrapping => ({
  physics: (right) => ({
    ...right,
    summaryOf: (device, now) => {
      const summary = right.summaryOf(device, now);
      if (device.source !== 'hardware') return summary;
      return { ...summary, battery: change(summary.battery ?? 0, device, now) };
    },
  }),
});

/** Batteries that can be filled up. */
export const recharging = (which: (token: HardwareToken) => boolean): Wrapping => ({
  physics: (right) => ({
    ...right,
    update: (tray, message, now) => {
      const token = message.type === 'setBattery' ? tray.get(message.serial) : undefined;
      if (message.type !== 'setBattery' || token?.source !== 'hardware' || !which(token)) {
        return right.update(tray, message, now);
      }
      const charge = (lifeOf(token) * message.percent) / 100;
      return { ok: true, changes: [{ type: 'put', device: { ...token, charge } }], serials: [token.serial] };
    },
  }),
});
