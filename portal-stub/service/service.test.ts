/** The one path of every act: who is told, how much is looked at, and what a store that fails leaves. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { PortalEvent } from '../rules/acts.ts';
import { memoryStore } from '../store/memory.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';

const [H1, H2, S1] = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract();
});

describe('events', () => {
  test('after the commit, in order, one an act; a login is told, though it changes nothing', () => {
    const events: PortalEvent[] = [];
    const stop = bank.service.subscribe((event) => {
      if (event.type === 'act') expect(bank.get(event.contractId)).toEqual(event.contract);
      events.push(event);
    });
    bank.service.act(id, { type: 'adminLogin', password: bank.get(id).password });
    bank.register(id, H1);
    bank.transfer(id, 'user01', '000000');
    const other = bank.contract();
    bank.service.setUp(other, { mode: 'shared', serial: H2 });
    bank.service.deleteContract(other);
    stop();
    bank.deregister(id);
    expect(events.map((event) => [event.type, 'contractId' in event ? event.contractId : undefined])).toEqual([
      ['login', id],
      ['act', id],
      ['refused', id],
      ['contract-added', other],
      ['act', other],
      ['contract-removed', other],
    ]);
    expect(events[2]).toMatchObject({ attempt: { reason: 'otp-wrong', serial: H1 } });
  });
  test('a listener that throws spoils nothing and is dropped; a listener may act itself', () => {
    let heard = 0;
    const errors: unknown[] = [];
    bank = testBank([H1], { onListenerError: (error) => errors.push(error) });
    id = bank.contract();
    bank.service.subscribe(() => {
      heard += 1;
      throw new Error('listener');
    });
    bank.service.subscribe((event) => {
      if (event.type === 'act' && event.entry.newSerial === H1) bank.deregister(id);
    });
    expect(reasonOf(bank.register(id, H1))).toBe('accepted');
    expect(heard).toBe(1);
    expect(errors).toHaveLength(1);
    expect(bank.get(id).registration.serial).toBeUndefined();
  });
});

test('an act looks at one contract and one serial, however many there are', () => {
  const asked = (contracts: number) => {
    const store = memoryStore();
    const calls: string[] = [];
    const watched: Store = {
      ...store,
      transact: (work) =>
        store.transact((transaction) => {
          const watch = Object.entries(transaction).map(([name, method]) => [
            name,
            (...given: unknown[]) => {
              calls.push(name);
              return (method as (...args: unknown[]) => unknown).apply(transaction, given);
            },
          ]);
          return work(Object.fromEntries(watch));
        }),
    };
    bank = testBank([H1, H2, S1], { store: watched });
    id = bank.contract({ mode: 'individual' });
    for (let n = 0; n < contracts; n += 1) bank.contract();
    calls.length = 0;
    bank.register(id, H1, { userIds: ['user01', 'user02'] });
    bank.register(id, S1, { userIds: ['user01'] });
    bank.transfer(id, 'user01', bank.freshCode(S1));
    bank.transfer(id, 'user01', '000000');
    bank.deregister(id, { userIds: ['user01'] });
    return calls;
  };
  const few = asked(1);
  expect(few).toContain('contract');
  expect(few).not.toContain('contracts');
  expect(asked(300)).toEqual(few);
});

describe('J6: a store that cannot write', () => {
  const broken = () => {
    const store = memoryStore();
    let works = true;
    const failing: Store = {
      ...store,
      transact: (work) =>
        store.transact((transaction) => {
          const result = work(transaction);
          if (!works) throw new StoreUnavailable('disk full');
          return result;
        }),
    };
    const errors: unknown[] = [];
    bank = testBank([H1, H2], { store: failing, onStoreError: (error) => errors.push(error) });
    id = bank.contract();
    return {
      errors,
      breaks(now: boolean) {
        works = !now;
      },
    };
  };
  test('refuses every act, right or wrong, and nothing happened; a code refused so is not used up', () => {
    const { errors, breaks } = broken();
    const events: string[] = [];
    bank.service.subscribe((event) => events.push(event.type));
    const before = JSON.stringify([bank.get(id), bank.service.attempts(id)]);
    const otp = bank.freshCode(H1);
    breaks(true);
    expect(bank.register(id, H1, { otp })).toEqual({
      ok: false,
      refusal: { reason: 'not-recorded', code: 'E-SYS-01' },
    });
    expect(reasonOf(bank.deregister(id, { pin: 'wrong1234' }))).toBe('not-recorded');
    expect(reasonOf(bank.service.act(id, { type: 'adminLogin', password: 'x' }))).toBe('not-recorded');
    expect(bank.service.setUp(id, { mode: 'shared', serial: H1 })).toMatchObject({ error: { code: 'not-recorded' } });
    expect(JSON.stringify([bank.get(id), bank.service.attempts(id)])).toBe(before);
    expect(bank.service.serial(H1)?.contractId).toBeUndefined();
    expect(errors).toHaveLength(4);
    expect(events).toEqual([]);
    breaks(false);
    expect(reasonOf(bank.register(id, H1, { otp }))).toBe('accepted');
  });
  test('a mistake of the program is thrown, not told as a refusal', () => {
    bank = testBank([H1], {
      decide: () => {
        throw new TypeError('mistake');
      },
    });
    expect(() => bank.transfer('12345678901', 'user01', '123456')).toThrow('mistake');
  });
});

test('the rules can be replaced: a wrong portal lets a used code through', async () => {
  const { decide } = await import('../rules/decide.ts');
  bank = testBank([H1], {
    decide: (contract, act, facts) =>
      decide(contract, act, facts.key ? { ...facts, key: { ...facts.key, lastStep: undefined } } : facts),
  });
  id = bank.contract({}, { mode: 'shared', serial: H1 });
  const otp = bank.freshCode(H1);
  expect([0, 1].map(() => reasonOf(bank.transfer(id, 'user01', otp)))).toEqual(['accepted', 'accepted']);
});
