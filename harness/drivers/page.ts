/**
 * A page as somebody finds things on it who can't see its markup: by role and accessible name, within a region where a
 * name occurs twice. No CSS path of the portal is known here. PURE (cheerio parses text).
 */
import { type Cheerio, type CheerioAPI, load } from 'cheerio';

type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | readonly unknown[]>;
type Element = Extract<AnyNode, { readonly tagName: string }>;
type Node = Cheerio<Element>;

export interface Page {
  /** Where the page came from; relative addresses are resolved against it. */
  readonly url: string;
  readonly httpStatus: number;
  readonly $: CheerioAPI;
}

export interface Submission {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: URLSearchParams;
}

/** What a person fills in: label → text; and which radios and checkboxes are on, by their names. */
export interface Filled {
  readonly fields?: { readonly [label: string]: string };
  readonly checked?: readonly string[];
  /** Radios and checkboxes to switch off. */
  readonly unchecked?: readonly string[];
}

export const readPage = (url: string, httpStatus: number, html: string): Page => ({ url, httpStatus, $: load(html) });

/** The text of the one h1. */
export const title = (page: Page): string => text(page.$('h1').first());

/** `role="alert"`: the code and the text of a refusal. */
export function refusal(page: Page): { readonly code: string; readonly text: string } | undefined {
  const shown = page.$('[role="alert"]');
  if (shown.length === 0) return undefined;
  const words = text(shown.first());
  const code = /E-[A-Z]{3}-\d{2}/.exec(words)?.[0];
  if (code === undefined) throw new Error(`警告に拒否コードがありません: ${words}`);
  return { code, text: words.replace(code, '').trim() };
}

/** `role="status"`, '' when there is none. */
export const status = (page: Page): string => text(page.$('[role="status"], output').first());

/** A region, group or details by its accessible name. */
export function region(page: Page, name: string): Node {
  const { $ } = page;
  const places = $('section, [role="region"], fieldset, [role="group"], details').toArray() as Element[];
  const named = places.filter((place) => nameOf(page, $(place)) === name);
  // A section may hold a details of the same name: the inner one has the controls.
  const inner = named.filter((place) => !named.some((other) => other !== place && $(place).find(other).length > 0));
  return oneOf(
    inner.map((place) => $(place)),
    `領域「${name}」`,
    page,
  );
}

export function link(page: Page, name: string): string {
  const found = page.$('a[href]').toArray() as Element[];
  const href = oneOf(
    found.filter((anchor) => nameOf(page, page.$(anchor)) === name).map((anchor) => page.$(anchor)),
    `リンク「${name}」`,
    page,
  ).attr('href');
  return new URL(href ?? '', page.url).href;
}

export const hasLink = (page: Page, name: string): boolean =>
  (page.$('a[href]').toArray() as Element[]).some((anchor) => nameOf(page, page.$(anchor)) === name);

/** Whether a field of that label stands on the page. */
export const hasField = (page: Page, label: string): boolean =>
  (page.$('input, select, textarea').toArray() as Element[]).some((field) => nameOf(page, page.$(field)) === label);

/** Names of the buttons in their order. */
export const buttonNames = (page: Page, within: Node): string[] =>
  (within.find('button, input[type="submit"]').toArray() as Element[]).map((button) => nameOf(page, page.$(button)));

export interface Choice {
  readonly name: string;
  readonly checked: boolean;
}
/** Radios or checkboxes in their order. */
export const choices = (page: Page, within: Node, type: 'radio' | 'checkbox'): Choice[] =>
  (within.find(`input[type="${type}"]`).toArray() as Element[]).map((input) => ({
    name: nameOf(page, page.$(input)),
    checked: page.$(input).attr('checked') !== undefined,
  }));

/** The value beside a label: `<dt>label</dt><dd>value</dd>` or `<th>label</th><td>value</td>`. */
export function valueBeside(page: Page, within: Node, label: string): string {
  const { $ } = page;
  const terms = within.find('dt, th').toArray() as Element[];
  const values = terms
    .filter((term) => text($(term)) === label)
    .map((term) => $(term).nextAll('dd, td').first() as Node)
    .filter((value) => value.length > 0);
  return text(oneOf(values, `「${label}」の値`, page));
}

/** Rows of the one table within, as texts by column heading, and the name of the row's radio or checkbox. */
export function rows(
  page: Page,
  within: Node,
): { readonly choice: string | undefined; readonly cells: ReadonlyMap<string, string> }[] {
  const { $ } = page;
  const table = within.find('table').first();
  const headings = (table.find('thead th').toArray() as Element[]).map((cell) => headingText(page, $(cell)));
  return (table.find('tbody tr').toArray() as Element[]).map((row) => {
    const cells = ($(row).children('td, th').toArray() as Element[]).map((cell) => text($(cell)));
    const input = $(row).find('input[type="radio"], input[type="checkbox"]').first() as Node;
    return {
      choice: input.length === 0 ? undefined : nameOf(page, input),
      cells: new Map(headings.map((heading, column) => [heading, cells[column] ?? ''])),
    };
  });
}

/** The paragraphs of the page, for a note that has no role of its own. */
export const noteTexts = (page: Page): string[] =>
  (page.$('main p').toArray() as Element[]).map((paragraph) => text(page.$(paragraph)));

