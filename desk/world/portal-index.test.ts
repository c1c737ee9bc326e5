import { expect, test } from 'vitest';
import { defaultPolicy } from '../../portal-stub/rules/policy.ts';
import type { ContractJson } from '../contract-json.ts';
import { createPortalIndex, factOf } from './portal-index.ts';

const contract = (over: Partial<ContractJson>): ContractJson => ({
  contractId: '12345678901',
  password: 'keiyaku01',
  confirmationPin: 'kakunin01',
  mode: 'individual',
  stopped: false,
  users: ['user01', 'user02'].map((userId) => ({
    userId,
    name: `法人 ${userId}`,
    password: 'x',
    confirmationPin: 'x',
    stopped: false,
  })),
  policy: defaultPolicy,
  ...over,
});
const held = (serials: (string | undefined)[]): Partial<ContractJson> => ({
  users: contract({}).users.map((user, i) => ({ ...user, serial: serials[i] })),
});

test('in individual mode a serial is held by those it is registered for; sharers are told together (S-33)', () => {
  const index = createPortalIndex();
  index.put(contract(held(['SKTH00001', 'SKTH00001'])));
  expect(index.holders('SKTH00001')?.users.map((user) => user.userId)).toEqual(['user01', 'user02']);
  index.put(contract(held(['SKTH00001', 'SKTH00002'])));
  expect(index.holders('SKTH00001')?.users.map((user) => user.userId)).toEqual(['user01']);
  expect([...index.registered()].sort()).toEqual(['SKTH00001', 'SKTH00002']);
});

test('in shared mode every user holds it, and a change or a deletion frees it (S-18)', () => {
  const index = createPortalIndex();
  index.put(contract({ mode: 'shared', serial: 'SKTH00001' }));
  expect(index.holders('SKTH00001')).toMatchObject({ mode: 'shared', users: [{}, {}] });
  index.put(contract({}));
  expect(index.holders('SKTH00001')).toBeUndefined();
  index.put(contract({ mode: 'shared', serial: 'SKTH00001' }));
  index.remove('12345678901');
  expect(index.holders('SKTH00001')).toBeUndefined();
  expect(index.contract('12345678901')).toBeUndefined();
});

test('an event is told by what it means for somebody with tokens in the hand', () => {
  const act = (entry: object) =>
    factOf({
      type: 'act',
      contractId: '12345678901',
      contract: contract({}),
      entry: { at: 1, who: '管理者', what: '利用登録', users: ['user01'], oldSerials: [], ...entry },
    });
  expect(act({ newSerial: 'SKTH00002', oldSerials: ['SKTH00001'] })).toMatchObject({
    type: 'registered',
    serial: 'SKTH00002',
  });
  expect(act({ oldSerials: ['SKTH00001'] })).toMatchObject({ type: 'deregistered', oldSerials: ['SKTH00001'] });
  expect(act({ what: '利用者登録' })).toMatchObject({ type: 'done', what: '利用者登録' });
  const attempt = {
    at: 1,
    who: '管理者',
    act: 'register',
    serial: 'SKTH00001',
    reasonText: { ja: '値が違う', en: 'wrong' },
  };
  expect(factOf({ type: 'refused', contractId: '12345678901', attempt })).toMatchObject({
    type: 'refused',
    why: { ja: '値が違う' },
  });
  const login = { type: 'login', contractId: '12345678901', userId: 'user01' } as const;
  expect(factOf(login)).toEqual(login);
  expect(factOf({ type: 'stock', imported: [] })).toEqual({ type: 'changed' });
});
