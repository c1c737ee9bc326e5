import { expect, test } from 'vitest';
import type { Fault } from '../../harness/faults/fault.ts';
import type { Telling, Told } from '../../harness/faults/tell.ts';
import { judge, matrixPage, neverFailing } from './matrix.ts';

const fault: Fault = {
  name: 'a-fault',
  breaks: ['D-04', 'S-02'],
  text: { ja: '<誤り>', en: 'wrong' },
  at: 'everywhere',
  wrap: {},
};
const told = (...tags: string[]): Told => ({
  at: 'features/a.feature:1',
  scenario: 'あるシナリオ',
  tags,
  step: '断られる',
  keyword: 'Outcome',
  definition: 'steps/a.ts:1 断られる',
});
const telling = (more: Partial<Telling>): Telling => ({ fault: 'a-fault', level: 'domain', ran: 3, told: [], ...more });

test.each([
  ['a scenario with its id fails', { told: [told('D-04')] }, 'told'],
  ['only others fail', { told: [told('D-05')] }, 'told by others'],
  ['none fails', {}, 'survived'],
  ['none ran', { ran: 0 }, 'nothing ran'],
])('%s', (_name, more, verdict) => {
  expect(judge(telling(more), fault).verdict).toBe(verdict);
});

test.each([
  ['none fails', {}, 'right'],
  ['one fails', { told: [told('D-04')] }, 'the right portal is refused'],
  ['none ran', { ran: 0 }, 'nothing ran'],
])('the right portal: %s', (_name, more, verdict) => {
  expect(judge(telling({ fault: '', ...more }), undefined).verdict).toBe(verdict);
});

test('a Then that fails at no wrong portal is named; failing at the right one counts for nothing', () => {
  const thens = ['steps/a.ts:1 断られる', 'steps/b.ts:2 受け付けられる'];
  expect(neverFailing([telling({ told: [told('D-04')] })], thens)).toEqual(['steps/b.ts:2 受け付けられる']);
  expect(neverFailing([telling({ fault: '', told: [told('D-04')] })], thens)).toEqual(thens);
});

test('the page has a row a fault, escaped', () => {
  const page = matrixPage([fault], [telling({ told: [told('D-04')] }), telling({ level: 'http' })]);
  expect(page).toContain('&lt;誤り&gt;');
  expect(page).toContain('told (1)');
  expect(page).toContain('survived (0)');
});
