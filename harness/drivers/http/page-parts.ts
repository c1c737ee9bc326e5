/** A page, part by part in its order: whatever a reader sees or hears, each as what it is. PURE. */
import { closest, type Element, has, ownText, textOf, within } from '../../../browser/dom.ts';
import { nameOf, type Page } from '../../../browser/page.ts';
import type { PagePart, PartKind } from '../../ports.ts';

export function partsOf(page: Page): PagePart[] {
  return page.elements.flatMap((element) => {
    const nav = closest(element, 'nav');
    const menu = nav === undefined ? {} : { menu: nameOf(page, nav) };
    return [partOf(page, element), ...foldMarks(element)].flatMap((part) =>
      part === undefined || part.text === '' ? [] : [{ ...part, ...menu }],
    );
  });
}

/** What stands before a fold when it is closed, and when it is open: a style sheet draws them. */
const foldMarks = ({ tagName, attribs }: Element): PagePart[] =>
  tagName === 'summary'
    ? ['data-closed', 'data-open'].map((which) => ({ kind: 'mark', text: attribs[which] ?? '' }))
    : [];

const plainKinds: { readonly [tagName: string]: PartKind } = {
  h1: 'title',
  h2: 'heading',
  h3: 'heading',
  legend: 'heading',
  p: 'text',
  strong: 'text',
  dt: 'term',
  dd: 'value',
  td: 'value',
  a: 'link',
};

function partOf(page: Page, element: Element): PagePart | undefined {
  const { tagName, attribs } = element;
  // Seen and not read out: a mark, whatever it stands beside.
  if (attribs['aria-hidden'] === 'true') return { kind: 'mark', text: ownText(element) };
  const kind = plainKinds[tagName];
  if (kind !== undefined) return { kind, text: textOf(element) };
  switch (tagName) {
    case 'li':
      return { kind: 'text', text: ownText(element) };
    case 'summary': {
      const fold = closest(element, 'details');
      return { kind: fold !== undefined && has(fold, 'open') ? 'open' : 'closed', text: textOf(element) };
    }
    case 'th':
      return attribs['scope'] === 'col' ? { kind: 'column', text: ownText(element) } : undefined;
    case 'span':
      return closest(element, 'th') === undefined ? undefined : { kind: 'mark', text: ownText(element) };
    case 'label':
      return { kind: fieldKind(page.byId.get(attribs['for'] ?? '') ?? within(element)[0]), text: textOf(element) };
    case 'button': {
      const shown = textOf(element);
      return { kind: shown === '?' ? 'mark' : 'button', text: shown };
    }
    default:
      return undefined;
  }
}

function fieldKind(input: Element | undefined): PartKind {
  const type = input?.attribs['type'] ?? 'text';
  if (type === 'password') return 'masked';
  if (type !== 'radio' && type !== 'checkbox') return 'field';
  return input !== undefined && has(input, 'checked') ? 'chosen' : 'choice';
}
