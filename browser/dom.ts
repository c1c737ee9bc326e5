/** Elements of a parsed page, walked by hand: a scenario asks for names thousands of times. PURE (parse5 parses text). */
import { type ChildNode, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { parse as parseHtml } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';

export type { Element } from 'domhandler';

/** Every element of a page in document order. */
export const parse = (html: string): Element[] => within(parseHtml(html, { treeAdapter: adapter }));

/** Every element inside, in document order; without the element itself. */
export function within(place: ParentNode): Element[] {
  const found: Element[] = [];
  const walk = (node: ParentNode): void => {
    for (const child of node.children) {
      if (!isTag(child)) continue;
      found.push(child);
      walk(child);
    }
  };
  walk(place);
  return found;
}

export function closest(element: Element, tagName: string): Element | undefined {
  for (let node: ParentNode | null = element; node !== null; node = node.parent) {
    if (isTag(node) && node.tagName === tagName) return node;
  }
  return undefined;
}

/** The text that is read out: nothing that is hidden, HTML's own white space collapsed. An ideographic space is text. */
export function textOf(element: Element | undefined): string {
  let text = '';
  const walk = (node: ChildNode): void => {
    if (isText(node)) text += node.data;
    if (!isTag(node)) return;
    if (node.attribs['aria-hidden'] === 'true' || node.tagName === 'script' || node.tagName === 'style') return;
    for (const child of node.children) walk(child);
  };
  if (element !== undefined) walk(element);
  return text.replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, '');
}

/** The text that stands in an element itself, not in what it holds. */
export const ownText = (element: Element): string =>
  element.children
    .map((node) => (isText(node) ? node.data : ''))
    .join('')
    .trim();

export const has = (element: Element, attribute: string): boolean => element.attribs[attribute] !== undefined;
