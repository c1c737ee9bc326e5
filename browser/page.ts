/**
 * A page as somebody finds things on it who can't see its markup: by role and accessible name, within a region where a
 * name occurs twice. No CSS path of the portal is known here. PURE.
 */
import { closest, type Element, has, parse, textOf, within } from './dom.ts';

export type { Element } from './dom.ts';

export interface Page {
  /** Where the page came from; relative addresses are resolved against it. */
  readonly url: string;
  readonly httpStatus: number;
  readonly html: string;
  /** In document order. */
  readonly elements: readonly Element[];
  readonly byId: ReadonlyMap<string, Element>;
  readonly labelFor: ReadonlyMap<string, Element>;
}

export interface Choice {
  readonly name: string;
  readonly checked: boolean;
}

export interface Row {
  /** The name of the row's radio or checkbox. */
  readonly choice: string | undefined;
  /** Texts by column heading. */
  readonly cells: ReadonlyMap<string, string>;
}

export const readPage = (url: string, httpStatus: number, html: string): Page =>
  pageOf(url, httpStatus, html, parse(html));

/** @param elements all of them, in document order. */
export function pageOf(url: string, httpStatus: number, html: string, elements: readonly Element[]): Page {
  const keyed = (attribute: string, among: readonly Element[]): Map<string, Element> =>
    new Map(
      among.filter((element) => has(element, attribute)).map((element) => [element.attribs[attribute] ?? '', element]),
    );
  const labels = elements.filter(({ tagName }) => tagName === 'label');
  return { url, httpStatus, html, elements, byId: keyed('id', elements), labelFor: keyed('for', labels) };
}

/** The text of the one h1. */
export const title = (page: Page): string => textOf(page.elements.find(({ tagName }) => tagName === 'h1'));

/** `role="alert"`: the code and the text of a refusal. */
export function refusal(page: Page): { readonly code: string; readonly text: string } | undefined {
  const alert = page.elements.find(({ attribs }) => attribs['role'] === 'alert');
  if (alert === undefined) return undefined;
  const words = textOf(alert);
  const code = /E-[A-Z]{3}-\d{2}/.exec(words)?.[0];
  if (code === undefined) throw new Error(`警告に拒否コードがありません: ${words}`);
  return { code, text: words.replace(code, '').trim() };
}

/** `role="status"`, '' when there is none. */
export const status = (page: Page): string =>
  textOf(page.elements.find(({ tagName, attribs }) => attribs['role'] === 'status' || tagName === 'output'));

const regionTags: readonly string[] = ['section', 'fieldset', 'details'];
const regionRoles: readonly string[] = ['region', 'group'];

/** A region, group or details by its accessible name. */
export function region(page: Page, name: string): Element {
  const named = page.elements.filter(
    (place) =>
      (regionTags.includes(place.tagName) || regionRoles.includes(place.attribs['role'] ?? '')) &&
      nameOf(page, place) === name,
  );
  // A section may hold a details of the same name: the inner one has the controls.
  const inner = named.filter((place) => !named.some((other) => other !== place && within(place).includes(other)));
  return oneOf(inner, `領域「${name}」`, page);
}

const links = (page: Page, name: string): Element[] =>
  page.elements.filter((element) => element.tagName === 'a' && has(element, 'href') && nameOf(page, element) === name);

/** The whole address of a link. */
export const link = (page: Page, name: string): string =>
  new URL(oneOf(links(page, name), `リンク「${name}」`, page).attribs['href'] ?? '', page.url).href;

export const hasLink = (page: Page, name: string): boolean => links(page, name).length > 0;

export const isField = ({ tagName }: Element): boolean => ['input', 'select', 'textarea'].includes(tagName);
export const isButton = ({ tagName, attribs }: Element): boolean =>
  tagName === 'button' || (tagName === 'input' && attribs['type'] === 'submit');
const isChoice = ({ tagName, attribs }: Element): boolean =>
  tagName === 'input' && ['radio', 'checkbox'].includes(attribs['type'] ?? '');

