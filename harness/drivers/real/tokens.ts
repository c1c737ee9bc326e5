/** Real tokens in a person's hand: pressed through the desk, which asks for the finger. What no hand can do is skipped. */
import type { Text } from '../../../common/text.ts';
import type { LiveTray } from '../../../simulator/cell/live-tray.ts';
import { advice } from '../../../simulator/hid/failure.ts';
import type { TokenDevice } from '../../device-port.ts';
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
          `実物のトークン（${word}）が足りません（${real.length} 個。「ichido hid enroll」か「ichido token adopt」で並べられます）`,
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
      // Somebody who was away for a minute is asked once more.
      const first = await tray.press(serial);
      const pressed = first.ok || !isUntouched(first.refusal) ? first : await tray.press(serial);
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

const isUntouched = ({ text }: { readonly text: Text }): boolean => text.en.includes(advice['not-touched'].en);
