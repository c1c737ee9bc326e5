/** What a template asks for is what its data type names: no name is misspelt, and none is given in vain. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { FinishedUser, TemplateData, UserForm } from './page-data.ts';
import { pagesFolder } from './render.ts';

/** Names of a data type; a field that is added to the type is missing here until it stands here. */
type Fields<T> = { readonly [name in keyof Required<T>]: true };
const none = {};
const fields: { readonly [template in keyof TemplateData]: Fields<TemplateData[template]> } = {
  top: none,
  'admin-login': { contractId: true },
  'user-login': { contractId: true, userId: true },
  'admin-status': none,
  'contract-menu': none,
  users: none,
  'user-form': {
    ...({ finished: true, showsPins: true } satisfies Fields<FinishedUser>),
    ...({ path: true, asks: true, userId: true, subjectName: true } satisfies Fields<UserForm>),
  },
  mode: { chosen: true },
  'mode-confirm': { chosen: true },
  register: { serial: true, chosen: true },
  deregister: { chosen: true },
  history: { entries: true },
  mails: { mails: true },
  'user-status': none,
  balance: none,
  transfer: { asks: true, account: true, amount: true, receipt: true },
  problem: { problem: true },
};

/** What render.ts gives to every page, and what one template hands to another that it includes. */
const frame =
  'name screen now notice refused wrong contract user role form csrf demo modes modeChangeNote none pinHint serialOf';
const handed = 'id label value autocomplete secret once digits width hint instruction body';
const everywhere = [...frame.split(' '), ...handed.split(' ')];

function namesIn(template: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(`${pagesFolder}${template}.eta`, 'utf8');
  for (const [, name = ''] of text.matchAll(/\bit\.(\w+)/g)) seen.add(name);
  for (const [, name = ''] of text.matchAll(/\binclude\('\.\/([\w-]+)'/g)) namesIn(name, seen);
  return seen;
}

test.each(Object.entries(fields))('%s', (template, declared) => {
  const asked = [...namesIn(template)].filter((name) => !everywhere.includes(name));
  expect(asked.sort()).toEqual(Object.keys(declared).sort());
});
