/** For tests: a long run of acts drawn from a seed, over any store, and the whole of what a store holds. */
import type { Act } from '../rules/acts.ts';
import type { Contract } from '../rules/contract.ts';
import { stepMs } from '../rules/otp.ts';
import type { Store } from '../store/store.ts';
import { reasonOf, seededBytes, type TestBank, testBank } from './test-bank.ts';

const serials = ['SKTH00001', 'SKTH00002', 'SKTH00003', 'SKTS00001', 'SKTS00002'];
const userIds = ['user01', 'user02', 'user03', 'user04'];

export interface Drive {
  readonly trace: readonly string[];
  readonly serials: readonly string[];
}

export function driveAtRandom(store: Store, seed: number, acts: number): Drive {
  const bank = testBank(serials, { store, seed: `drive ${seed}` });
  const draw = drawer(seed);
  const contracts = [bank.contract({ policy: { lockLimit: 3 } }), bank.contract({ mode: 'individual' })];
  const trace: string[] = [];
  for (let n = 0; n < acts; n += 1) {
    const contractId = contracts[draw(contracts.length)] as string;
    trace.push(`${n} ${contractId} ${anyAct(bank, contractId, draw)}`);
  }
  return { trace, serials };
}

function anyAct(bank: TestBank, contractId: string, draw: (below: number) => number): string {
  const contract = bank.get(contractId);
  const any = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const serial = any(serials);
  const userId = any(userIds);
  const screen = {
    pin: draw(10) === 0 ? 'wrong1234' : contract.confirmationPin,
    seen: contract.revision - (draw(8) === 0 ? 1 : 0),
    mode: contract.mode,
  };
  if (draw(3) > 0) bank.move(stepMs);
  const otp = draw(6) === 0 ? '000000' : bank.code(serial, draw(4) - 2);
  const acts: readonly Act[] = [
    { type: 'register', userIds: [any(userIds), any(userIds)], serial, otp, ...screen },
    { type: 'register', userIds: [userId], serial, otp, ...screen },
    { type: 'deregister', userIds: [userId], ...screen },
    {
      type: 'transfer',
      userId,
      account: '1',
      amount: '1',
      otp: bank.code(held(contract, userId) ?? serial, draw(3) - 1),
    },
    { type: 'transfer', userId, account: '1', amount: '1', otp },
    { type: 'userLogin', userId, password: draw(2) === 0 ? 'wrong' : 'x1' },
    { type: 'addUser', userId, name: '法人 太郎', ...screen },
    { type: 'deleteUser', userId, ...screen },
    { type: 'unlockUser', userId, ...screen },
  ];
  const pick = draw(acts.length + 3);
  if (pick === acts.length) return JSON.stringify(['unlock', bank.service.unlock(contractId).ok]);
  if (pick === acts.length + 1) return JSON.stringify(['reset', bank.service.resetSerial(serial).ok]);
  const change: Act = { type: 'changeMode', mode: any(['shared', 'individual'] as const), seen: screen.seen };
  const act = acts[pick] ?? change;
  return JSON.stringify([act.type, reasonOf(bank.service.act(contractId, act))]);
}

function held(contract: Contract, userId: string): string | undefined {
  if (contract.mode === 'shared') return contract.registration.serial;
  return contract.users.find((user) => user.userId === userId)?.registration.serial;
}

/** Whole numbers below a bound, the same for the same seed. */
export function drawer(seed: number): (below: number) => number {
  const bytes = seededBytes(`draw ${seed}`);
  return (below) => new DataView(Uint8Array.from(bytes(4)).buffer).getUint32(0) % below;
}

/** Everything that a store holds, but for the secrets of keys. */
export function snapshot(store: Store, of: readonly string[]): unknown {
  return store.read((reader) => {
    const contracts = reader.contracts();
    const logs = ['', ...contracts.map(({ contractId }) => contractId)];
    return {
      contracts: contracts.map((contract) => sorted(contract)),
      keys: of.map((serial) => sorted({ ...reader.key(serial), secret: undefined })),
      failures: of.map((serial) =>
        [...reader.formFailuresOf(serial)].map(({ contractId, failures }) => `${contractId} ${failures}`).sort(),
      ),
      logs: logs.map((log) => sorted([reader.history(log), reader.mails(log), reader.attempts(log)])),
    };
  });
}

/** The same data in the same order of names, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
