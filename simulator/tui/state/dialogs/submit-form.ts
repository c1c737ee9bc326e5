/** A filled form → what is to be done, or what is wrong with it. PURE. */
import { parseDuration } from '../../../../common/duration.ts';
import { parseInstant } from '../../../../common/japan-time.ts';
import type { Text } from '../../../../common/text.ts';
import { serialForm } from '../../../../common/token-forms.ts';
import type { DeskCommand, HidWhich } from '../../desk-port.ts';
import { formErrors } from '../../texts/forms.ts';
import type { Context } from '../context.ts';
import type { Effect } from '../message.ts';
import type { Dialog } from './dialog.ts';

/** A filled form → what to do, or what is wrong with it. */
export function submitForm(
  form: Extract<Dialog, { kind: 'form' }>,
  context: Context,
): { readonly effects: Effect[] } | { readonly error: Text } {
  const values = form.fields.map((entry) => entry.field.text.trim());
  const first = values[0] ?? '';
  switch (form.form) {
    case 'battery': {
      if (!/^\d{1,3}$/.test(first) || Number(first) > 100) {
        return { error: formErrors.percent };
      }
      return send({ type: 'setBattery', serial: form.about!, percent: Number(first) });
    }
    case 'drift': {
      const [ppm, seconds] = values.map(signedNumber) as [number | undefined, number | undefined];
      if (Number.isNaN(ppm) || Number.isNaN(seconds) || (ppm === undefined && seconds === undefined)) {
        return { error: formErrors.number };
      }
      const offsetMs = seconds === undefined ? undefined : Math.round(seconds * 1000);
      return send({ type: 'drift', serial: form.about!, ppm, offsetMs });
    }
    case 'advance': {
      const advanceMs = parseDuration(first);
      if (advanceMs === undefined) {
        return {
          error: formErrors.duration,
        };
      }
      const mode = context.desk.clock().mode;
      // A running clock can only be shifted as an offset clock; a stopped one stays stopped.
      return send({ type: 'clock', change: mode === 'manual' ? { advanceMs } : { mode: 'offset', advanceMs } });
    }
    case 'stop': {
      if (first === '') return send({ type: 'clock', change: { mode: 'manual' } });
      const now = parseInstant(first);
      if (now === undefined) {
        return { error: formErrors.instant };
      }
      return send({ type: 'clock', change: { mode: 'manual', now } });
    }
    case 'pin':
      if (first === '') return { error: formErrors.pin };
      return { effects: [{ type: 'hidPin', id: form.device ?? '', pin: first }] };
    case 'bind': {
      const [serial = '', slot = '', name = ''] = values;
      if (!serialForm.test(serial)) {
        return {
          error: formErrors.serial,
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
      if (first === '') return { error: formErrors.backup };
      return { effects: [{ type: 'send', command: { type: 'restore', backup: first }, tag: { type: 'new' } }] };
    }
    case 'export': {
      if (first === '') return { error: formErrors.file };
      const tag = { type: 'export', path: first } as const;
      return { effects: [{ type: 'send', command: { type: 'exportStock' }, tag }] };
    }
  }
}

function whichOf(slot: string, name: string): HidWhich | { readonly error: Text } {
  if (!/^(|[1-9]|1[0-5])$/.test(slot)) {
    return { error: formErrors.slot };
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
