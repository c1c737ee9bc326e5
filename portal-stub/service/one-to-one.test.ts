/**
 * I5: what is written down against what was driven, one to one. Every kind of act and every hand of the bank, in an order
 * drawn from a seed; after each, exactly the records that it must leave are there, and no others anywhere.
 */
import { expect, test } from 'vitest';
import type { Act, ActResult, HistoryEntry } from '../rules/acts.ts';
import { stepMs } from '../rules/otp.ts';
import type { Reason } from '../rules/refusal.ts';
import { pskcOf, reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';
import { drawer } from '../testing/test-drive.ts';

const deep = process.env['ICHIDO_DEEP'] !== undefined;
const serials = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
const people = ['user01', 'user02', 'user04'];

/** Acts that leave an entry of the history and a mail when they changed something; the others leave an attempt alone. */
const leavesEntry: { readonly [act in Act['type']]: boolean } = {
  adminLogin: false,
  userLogin: false,
  inquiry: false,
  changeMode: true,
  register: true,
  deregister: true,
  addUser: true,
  renameUser: true,
  deleteUser: true,
  unlockUser: true,
  transfer: true,
};

interface Scene {
  readonly bank: TestBank;
  readonly draw: (below: number) => number;
  ids: string[];
}

/** What a driven event must leave: attempts, entries, mails, each under a contract's id or the bank's own `''`. */
interface Left {
  readonly attempts?: readonly {
    readonly of: string;
    readonly who: string;
    readonly act: string;
    readonly reason?: Reason;
  }[];
  readonly entries?: readonly { readonly of: string; readonly who: string; readonly users?: readonly string[] }[];
  readonly mails?: readonly string[];
}

const any = <T>({ draw }: Scene, list: readonly T[]): T => list[draw(list.length)] as T;

function anyAct(scene: Scene, id: string): Act {
  const { bank, draw } = scene;
  const contract = bank.get(id);
  const serial = any(scene, serials);
  const userId = any(scene, people);
  const seen = contract.revision - (draw(5) === 0 ? 9 : 0);
  const pin = draw(9) === 0 ? 'wrong1234' : contract.confirmationPin;
  const otp = draw(3) === 0 ? '000000' : bank.code(serial);
  const held =
    contract.mode === 'shared'
      ? contract.registration.serial
      : contract.users.find((user) => user.userId === userId)?.registration.serial;
  const password = (right: string | undefined) => (draw(2) === 0 || right === undefined ? 'wrong123' : right);
  const stopped = contract.users.find((each) => each.stopped)?.userId;
  const user = contract.users.find((each) => each.userId === userId);
  const make: { readonly [type in Act['type']]: () => Act } = {
    adminLogin: () => ({ type: 'adminLogin', password: password(contract.password) }),
    userLogin: () => ({ type: 'userLogin', userId, password: password(user?.password) }),
    inquiry: () => ({ type: 'inquiry', userId }),
    changeMode: () => ({ type: 'changeMode', mode: any(scene, ['shared', 'individual'] as const), seen }),
    register: () => ({ type: 'register', userIds: [userId], serial, otp, pin, mode: contract.mode, seen }),
    deregister: () => ({ type: 'deregister', userIds: [userId], pin, mode: contract.mode, seen }),
    addUser: () => ({ type: 'addUser', userId, name: '法人 太郎', pin, seen }),
    renameUser: () => ({ type: 'renameUser', userId, name: '法人 花子', pin, seen }),
    deleteUser: () => ({ type: 'deleteUser', userId, pin, seen }),
    unlockUser: () => ({ type: 'unlockUser', userId: stopped ?? userId, pin, seen }),
    transfer: () => ({
      type: 'transfer',
      userId,
      account: '1234567',
      amount: '1000',
      otp: draw(3) === 0 || held === undefined ? '000000' : bank.code(held),
    }),
  };
  return make[any(scene, Object.keys(make) as Act['type'][])]();
}

const usersActs = new Set<Act['type']>(['userLogin', 'inquiry', 'transfer']);

function driveAct(scene: Scene): Left {
  const { bank, draw } = scene;
  const id = draw(20) === 0 ? '99999999999' : any(scene, scene.ids);
  const known = scene.ids.includes(id);
  const act: Act = known ? anyAct(scene, id) : { type: 'adminLogin', password: 'wrong123' };
  const userId = 'userId' in act ? act.userId : '';
  const here = known && bank.get(id).users.some((user) => user.userId === userId);
  const who = !known ? '不明' : !usersActs.has(act.type) ? '管理者' : here ? userId : '不明';
  const result: ActResult = bank.service.act(id, act);
  const reason = reasonOf(result);
  const attempt = { of: known ? id : '', who, act: act.type, ...(reason === 'accepted' ? {} : { reason }) };
  if (!result.ok || !result.changed || !leavesEntry[act.type]) return { attempts: [attempt] };
  return { attempts: [attempt], entries: [{ of: id, who }], mails: [id] };
}

/** The bank's hands and the set-up route: an entry when something was done, never an attempt; a mail when a contract was unlocked. */
const hands: readonly ((scene: Scene) => Left)[] = [
  ({ bank, draw, ids }) => {
    const id = ids[draw(ids.length)] as string;
    const contract = bank.get(id);
    const failed = [contract, ...contract.users].some(
      (each) => each.stopped || Object.values(each.failures).some((count) => count > 0),
    );
    const onForm = bank.service
      .attempts(id)
      .some(({ act, reason }) => act === 'register' && /^otp-/.test(reason ?? ''));
    const before = bank.service.history(id).length;
    expect(bank.service.unlock(id).ok).toBe(true);
    // Counts of serials on the form are not told; where there were failures there is one entry, otherwise none.
    const wrote = bank.service.history(id).length - before;
    if (failed) expect(wrote).toBe(1);
    if (!failed && !onForm) expect(wrote).toBe(0);
    return wrote === 0 ? {} : { entries: [{ of: id, who: '銀行' }], mails: [id] };
  },
  ({ bank, draw, ids }) => {
    const id = ids[draw(ids.length)] as string;
    const set = bank.service.setUp(id, { mode: 'individual', users: { user01: serials[draw(3)] as string } });
    return set.ok ? { entries: [{ of: id, who: '準備' }] } : {};
  },
  (scene) => {
    const made = scene.bank.service.createContract({});
    if (!made.ok) throw new Error('no contract');
    scene.ids = [...scene.ids, made.value.contractId];
    return { entries: [{ of: '', who: '銀行' }] };
  },
  (scene) => {
    if (scene.ids.length < 3 || scene.draw(3) > 0) return {};
    const [first = '', ...others] = scene.ids;
    expect(scene.bank.service.deleteContract(first)).toBe(true);
    scene.ids = others;
    return { entries: [{ of: '', who: '銀行' }] };
  },
  ({ bank, draw }) => {
    const serial = serials[draw(3)] as string;
    expect(bank.service.resetSerial(serial).ok).toBe(true);
    return { entries: [{ of: '', who: '銀行' }] };
  },
  ({ bank, draw }) => {
    bank.move(2 * stepMs);
    const serial = serials[draw(3)] as string;
    const right = draw(2) === 0;
    const synced = bank.service.resync(serial, bank.code(serial, -1), right ? bank.code(serial) : '000000');
    return synced.ok ? { entries: [{ of: '', who: '銀行' }] } : {};
  },
  ({ bank, draw }) => {
    const serial = `SKTS${String(10_000 + draw(500))}`;
    const isNew = bank.service.serial(serial) === undefined;
    expect(bank.service.importStock(pskcOf([serial]), {})).toMatchObject({ ok: true, value: { imported: +isNew } });
    return isNew ? { entries: [{ of: '', who: '銀行' }] } : {};
  },
  ({ bank, draw, ids }) => {
    const id = ids[draw(ids.length)] as string;
    bank.service.recordRefusal(id, 'register', 'form-token');
    return { attempts: [{ of: id, who: '不明', act: 'register', reason: 'form-token' }] };
  },
];

const driven = new Set<string>();

/** `ICHIDO_DEEP=1`: 20 seeds of 1,000 events. */
test.each(Array.from({ length: deep ? 20 : 2 }, (_, seed) => seed))(
  'I5: every driven event and what is written down of it, one to one (seed %i)',
  { timeout: 600_000 },
  (seed) => {
    const draw = drawer(seed);
    const bank = testBank(serials, { seed: `one to one ${seed}`, policyDefaults: { lockLimit: 2 } });
    const scene: Scene = { bank, draw, ids: [bank.contract(), bank.contract({ mode: 'individual' })] };
    const logs = () => ['', '99999999999', ...scene.ids].map((of) => [of, recordsOf(bank, of)] as const);
    let before = new Map(logs());
    for (let n = 0; n < (deep ? 1000 : 500); n += 1) {
      if (draw(2) === 0) bank.move(stepMs);
      const left = draw(4) > 0 ? driveAct(scene) : any(scene, hands)(scene);
      for (const { act, reason } of left.attempts ?? []) driven.add(`${act} ${reason === undefined}`);
      const after = new Map(logs());
      for (const [of, records] of after) {
        const old = before.get(of) ?? { attempts: [], history: [], mails: [] };
        const at = bank.now();
        const attempts = (left.attempts ?? []).filter((each) => each.of === of).map(({ of: _, ...each }) => each);
        const entries = (left.entries ?? []).filter((each) => each.of === of).map(({ who }) => ({ at, who }));
        expect(records.attempts.slice(old.attempts.length)).toMatchObject(attempts.map((each) => ({ at, ...each })));
        expect(records.attempts.slice(0, old.attempts.length)).toEqual(old.attempts);
        expect(records.history.slice(old.history.length)).toMatchObject(entries);
        expect(records.history.slice(0, old.history.length)).toEqual(old.history);
        expect(records.mails.length - old.mails.length).toBe((left.mails ?? []).filter((each) => each === of).length);
      }
      before = after;
    }
  },
);

test('I5: and each kind of act was driven to both of its ends', () => {
  const ends = Object.keys(leavesEntry).flatMap((act) => [`${act} true`, `${act} false`]);
  expect([...driven].sort()).toEqual(ends.sort());
});

function recordsOf({ service }: TestBank, of: string) {
  const history: readonly HistoryEntry[] = service.history(of);
  return { attempts: service.attempts(of), history, mails: service.mails(of) };
}
