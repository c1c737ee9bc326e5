/** Real tokens in a person's hand: pressed through the desk, which asks for the finger. What no hand can do is skipped. */
import type { LiveTray } from '../../../simulator/cell/live-tray.ts';
import type { SceneClock, TokenDevice } from '../../device-port.ts';
import { type Face, NotSupported } from '../../ports.ts';

const dark: Face = { kind: 'dark', text: '' };

export interface RealTokens extends TokenDevice {
  /** A new scenario: every token may be handed out again. */
  begin(): void;
}

/** Hands out the real tokens of the tray, each once a scenario. */
export function realTokens(tray: LiveTray): RealTokens {
  const handedOut = new Set<string>();
  const cannot = (what: string) => async (): Promise<never> => {
    throw new NotSupported(`実物のトークンでは${what}ことができません`);
  };
  return {
    begin: () => handedOut.clear(),
    issue: async (kind, profile) => {
      if (profile !== undefined) throw new NotSupported(`型式「${profile}」の実物のトークンはありません`);
      const real = tray.serials().filter((serial) => {
        const device = tray.device(serial);
        return device?.source === 'real' && device.kind === kind;
      });
      const serial = real.find((each) => !handedOut.has(each));
      if (serial === undefined) {
        const word = kind === 'hardware' ? 'SKTH' : 'SKTS';
        throw new NotSupported(
          `実物のトークン（${word}）が足りません（${real.length} 個。「ichido hid enroll」で登録できます）`,
        );
      }
      handedOut.add(serial);
      return serial;
    },
    // The desk shows a code for 30 s; a person would not type one whose step is over.
    face: async (serial) => {
      const face = tray.face(serial) ?? dark;
      return face.kind === 'code' && face.validUntil <= tray.clock.now() ? dark : face;
    },
    press: async (serial) => {
      const pressed = await tray.press(serial);
      if (!pressed.ok) throw new Error(pressed.refusal.text.ja);
      return pressed.value;
    },
    setBattery: cannot('電池残量を変える'),
    battery: cannot('電池残量を見る'),
    fail: cannot('故障させる'),
    drift: cannot('時計をずらす'),
    changePhone: cannot('機種変更をする'),
    backup: cannot('バックアップをとる'),
    restore: cannot('バックアップから復元する'),
    uninstall: cannot('アプリを削除する'),
  };
}

/** Two steps are a person's time, in which a code runs out; anything longer is travel in time. */
export const longestWaitMs = 60_000;

/** A token that keeps its own time was set in whole seconds, so its step ends a little after the desk's. */
const skewMs = 2_000;

/** The wall clock: short waits really pass, longer ones skip the scenario. */
export function wallClock(
  now: () => number,
  wait: (ms: number) => Promise<void>,
  tell: (ms: number) => void,
): SceneClock {
  return {
    now: async () => now(),
    advance: async (ms) => {
      if (ms > longestWaitMs) {
        throw new NotSupported(`実時間では ${Math.round(ms / 1000)} 秒後へ時刻を進められません`);
      }
      if (ms === 0) return;
      const whole = ms + skewMs;
      if (whole > 1000) tell(whole);
      await wait(whole);
    },
  };
}
