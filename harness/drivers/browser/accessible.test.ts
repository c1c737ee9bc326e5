import { expect, test } from 'vitest';
import { type AxNode, foldedBy, inside, named, placesNamed, stateOf } from './accessible.ts';

const node = (nodeId: string, parentId: string | undefined, role: string, name = '', rest: Partial<AxNode> = {}) => ({
  nodeId,
  ...(parentId === undefined ? {} : { parentId }),
  ignored: false,
  role: { value: role },
  name: { value: name },
  ...rest,
});

const page: readonly AxNode[] = [
  node('1', undefined, 'RootWebArea'),
  node('2', '1', 'region', '利用者一覧'),
  node('3', '2', 'button', '変更'),
  node('4', '1', 'region', '設定'),
  node('5', '4', 'group'),
  node('6', '5', 'generic', '', { ignored: true }),
  node('7', '6', 'DisclosureTriangle', '設定', { properties: [{ name: 'expanded', value: { value: true } }] }),
  node('8', '5', 'generic', '', { ignored: true }),
  node('9', '8', 'button', '変更'),
  node('10', '8', 'button', '変更', { ignored: true }),
  node('11', '1', 'link', '\n 変更 \t先 '),
];
const ids = (nodes: readonly AxNode[]) => nodes.map(({ nodeId }) => nodeId);

test('by role and whole name; what the browser ignores is not there', () => {
  expect(ids(named(page, ['button'], '変更'))).toEqual(['3', '9']);
  expect(ids(named(page, ['link', 'button'], '変更 先'))).toEqual(['11']);
  expect(ids(named(page, ['button'], '変'))).toEqual([]);
});

test('a name that occurs twice is one within its place', () => {
  const [list] = placesNamed(page, '利用者一覧');
  expect(list && ids(named(inside(page, list), ['button'], '変更'))).toEqual(['3']);
});

test('what is folded out is found by its summary, across what nobody is told of', () => {
  const [summary] = named(page, ['DisclosureTriangle'], '設定');
  expect(summary && stateOf(summary, 'expanded')).toBe(true);
  const group = summary && foldedBy(page, summary);
  expect(group?.nodeId).toBe('5');
  expect(group && ids(named(inside(page, group), ['button'], '変更'))).toEqual(['9']);
});

test('of two places of one name, one in the other, the inner one', () => {
  const nested = [...page, node('12', '4', 'group', '設定'), node('13', '12', 'button', 'OK')];
  expect(ids(placesNamed(nested, '設定'))).toEqual(['12']);
});