/** Whether a field of that label stands on the page. */
export const hasField = (page: Page, label: string): boolean =>
  page.elements.some((element) => isField(element) && nameOf(page, element) === label);

/** Label → what stands in the field, for what a hand types into. */
export const typedFields = (page: Page): Map<string, string> =>
  new Map(
    page.elements
      .filter((element) => isField(element) && !['hidden', 'radio', 'checkbox'].includes(element.attribs['type'] ?? ''))
      .map((element) => [nameOf(page, element), element.attribs['value'] ?? '']),
  );

/** Names of the buttons in their order. */
export const buttonNames = (page: Page, place: Element): string[] =>
  within(place)
    .filter(isButton)
    .map((button) => nameOf(page, button));

/** Radios and checkboxes in their order. */
export const choices = (page: Page, place: Element): Choice[] =>
  within(place)
    .filter(isChoice)
    .map((input) => ({ name: nameOf(page, input), checked: has(input, 'checked') }));

/** The value beside a label: `<dt>label</dt><dd>value</dd>`. */
export function valueBeside(page: Page, place: Element, label: string): string {
  const inside = within(place);
  const terms = inside.filter((element) => element.tagName === 'dt' && textOf(element) === label);
  const value = inside[inside.indexOf(oneOf(terms, `「${label}」の値`, page)) + 1];
  if (value?.tagName !== 'dd') throw new Error(`「${label}」の隣に値がありません`);
  return textOf(value);
}

export const hasTable = (place: Element): boolean => within(place).some(({ tagName }) => tagName === 'table');

/** The body rows of the one table within. */
export function rows(page: Page, place: Element): Row[] {
  const inside = within(place);
  const cellsOf = (row: Element): Element[] =>
    within(row).filter(({ tagName }) => tagName === 'td' || tagName === 'th');
  const [head, ...body] = inside.filter(({ tagName }) => tagName === 'tr');
  // The mark 必須 stands beside a heading and is no part of it.
  const headings = head === undefined ? [] : cellsOf(head).map((cell) => textOf(cell).replace(/\s*必須$/, ''));
  return body.map((row) => {
    const cells = cellsOf(row).map(textOf);
    const input = within(row).find(isChoice);
    return {
      choice: input === undefined ? undefined : nameOf(page, input),
      // Without a cell of its own a column is missing in this row, and nobody may take it for an empty one.
      cells: new Map(cells.map((text, column) => [headings[column] ?? '', text])),
    };
  });
}

/** The paragraphs of the page, for a note that has no role of its own. */
export const notes = (page: Page): string[] =>
  page.elements.filter(({ tagName }) => tagName === 'p').map((paragraph) => textOf(paragraph));

/** True when `later` stands after `earlier` in the document. */
export const isBelow = (page: Page, later: Element, earlier: Element): boolean =>
  page.elements.indexOf(later) > page.elements.indexOf(earlier);

/** Enough of the accessible name computation for plain forms: aria-labelledby, aria-label, label, legend, summary, text. */
export function nameOf(page: Page, element: Element): string {
  const { tagName, attribs } = element;
  const labelledBy = attribs['aria-labelledby'];
  if (labelledBy !== undefined) {
    return labelledBy
      .split(/\s+/)
      .map((id) => textOf(page.byId.get(id)))
      .join(' ');
  }
  const label = attribs['aria-label'];
  if (label !== undefined) return label.trim();
  const child = { fieldset: 'legend', details: 'summary' }[tagName];
  if (child !== undefined) return textOf(within(element).find((inner) => inner.tagName === child));
  if (tagName === 'input' && attribs['type'] === 'submit') return (attribs['value'] ?? '').trim();
  if (isField(element)) return textOf(page.labelFor.get(attribs['id'] ?? '') ?? closest(element, 'label'));
  return tagName === 'a' || tagName === 'button' ? textOf(element) : '';
}

/** The only one found; several or none is an error, never a guess. */
export function oneOf<T>(found: readonly T[], what: string, page: Page): T {
  const [only] = found;
  if (found.length !== 1 || only === undefined)
    throw new Error(`「${title(page)}」の画面に${what}が${found.length}個あります`);
  return only;
}
