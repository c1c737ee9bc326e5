/** A form as a person fills it: by labels, then one button. What is on the form already is sent along. PURE. */
import { closest, has, textOf, within } from './dom.ts';
import { type Element, isButton, isField, nameOf, oneOf, type Page, title } from './page.ts';

export interface Submission {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: URLSearchParams;
}

/** What a person fills in: label → text; and which radios and checkboxes go on or off, by their names. */
export interface Filled {
  readonly fields?: { readonly [label: string]: string };
  readonly checked?: readonly string[];
  readonly unchecked?: readonly string[];
}

/** Fills the form that the button belongs to and presses it. Unknown labels are an error, as for a person. */
export function press(page: Page, buttonName: string, filled: Filled = {}, place?: Element): Submission {
  const candidates = (place === undefined ? page.elements : within(place)).filter(isButton);
  const button = oneOf(
    candidates.filter((candidate) => nameOf(page, candidate) === buttonName),
    `ボタン「${buttonName}」`,
    page,
  );
  if (has(button, 'disabled')) throw new Error(`ボタン「${buttonName}」は押せません`);
  const form = closest(button, 'form');
  if (form === undefined) throw new Error(`ボタン「${buttonName}」はフォームの中にありません`);
  const body = collect(page, form, filled);
  const { name, value, formaction, formmethod } = button.attribs;
  if (name !== undefined) body.append(name, value ?? '');
  const method = (formmethod ?? form.attribs['method'] ?? 'GET').toUpperCase();
  const action = formaction ?? form.attribs['action'] ?? page.url;
  return { url: new URL(action, page.url).href, method: method === 'POST' ? 'POST' : 'GET', body };
}

function collect(page: Page, form: Element, filled: Filled): URLSearchParams {
  const body = new URLSearchParams();
  const fields = new Map(Object.entries(filled.fields ?? {}));
  const checked = new Set(filled.checked ?? []);
  for (const control of within(form).filter(isField)) {
    const { name, type = 'text', value } = control.attribs;
    if (['submit', 'reset', 'button', 'image'].includes(type)) continue;
    const label = type === 'hidden' ? '' : nameOf(page, control);
    if (type === 'radio' || type === 'checkbox') {
      const on = checked.delete(label) || staysOn(page, form, control, filled);
      if (on && name !== undefined) body.append(name, value ?? 'on');
      continue;
    }
    const typed = fields.get(label);
    fields.delete(label);
    const standing = control.tagName === 'textarea' ? textOf(control) : (value ?? '');
    if (name !== undefined && !has(control, 'disabled')) body.append(name, typed ?? standing);
  }
  const missing = [...fields.keys(), ...checked];
  if (missing.length > 0) throw new Error(`「${title(page)}」の画面に「${missing.join('」「')}」がありません`);
  return body;
}

/** A preselected choice stays on unless it is put off, or another radio of its group is chosen. */
function staysOn(page: Page, form: Element, control: Element, { checked = [], unchecked = [] }: Filled): boolean {
  if (!has(control, 'checked') || unchecked.includes(nameOf(page, control))) return false;
  if (control.attribs['type'] !== 'radio') return true;
  const group = within(form).filter(
    ({ attribs }) => attribs['type'] === 'radio' && attribs['name'] === control.attribs['name'],
  );
  return !group.some((other) => checked.includes(nameOf(page, other)));
}
