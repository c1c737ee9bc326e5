/** What a change of the model says, as lines. PURE. */
import { clean } from '../../../common/text-width.ts';
import type { Context } from '../state/context.ts';
import type { Guide } from '../state/guide/guide-state.ts';
import { guideSteps } from '../state/guide/guide-steps.ts';
import type { Model, ReaderResult } from '../state/model.ts';
import { type Texts, texts } from '../texts/texts.ts';
import { dialogLines, entryLine, isNews } from './dialog-lines.ts';
import { deviceLine, tokenLine } from './token-line.ts';

export function changeLines(before: Model, now: Model, context: Context): string[] {
  const t = texts[now.lang];
  const { toast, chosen, guide, dialog } = now;
  const { result } = now.reader;
  const logged = now.log === before.log ? [] : now.log.slice(now.log.indexOf(before.log.at(-1)!) + 1);
  const lines = logged.map((entry) => entryLine(entry, now.lang));
  // What the log has just said is not said twice.
  if (toast !== undefined && toast !== before.toast && !logged.some(({ text }) => text === toast.text))
    lines.push(clean(toast.text[now.lang], 300));
  if (now.lang !== before.lang) lines.push(t.lines.hint);
  if (chosen !== before.chosen && chosen !== undefined) lines.push(tokenLine(chosen, now.lang, context));
  if (guide !== before.guide)
    lines.push(...(guide === undefined ? [t.lines.guideLeft] : guideLines(before.guide, guide, now, context)));
  if (dialog !== undefined && dialog !== before.dialog && isNews(before.dialog, dialog))
    lines.push(...dialogLines(now, dialog, context));
  if (now.focus !== before.focus && now.focus === 'hid') lines.push(...deviceLines(now, context));
  if (now.focus !== before.focus && now.focus === 'reader' && now.reader.field.text === '') lines.push(t.readerHint);
  if (result !== undefined && result !== before.reader.result) lines.push(...resultLines(result, t));
  return lines;
}

/** Where the person is, said again: for a line that changed nothing. */
export function placeLines(model: Model, context: Context): string[] {
  const t = texts[model.lang];
  if (model.dialog !== undefined) return dialogLines(model, model.dialog, context);
  if (model.guide !== undefined) return guideLines(undefined, model.guide, model, context);
  return model.focus === 'hid' ? deviceLines(model, context) : [t.lines.hint];
}

function deviceLines({ lang }: Model, context: Context): string[] {
  const t = texts[lang];
  const rows = context.hid.rows();
  const why = context.hid.unavailable();
  if (rows.length === 0) return [clean(why?.[lang] ?? t.hidNone, 300)];
  return [...rows.map((row, index) => `${index + 1}. ${deviceLine(row, lang)}`), t.lines.devices];
}

function guideLines(was: Guide | undefined, guide: Guide, { lang }: Model, context: Context): string[] {
  const t = texts[lang];
  const lines: string[] = [];
  const walking = guide.phase === 'walk';
  if (guide.phase !== was?.phase) {
    if (guide.phase === 'fade') lines.push(t.guide.battery);
    if (guide.phase === 'issue') lines.push(guide.reason === 'battery' ? t.guide.dead : t.guide.issuing);
    if (guide.phase === 'done') lines.push(t.guide.done(clean(guide.fresh ?? '', 32)), t.guide.finish);
    if (walking) lines.push(t.lines.guideKeys);
  }
  if (walking && (was?.phase !== 'walk' || guide.step !== was.step)) {
    const steps = guideSteps(guide, lang, context);
    lines.push(
      `${guide.step + 1}/${steps.length} ${clean((steps[guide.step]?.text ?? '').replaceAll('\n', ' '), 300)}`,
    );
  }
  if (guide.failure !== undefined && guide.failure !== was?.failure)
    lines.push(`${guide.phase === 'failed' ? t.guide.failed : t.guide.refused} ${clean(guide.failure[lang], 300)}`);
  return lines;
}

function resultLines(result: ReaderResult, t: Texts): string[] {
  if (result.kind === 'not-a-code') return [t.readerNone];
  if (result.from === 'asked') return [];
  const { code, from } = result;
  if (from === 'unknown') return [`${code} ${t.readerCannotTell}`];
  const made = from.length === 0 ? t.readerUnknown : t.readerFrom(from.map((one) => clean(one, 32)).join(t.comma));
  return [`${code} ${made}`];
}