/** True when `later` stands after `earlier` in the document. */
export function isBelow(page: Page, later: Node, earlier: Node): boolean {
  const all = page.$('*');
  return all.index(later.get(0)) > all.index(earlier.get(0));
}

/** Fills the form that the button belongs to and presses it. Unknown labels are an error, as for a person. */
export function press(page: Page, buttonName: string, filled: Filled = {}, within?: Node): Submission {
  const { $ } = page;
  const scope = within ?? page.$('body');
  const buttons = scope.find('button, input[type="submit"]').toArray() as Element[];
  const button = oneOf(
    buttons.filter((candidate) => nameOf(page, $(candidate)) === buttonName).map((candidate) => $(candidate)),
    `ボタン「${buttonName}」`,
    page,
  );
  if (button.attr('disabled') !== undefined) throw new Error(`ボタン「${buttonName}」は押せません`);
  const formId = button.attr('form');
  const form = (formId === undefined ? button.closest('form') : $(`form[id="${formId}"]`)) as Node;
  if (form.length !== 1) throw new Error(`ボタン「${buttonName}」はフォームの中にありません`);
  const body = collect(page, form, filled);
  const buttonField = button.attr('name');
  if (buttonField !== undefined) body.append(buttonField, button.attr('value') ?? '');
  const action = button.attr('formaction') ?? form.attr('action') ?? page.url;
  const method = (button.attr('formmethod') ?? form.attr('method') ?? 'GET').toUpperCase();
  return { url: new URL(action, page.url).href, method: method === 'POST' ? 'POST' : 'GET', body };
}

function collect(page: Page, form: Node, filled: Filled): URLSearchParams {
  const { $ } = page;
  const body = new URLSearchParams();
  const fields = new Map(Object.entries(filled.fields ?? {}));
  const checked = new Set(filled.checked ?? []);
  const unchecked = new Set(filled.unchecked ?? []);
  const formId = form.attr('id');
  const outside = formId === undefined ? [] : $(`[form="${formId}"]`).toArray();
  for (const control of [...form.find('input, select, textarea').toArray(), ...outside] as Element[]) {
    const node = $(control);
    const type = node.attr('type') ?? 'text';
    if (control.tagName === 'button' || type === 'submit' || type === 'reset' || type === 'button') continue;
    const key = node.attr('name');
    const label = type === 'hidden' ? '' : nameOf(page, node);
    if (type === 'radio' || type === 'checkbox') {
      const on =
        checked.delete(label) ||
        (node.attr('checked') !== undefined && !unchecked.has(label) && !overruled(page, node, filled));
      if (on && key !== undefined) body.append(key, node.attr('value') ?? 'on');
      continue;
    }
    const typed = fields.get(label);
    fields.delete(label);
    if (key !== undefined && node.attr('disabled') === undefined) body.append(key, typed ?? String(node.val() ?? ''));
  }
  const missing = [...fields.keys(), ...checked];
  if (missing.length > 0) throw new Error(`「${title(page)}」の画面に「${missing.join('」「')}」がありません`);
  return body;
}

/** A preselected radio goes off when another of its group is chosen. */
function overruled(page: Page, node: Node, filled: Filled): boolean {
  if (node.attr('type') !== 'radio') return false;
  const group = page.$(`input[type="radio"][name="${node.attr('name')}"]`).toArray() as Element[];
  return group.some((other) => (filled.checked ?? []).includes(nameOf(page, page.$(other))));
}

/** Enough of the accessible name computation for plain forms: aria-labelledby, aria-label, label, legend, summary, text. */
function nameOf(page: Page, node: Node): string {
  const { $ } = page;
  const labelledBy = node.attr('aria-labelledby');
  if (labelledBy !== undefined) {
    return labelledBy
      .split(/\s+/)
      .map((id) => text($(`[id="${id}"]`)))
      .join(' ')
      .trim();
  }
  const label = node.attr('aria-label');
  if (label !== undefined) return label.trim();
  const tag = node.get(0)?.tagName;
  if (tag === 'fieldset') return text(node.children('legend').first());
  if (tag === 'details') return text(node.children('summary').first());
  if (tag === 'input' && node.attr('type') === 'submit') return (node.attr('value') ?? '').trim();
  if (tag === 'input' || tag === 'select' || tag === 'textarea') {
    const id = node.attr('id');
    const explicit = id === undefined ? undefined : $(`label[for="${id}"]`).first();
    if (explicit !== undefined && explicit.length > 0) return text(explicit);
    return text(node.closest('label'));
  }
  return tag === 'a' || tag === 'button' ? text(node) : '';
}

/** A heading without the marks beside it (必須). */
const headingText = (_page: Page, node: Node): string => text(node).replace(/\s*必須$/, '');

const text = (node: Cheerio<AnyNode>): string =>
  node
    .clone()
    .find('[aria-hidden="true"], script, style')
    .remove()
    .end()
    .text()
    // HTML's own white space: an ideographic space is part of the text.
    .replace(/[\t\n\f\r ]+/g, ' ')
    .replace(/^ | $/g, '');

function oneOf<T>(found: readonly T[], what: string, page: Page): T {
  const [only] = found;
  if (found.length !== 1 || only === undefined)
    throw new Error(`「${title(page)}」の画面に${what}が${found.length}個あります`);
  return only;
}
