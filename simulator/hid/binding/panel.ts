/** The HID desk as the TUI's panel wants it. PURE but for what it is given. */
import type { Text } from '../../../common/text.ts';
import type { DeskReply, HidPanelPort, HidRow } from '../../tui/desk-port.ts';
import { advice, type HidFailure } from '../failure.ts';
import { families } from '../families/families.ts';
import type { Prompt, RealTokenRow, RealTokens } from './real-tokens.ts';

export function hidPanel(hid: RealTokens): HidPanelPort {
  let from: readonly RealTokenRow[] | undefined;
  let rows: readonly HidRow[] = [];
  return {
    unavailable: () => {
      const failure = hid.failure();
      return failure === undefined ? undefined : advice[failure];
    },
    rows: () => {
      const now = hid.rows();
      if (now !== from) rows = now.map(rowOf);
      from = now;
      return rows;
    },
    read: async (id, which) => {
      const read = await hid.read(id, { slot: which?.slot, name: which?.name });
      if (read.ok) return { ok: true, content: read.value.code };
      const names = read.names === undefined || read.names.length === 0 ? '' : ` (${read.names.join(', ')})`;
      return refused(read.failure, names);
    },
    bind: async (id, serial, which) => {
      const enrolled = await hid.enroll({ serial, id, slot: which?.slot, name: which?.name });
      if (enrolled.ok) return { ok: true, serial, content: enrolled.label };
      return { ok: false, text: enrolled.text };
    },
    release: async (serial) => {
      const released = hid.release(serial);
      if (released.ok) return { ok: true, serial };
      return { ok: false, text: released.text };
    },
    typed: (code) => hid.typed(code),
    pin: (id, pin) => hid.givePin(id, pin),
    // Whoever watches the rows sees who wants a PIN, and can bring it.
    subscribe: (listener) => {
      const stops = [hid.subscribe(listener), hid.onPrompt(() => undefined, true)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function rowOf(row: RealTokenRow): HidRow {
  return {
    id: row.id,
    name: row.device.product ?? row.token.name,
    can: families[row.token.family].canDo,
    missing: row.failure === undefined ? undefined : advice[row.failure],
    prompt: row.prompt === undefined ? undefined : promptText(row.prompt),
    wantsPin: row.prompt?.ask === 'pin',
    serial: row.serial,
    code: row.code,
  };
}

function promptText({ ask, attemptsLeft }: Prompt): Text {
  switch (ask) {
    case 'plug':
      return { ja: 'トークンを差し込んでください', en: 'plug the token in' };
    case 'touch':
      return { ja: 'トークンに触れてください', en: 'touch the token' };
    case 'type':
      return {
        ja: '入力欄を選んでトークンに触れてください',
        en: 'put the cursor into the input field and touch the token',
      };
    case 'pin':
      return attemptsLeft === undefined
        ? { ja: 'PIN を入力してください', en: 'type the PIN' }
        : { ja: `PIN を入力してください（残り ${attemptsLeft} 回）`, en: `type the PIN (${attemptsLeft} tries left)` };
  }
}

function refused(failure: HidFailure, more: string): DeskReply {
  const { ja, en } = advice[failure];
  return { ok: false, text: { ja: `${ja}${more}`, en: `${en}${more}` } };
}
