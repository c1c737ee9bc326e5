/** A press of button ①. PURE. */
import { isReal } from '../desk-port.ts';
import { textOf } from '../texts/texts.ts';
import type { Context, Updated } from './context.ts';
import { logged, type Model, toasted } from './model.ts';

export function press(model: Model, serial: string, context: Context): Updated {
  const before = context.desk.face(serial, context.now).kind;
  const info = context.desk.info(serial);
  const asked = textOf((t) => t.logged.outside);
  return {
    // A real one is pressed by its person: until then there is nothing else to see.
    model:
      info !== undefined && isReal(info)
        ? toasted(logged(model, context.now, serial, asked, 'warn'), asked, context.ui)
        : model,
    effects: [{ type: 'send', command: { type: 'press', serial }, tag: { type: 'press', serial, before } }],
  };
}
