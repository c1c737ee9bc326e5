/** The forms: what they ask, what they make of the answers. PURE. */
import type { Text } from '../../../common/text.ts';
import type { DeskCommand, HidRow, HidWhich } from '../desk-port.ts';
import { field } from './field.ts';
import type { Context, Dialog, Effect, FormId, HidFormId, Model } from './model.ts';

type Form = Extract<Dialog, { kind: 'form' }>;

/** A real token's PIN. The row's name and id are foreign text: neither is in the form. */
export function pinForm(row: HidRow): Form {
  return {
    kind: 'form',
    form: 'pin',
    device: row.id,
    hidden: true,
    focus: 0,
    title: { ja: 'トークンのPIN', en: 'PIN of the token' },
    note: row.prompt ?? { ja: 'PINを入力してください', en: 'type the PIN' },
    fields: [{ label: { ja: 'PIN', en: 'PIN' }, field: field() }],
  };
}

/** Which serial of the stock a real token stands for, and which of its slots or names. */
export function bindForm(row: HidRow): Form {
  return {
    kind: 'form',
    form: 'bind',
    device: row.id,
    focus: 0,
    title: { ja: '実物のトークンの割り当て', en: 'Bind a real token' },
    note: {
      ja: 'このトークンを、入れたシリアル番号の実物としてデスクに並べます。鍵はPSKCファイルでポータルの在庫に入れてください（POST /__admin/stock）。スロットと名前は空欄でもかまいません。',
      en: "On the desk it stands for this serial. Its secret goes to the portal's stock by a PSKC file (POST /__admin/stock). Slot and name may be blank.",
    },
    fields: [
      { label: { ja: 'シリアル番号', en: 'serial' }, field: field(row.serial ?? '') },
      { label: { ja: 'スロット', en: 'slot' }, field: field() },
      { label: { ja: '名前', en: 'name' }, field: field() },
    ],
  };
}

/** Which of a device's slots or names is read now. */
export function whichForm(row: HidRow): Form {
  return {
    kind: 'form',
    form: 'which',
    device: row.id,
    focus: 0,
    title: { ja: '読み取るスロット・名前', en: 'Slot or name to read' },
    note: {
      ja: 'スロットは番号（Nitrokey Pro は 1〜15、YubiKey は 1・2）、名前は Nitrokey 3 の Secrets での名前。片方だけ入れます。',
      en: 'A slot is a number (1 to 15 on a Nitrokey Pro, 1 or 2 on a YubiKey), a name is that of a Nitrokey 3. One of them.',
    },
    fields: [
      { label: { ja: 'スロット', en: 'slot' }, field: field() },
      { label: { ja: '名前', en: 'name' }, field: field() },
    ],
  };
}

/** Undefined when the form needs a chosen token and none is there. */
export function openForm(form: Exclude<FormId, HidFormId>, model: Model, context: Context): Form | undefined {
  const about = model.chosen;
  const needsToken = form === 'battery' || form === 'drift';
  if (needsToken && about === undefined) return undefined;
  const base = { kind: 'form', form, focus: 0, ...(needsToken ? { about } : {}) } as const;
  switch (form) {
    case 'battery':
      return {
        ...base,
        title: { ja: '電池の残量', en: 'Battery' },
        note: { ja: '減らすことだけできます（0〜100）。', en: 'It can only fall (0 to 100).' },
        fields: [{ label: { ja: '残量 %', en: 'percent' }, field: field() }],
      };
    case 'drift':
      return {
        ...base,
        title: { ja: '時計のずれ', en: 'Clock drift' },
        note: {
          ja: '進みを正、遅れを負の数で。空欄は変えません。',
          en: 'Fast is positive, slow negative. Blank means no change.',
        },
        fields: [
          { label: { ja: '速さ ppm', en: 'rate, ppm' }, field: field() },
          { label: { ja: 'ずれ 秒', en: 'offset, s' }, field: field() },
        ],
      };
    case 'advance':
      return {
        ...base,
        title: { ja: '時計を進める', en: 'Move the clock' },
        note: {
          ja: '例: 30s  5m  2h  1d  または秒数。戻せません。',
          en: 'Such as 30s, 5m, 2h, 1d, or seconds. Forwards only.',
        },
        fields: [{ label: { ja: '進める', en: 'by' }, field: field() }],
      };
    case 'stop':
      return {
        ...base,
        title: { ja: '時計を止める', en: 'Stop the clock' },
        note: {
          ja: '止める日時（日本時間）。空欄はいまの時刻。',
          en: "The instant (Japan's time). Blank: now.",
        },
        fields: [{ label: { ja: '日時', en: 'at' }, field: field() }],
      };
    case 'restore':
      return {
        ...base,
        title: { ja: 'バックアップから復元', en: 'Restore from a backup' },
        note: {
          ja: '新しいシリアル番号になります。貼り付けもできます。',
          en: 'It gets a new serial. Pasting works too.',
        },
        fields: [{ label: { ja: 'バックアップ', en: 'backup' }, field: field(model.backups[0]?.backup ?? '') }],
      };
    case 'export':
      return {
        ...base,
        title: { ja: 'PSKCの書き出し', en: 'Export the stock' },
        note: {
          ja: 'デスクの鍵で暗号化します。あるファイルには上書きしません。',
          en: "Encrypted with the desk's key. Never over an existing file.",
        },
        fields: [{ label: { ja: 'ファイル', en: 'file' }, field: field(`ichido-${fileDay(context.now)}.pskc.xml`) }],
      };
  }
}

