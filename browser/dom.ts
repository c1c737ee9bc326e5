/** Elements of a parsed page, walked by hand: a scenario asks for names thousands of times. PURE (cheerio parses text). */
import { load } from 'cheerio';

type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | readonly unknown[]>;
export type Element = Extract<AnyNode, { readonly tagName: string }>;

const isElement = (node: AnyNode): node is Element => 'tagName' in node;

/** Every element of a page in document order. */
export const parse = (html: string): Element[] => within(load(html).root().get(0) as unknown as Element);

/** Every element inside, in document order; without the element itself. */
export function within(element: Element): Element[] {
  const found: Element[] = [];
  const walk = (node: Element): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      found.push(child);
      walk(child);
    }
  };
  walk(element);
  return found;
}

export function closest(element: Element, tagName: string): Element | undefined {
  for (let node: AnyNode | null = element; node !== null; node = node.parent) {
    if (isElement(node) && node.tagName === tagName) return node;
  }
  return undefined;
}

/** The text that is read out: nothing that is hidden, HTML's own white space collapsed. An ideographic space is text. */
export function textOf(element: Element | undefined): string {
  let text = '';
  const walk = (node: AnyNode): void => {
    if (node.type === 'text') text += (node as { readonly data: string }).data;
    if (!isElement(node)) return;
    if (node.attribs['aria-hidden'] === 'true' || node.tagName === 'script' || node.tagName === 'style') return;
    for (const child of node.children) walk(child);
  };
  if (element !== undefined) walk(element);
  return text.replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, '');
}

/** The text that stands in an element itself, not in what it holds. */
export const ownText = (element: Element): string =>
  element.children
    .map((node) => (node.type === 'text' ? (node as { readonly data: string }).data : ''))
    .join('')
    .trim();

export const has = (element: Element, attribute: string): boolean => element.attribs[attribute] !== undefined;
