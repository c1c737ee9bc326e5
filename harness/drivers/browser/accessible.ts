/**
 * Finding things as somebody does who can't see the markup: by role and name, as the browser itself works them out for
 * a screen reader. What is hidden or folded away isn't there. PURE.
 */

/** The part of Chromium's accessibility tree that is read here (CDP `Accessibility.AXNode`). */
export interface AxNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
  readonly backendDOMNodeId?: number;
}

export type Role = 'link' | 'button' | 'textbox' | 'radio' | 'checkbox' | 'region' | 'group' | 'DisclosureTriangle';

export const roleOf = (node: AxNode): string => String(node.role?.value ?? '');

/** `true`, `false`, 'mixed', …; undefined where the browser tells nothing of it. */
export const stateOf = (node: AxNode, property: 'checked' | 'disabled' | 'expanded'): unknown =>
  node.properties?.find(({ name }) => name === property)?.value.value;

/** All of one of these roles with exactly that name, in document order. */
export const named = (nodes: readonly AxNode[], roles: readonly Role[], name: string): AxNode[] =>
  nodes.filter((node) => !node.ignored && (roles as readonly string[]).includes(roleOf(node)) && nameIn(node) === name);

/** Names are read out with HTML's own white space collapsed. */
const nameIn = (node: AxNode): string =>
  String(node.name?.value ?? '')
    .replace(/[\t\n\f\r ]+/g, ' ')
    .replace(/^ | $/g, '');

/** Everything below a node. */
export function inside(nodes: readonly AxNode[], place: AxNode): AxNode[] {
  const parents = new Map(nodes.map(({ nodeId, parentId }) => [nodeId, parentId]));
  const isInside = (node: AxNode): boolean => {
    for (let at = node.parentId; at !== undefined; at = parents.get(at)) if (at === place.nodeId) return true;
    return false;
  };
  return nodes.filter(isInside);
}

/** The parts of a page of that name; where one holds another of the same name, the inner one. */
export function placesNamed(nodes: readonly AxNode[], name: string): AxNode[] {
  const found = named(nodes, ['region', 'group'], name);
  return found.filter((place) => !found.some((other) => inside(nodes, place).includes(other)));
}

/** The group that a summary opens and closes; between the two stand nodes that nobody is told of. */
export function foldedBy(nodes: readonly AxNode[], summary: AxNode): AxNode | undefined {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  let place = byId.get(summary.parentId ?? '');
  while (place?.ignored === true) place = byId.get(place.parentId ?? '');
  return place;
}