const fileDay = (now: number): string => new Date(now + 9 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '');

/** A filled form → what to do, or what is wrong with it. */
export function submitForm(form: Form, context: Context): { readonly effects: Effect[] } | { readonly error: Text } {
  const values = form.fields.map((entry) => entry.field.text.trim());
  const first = values[0] ?? '';
  switch (form.form) {
    case 'battery': {
      if (!/^\d{1,3}$/.test(first) || Number(first) > 100) {
        return { error: { ja: '0〜100 の整数を入れてください', en: 'a whole number from 0 to 100, please' } };
      }
      return send({ type: 'setBattery', serial: form.about!, percent: Number(first) });
    }
    case 'drift': {
      const [ppm, seconds] = values.map(signedNumber) as [number | undefined, number | undefined];
      if (Number.isNaN(ppm) || Number.isNaN(seconds) || (ppm === undefined && seconds === undefined)) {
        return { error: { ja: '数を入れてください（例 20、-90）', en: 'a number, please (such as 20 or -90)' } };
      }
      const offsetMs = seconds === undefined ? undefined : Math.round(seconds * 1000);
      return send({ type: 'drift', serial: form.about!, ppm, offsetMs });
    }
    case 'advance': {
      const advanceMs = span(first);
      if (advanceMs === undefined) {
        return {
          error: { ja: '30s、5m、2h、1d のように入れてください', en: 'something like 30s, 5m, 2h or 1d, please' },
        };
      }
      const mode = context.desk.clock().mode;
      // A running clock can only be shifted as an offset clock; a stopped one stays stopped.
      return send({ type: 'clock', change: mode === 'manual' ? { advanceMs } : { mode: 'offset', advanceMs } });
    }
    case 'stop': {
      if (first === '') return send({ type: 'clock', change: { mode: 'manual' } });
      const now = instant(first);
      if (now === undefined) {
        return { error: { ja: '2026-11-22 09:00 のように入れてください', en: 'like 2026-11-22 09:00, please' } };
      }
      return send({ type: 'clock', change: { mode: 'manual', now } });
    }
    case 'pin':
      if (first === '') return { error: { ja: 'PINを入れてください', en: 'the PIN, please' } };
      return { effects: [{ type: 'hidPin', id: form.device ?? '', pin: first }] };
    case 'bind': {
      const [serial = '', slot = '', name = ''] = values;
      if (!/^SKT[HS][0-9]{5}$/.test(serial)) {
        return {
          error: { ja: 'SKTH か SKTS と半角数字5桁を入れてください', en: 'SKTH or SKTS and five digits, please' },
        };
      }
      const which = whichOf(slot, name);
      if ('error' in which) return which;
      return { effects: [{ type: 'hidBind', id: form.device ?? '', serial, ...which }] };
    }
    case 'which': {
      const [slot = '', name = ''] = values;
      const which = whichOf(slot, name);
      if ('error' in which) return which;
      return { effects: [{ type: 'hidRead', id: form.device ?? '', ...which }] };
    }
    case 'restore': {
      if (first === '') return { error: { ja: 'バックアップを入れてください', en: 'a backup, please' } };
      return { effects: [{ type: 'send', command: { type: 'restore', backup: first }, tag: { type: 'new' } }] };
    }
    case 'export': {
      if (first === '') return { error: { ja: 'ファイル名を入れてください', en: 'a file name, please' } };
      const tag = { type: 'export', path: first } as const;
      return { effects: [{ type: 'send', command: { type: 'exportStock' }, tag }] };
    }
  }
}

function whichOf(slot: string, name: string): HidWhich | { readonly error: Text } {
  if (!/^(|[1-9]|1[0-5])$/.test(slot)) {
    return { error: { ja: 'スロットは 1〜15 です', en: 'a slot is 1 to 15' } };
  }
  return { slot: slot === '' ? undefined : Number(slot), name: name === '' ? undefined : name };
}

const send = (command: DeskCommand): { effects: Effect[] } => ({
  effects: [{ type: 'send', command, tag: { type: 'quiet' } }],
});

/** '' → undefined; not a number → NaN. */
function signedNumber(text: string): number | undefined {
  if (text === '') return undefined;
  return /^[+-]?\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

/** `90`, `90s`, `5m`, `2h`, `1d` → milliseconds. */
export function span(text: string): number | undefined {
  const match = /^(\d{1,9})\s*([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const unit = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as 's'];
  return Number(match[1]) * unit;
}

/** `2026-11-22 09:00[:30]` of Japan's time → milliseconds since the epoch. */
export function instant(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const at = Date.parse(`${match[1]}T${match[2]}${match[3] ?? ':00'}+09:00`);
  // A date that the calendar does not have would roll over into the next month.
  const same = !Number.isNaN(at) && new Date(at + 9 * 3_600_000).toISOString().startsWith(match[1]!);
  return same ? at : undefined;
}
