/** A page of the portal in our words: the same elements in the same order, their texts heard. PURE. */
import { cloneNode, type Element, isDocument, isTag, isText, type ParentNode, Text } from 'domhandler';
import { textOf, within } from '../../../browser/dom.ts';
import { type Page, pageOf } from '../../../browser/page.ts';
import type { Words } from './table.ts';

/** Only so that a driver takes the alert for a refusal: its text alone says which. */
const anyCode = 'E-SYS-01';

export function hearPage(page: Page, words: Words): Page {
  const [first] = page.elements;
  if (first === undefined) return page;
  const document = rootOf(first);
  const copy = cloneNode(document, true);
  const elements = within(copy);
  const heading = textOf(elements.find(({ tagName }) => tagName === 'h1'));
  const screen = words.hear(heading, '');
  for (const element of elements) hearElement(element, words, screen);
  return pageOf(page.url, page.httpStatus, page.html, elements);
}

function hearElement(element: Element, words: Words, screen: string): void {
  const { attribs, tagName } = element;
  const label = attribs['aria-label'];
  if (label !== undefined) attribs['aria-label'] = words.hear(label.trim(), screen);
  const value = attribs['value'];
  if (tagName === 'input' && attribs['type'] === 'submit' && value !== undefined) {
    attribs['value'] = words.hear(value.trim(), screen);
  }
  if (attribs['role'] === 'alert') {
    // A refusal stays as it was said: the table of refusals knows it, and the driver wants some code before it.
    element.children = [new Text(`${anyCode} ${textOf(element)}`)];
    return;
  }
  const hear = attribs['role'] === 'status' || tagName === 'output' ? words.hearWithin : words.hear;
  for (const child of element.children) {
    if (!isText(child)) continue;
    const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(child.data) ?? [];
    if (text !== '') child.data = `${before}${hear(text, tagName === 'h1' ? '' : screen)}${after}`;
  }
}

function rootOf(element: Element): ParentNode {
  let node: ParentNode = element;
  while (node.parent !== null && (isTag(node.parent) || isDocument(node.parent))) node = node.parent;
  return node;
}
