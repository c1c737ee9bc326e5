/** Codes, serials and the URL on their way to the clipboard of the terminal. PURE. */

import { textOf } from '../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { type Model, toasted } from './model.ts';

export function copyCode(model: Model, serial: string | undefined, context: Context): Updated {
  const face = serial === undefined ? undefined : context.desk.face(serial, context.now);
  if (face?.kind !== 'code')
    return withoutEffects(
      toasted(
        model,
        textOf((t) => t.nothingToCopy),
        context.ui,
      ),
    );
  return copy(model, face.code, 'code', context);
}

export function copy(model: Model, text: string, what: 'code' | 'serial' | 'url', context: Context): Updated {
  const name = (t: { code: string; serial: string }) => (what === 'url' ? 'URL' : what === 'code' ? t.code : t.serial);
  const told = toasted(
    model,
    textOf((t) => t.sent(name(t))),
    context.ui,
  );
  return { model: told, effects: [{ type: 'copy', text }] };
}
