/** What an element may hold, said in one place and checked at once: names, how often, attributes, text. PURE. */

import { ns } from './names.ts';
import { refuse } from './refuse.ts';
import { trimXml } from './values.ts';
import type { XmlAttribute, XmlElement } from './xml.ts';

export type Occurs = 'one' | 'many';

export interface Children {
  /** The child of that name, if it is there. */
  readonly get: (name: string) => XmlElement | undefined;
  /** The child of that name; refused as missing otherwise. */
  readonly need: (name: string) => XmlElement;
  readonly all: (name: string) => readonly XmlElement[];
  readonly has: (name: string) => boolean;
}

const prefixes = new Map<string, string>([
  [ns.pskc, ''],
  [ns.ds, 'ds:'],
  [ns.xenc, 'xenc:'],
  [ns.xenc11, 'xenc11:'],
  [ns.pkcs5, 'pkcs5:'],
]);

/** `Key` in the PSKC namespace, `ds:KeyName` and the like in the known ones whatever the file's prefixes, `{uri}name` elsewhere. */
export function nameOf(element: XmlElement): string {
  const prefix = prefixes.get(element.uri);
  return prefix === undefined ? `{${element.uri}}${element.local}` : prefix + element.local;
}

export function where(element: XmlElement): string {
  return `${nameOf(element)} (${element.line})`;
}

/**
 * The children of an element that holds elements only. `stranger` is asked about a child that is not listed; without it,
 * or when it answers false, the file is refused.
 */
export function childrenOf(
  element: XmlElement,
  allowed: { readonly [name: string]: Occurs },
  stranger?: (child: XmlElement) => boolean,
): Children {
  if (trimXml(element.text) !== '') refuse('text-unexpected', where(element));
  const found = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const name = nameOf(child);
    const occurs = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (occurs === undefined) {
      if (stranger?.(child) !== true) refuse('element-unknown', where(child));
      continue;
    }
    const same = found.get(name);
    if (same === undefined) found.set(name, [child]);
    else if (occurs === 'many') same.push(child);
    else refuse('element-repeated', where(child));
  }
  return {
    get: (name) => found.get(name)?.[0],
    need: (name) => found.get(name)?.[0] ?? refuse('element-missing', `${name} < ${where(element)}`),
    all: (name) => found.get(name) ?? [],
    has: (name) => found.has(name),
  };
}

/** The attributes without a namespace, by name. Where a schema may be found is no concern of ours and is never looked up. */
export function attributesOf(element: XmlElement, allowed: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const attribute of element.attributes) {
    if (harmless(attribute)) continue;
    if (attribute.uri !== '' || !allowed.includes(attribute.local)) {
      refuse('attribute-unknown', `${attribute.local} < ${where(element)}`);
    }
    found.set(attribute.local, attribute.value);
  }
  return found;
}

/** The attribute's value without surrounding white space; refused as missing when it is absent. */
export function needAttribute(element: XmlElement, attributes: ReadonlyMap<string, string>, name: string): string {
  const value = attributes.get(name);
  return value === undefined ? refuse('attribute-missing', `${name} < ${where(element)}`) : trimXml(value);
}

/** The text of an element that holds text only, without surrounding white space. */
export function textOf(element: XmlElement, attributes: readonly string[] = []): string {
  return trimXml(exactTextOf(element, attributes));
}

/** The same, every blank kept. */
export function exactTextOf(element: XmlElement, attributes: readonly string[] = []): string {
  attributesOf(element, attributes);
  const child = element.children[0];
  if (child !== undefined) refuse('element-unknown', where(child));
  return element.text;
}

/** As `textOf`, with `undefined` for an absent or empty element. */
export function optionalText(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const text = textOf(element);
  return text === '' ? undefined : text;
}

export function harmless({ uri, local }: XmlAttribute): boolean {
  if (uri === ns.xml) return local === 'lang' || local === 'space';
  return uri === ns.xsi && (local === 'schemaLocation' || local === 'noNamespaceSchemaLocation');
}
