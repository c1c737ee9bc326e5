/** A dialog as lines: choices with numbers, the fields of a form one after the other, pages whole. PURE. */
import type { Language } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import { keysShown, keyTable } from '../keys/desk-keys.ts';
import type { Context } from '../state/context.ts';
import type { Dialog } from '../state/dialogs/dialog.ts';
import type { LogEntry, Model } from '../state/model.ts';
import { texts } from '../texts/texts.ts';
import { japanTime } from '../texts/times.ts';

type Form = Extract<Dialog, { kind: 'form' }>;

export function dialogLines({ lang, log }: Model, dialog: Dialog, context: Context): string[] {
  const t = texts[lang];
  switch (dialog.kind) {
    case 'menu': {
      const items = dialog.items.map((item, index) => `${index + 1}. ${clean(item.label[lang], 200)}`);
      return [titleOf(dialog, lang), ...items, t.lines.choose];
    }
    case 'confirm':
      return [dialog.title[lang], clean(dialog.text[lang], 400), t.lines.yesOrNo];
    case 'form':
      return formLines(dialog, lang);
    case 'page':
      return dialog.page === 'help'
        ? keyTable.map((row) => `${keysShown(row.keys)}: ${row.long[lang]}`)
        : dialog.page === 'log'
          ? log.map((entry) => entryLine(entry, lang))
          : contractLines(lang, context);
  }
}

/** Whether a person has to be told anew: a letter typed into a field, or another row of a menu, is no news. */
export function isNews(before: Dialog | undefined, now: Dialog): boolean {
  if (before?.kind !== now.kind) return true;
  if (now.kind !== 'form' || before.kind !== 'form')
    return now.kind !== 'menu' || before.kind !== 'menu' || before.items !== now.items;
  return (
    before.form !== now.form || before.focus !== now.focus || (now.error !== undefined && before.error !== now.error)
  );
}

const titleOf = (dialog: { readonly title: Form['title']; readonly about?: string | undefined }, lang: Language) =>
  `${dialog.title[lang]} ${clean(dialog.about ?? '', 64)}`.trim();

/** The title with the first field; then each field as it is its turn. */
function formLines(form: Form, lang: Language): string[] {
  const entry = form.fields[form.focus];
  if (entry === undefined) return [];
  const { lines } = texts[lang];
  const usual = entry.field.text === '' || form.hidden ? '' : ` [${clean(entry.field.text, 80)}]`;
  const field = `${entry.label[lang]}${usual}: ${form.hidden ? lines.pinHint : lines.fieldHint}`;
  if (form.error !== undefined) return [form.error[lang], field];
  return form.focus === 0 ? [titleOf(form, lang), clean(form.note[lang], 400), field] : [field];
}

export const entryLine = ({ at, serial, text }: LogEntry, lang: Language): string =>
  [japanTime(at).time, clean(serial ?? '', 32), clean(text[lang], 300)].filter((part) => part !== '').join(' ');

function contractLines(lang: Language, context: Context): string[] {
  const t = texts[lang];
  const contract = context.portal.demo();
  const url = `${t.portal} ${context.portal.url() ?? t.starting}`;
  if (contract === undefined) return [url];
  const { mode, users, policy } = contract;
  return [
    url,
    words(t.contractId, contract.contractId, contract.stopped ? t.contractStopped : ''),
    words(t.password, contract.password),
    words(t.pin, contract.confirmationPin),
    t.modes[mode],
    ...(mode === 'shared' ? [words(t.serial, contract.serial ?? t.unregistered)] : []),
    ...users.map((user) =>
      words(
        user.userId,
        user.name,
        user.stopped ? t.userStopped : '',
        mode === 'shared' ? '' : (user.serial ?? t.unregistered),
        t.userPassword,
        user.password,
        t.userPin,
        user.confirmationPin,
      ),
    ),
    ...Object.entries(policy).map(([name, value]) => words(t.policy, name, String(value))),
  ];
}

const words = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part) => clean(part, 80))
    .join(' ');
