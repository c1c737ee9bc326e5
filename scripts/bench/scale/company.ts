/**
 * Five years of a company of fifty: each working day everybody transfers, and now and then the administrator does each act
 * of the manual. On a desk's own clock, with real presses of its tokens. Figures are counted, nothing is asserted here.
 */

import type { RunningDesk } from '../../../desk/start-desk.ts';
import type { Act } from '../../../portal-stub/rules/acts.ts';
import type { Contract } from '../../../portal-stub/rules/contract.ts';

const dayMs = 86_400_000;

export interface Lived {
  readonly days: number;
  readonly accepted: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
  readonly presses: number;
  readonly tokens: number;
}

export async function live(desk: RunningDesk, years: number, people: number): Promise<Lived> {
  const { contractId } = desk.contract({
    mode: 'shared',
    users: Array.from({ length: people }, (_, index) => ({ userId: `user${index + 1}`, name: '法人 太郎' })),
  });
  const accepted = new Map<string, number>();
  const refused = new Map<string, number>();
  let presses = 0;
  let tokens = 0;
  /** Whose token is in whose drawer. */
  const drawer = new Map<string, string>();

  const contract = (): Contract => {
    const found = desk.service.contract(contractId);
    if (found === undefined) throw new Error('the company has no contract any more');
    return found;
  };
  const act = (wanted: Act): boolean => {
    const result = desk.service.act(contractId, wanted);
    const counts = result.ok ? accepted : refused;
    counts.set(wanted.type, (counts.get(wanted.type) ?? 0) + 1);
    return result.ok;
  };
  const wait = (ms: number): void => {
    const moved = desk.clock.change({ advanceMs: ms });
    if (!moved.ok) throw new Error(moved.refusal.text.en);
  };
  const issue = (kind: 'hardware' | 'software'): string => {
    tokens += 1;
    return desk.issue(kind);
  };
  const code = async (serial: string): Promise<string> => {
    wait(31_000);
    presses += 1;
    return desk.code(serial);
  };
  const administrator = (): { pin: string; seen: number; mode: Contract['mode'] } => {
    const { password, confirmationPin, revision, mode } = contract();
    act({ type: 'adminLogin', password });
    return { pin: confirmationPin, seen: revision, mode };
  };
  const register = async (serial: string, userIds: readonly string[]): Promise<void> => {
    const otp = await code(serial);
    act({ type: 'register', userIds, serial, otp, ...administrator() });
    for (const userId of userIds) drawer.set(userId, serial);
  };
  const replace = async (userId: string): Promise<void> =>
    register(issue(Number(userId.slice(4)) % 2 === 0 ? 'hardware' : 'software'), [userId]);
  const transfer = async (userId: string, wrong = false): Promise<boolean> => {
    const user = contract().users.find((each) => each.userId === userId);
    const serial = drawer.get(userId);
    if (user === undefined || serial === undefined) return false;
    act({ type: 'userLogin', userId, password: user.password });
    const otp = wrong ? '000000' : await code(serial);
    return act({ type: 'transfer', userId, account: '1234567', amount: '1000', otp });
  };

  // (1) One token for all, then one for each.
  const first = issue('hardware');
  await register(first, []);
  act({ ...administrator(), type: 'changeMode', mode: 'individual' });
  for (const { userId } of contract().users) await replace(userId);

  const days = years * 365;
  for (let day = 0; day < days; day += 1) {
    const began = desk.clock.now();
    if (day % 7 < 5) {
      for (const { userId } of contract().users) {
        // A stopped user is unlocked, and a code that the device's clock spoiled is brought into step by the bank.
        if (await transfer(userId)) continue;
        const serial = drawer.get(userId) ?? '';
        const [otp1, otp2] = [await code(serial), await code(serial)];
        desk.service.resync(serial, otp1, otp2);
      }
      const whose = contract().users[day % contract().users.length]?.userId ?? '';
      if (day % 10 === 3) act({ type: 'inquiry', userId: whose });
      if (day % 30 === 7) await replace(whose); // (2) a battery, a new phone
      if (day % 30 === 14) act({ type: 'renameUser', userId: whose, name: '法人 花子', ...administrator() });
      if (day % 90 === 21) {
        for (let times = 0; times < 7; times += 1) await transfer(whose, true);
        act({ type: 'unlockUser', userId: whose, ...administrator() });
      }
      if (day % 90 === 44) {
        act({ type: 'deregister', userIds: [whose], ...administrator() });
        await replace(whose);
      }
      if (day % 180 === 60) {
        act({ type: 'deleteUser', userId: whose, ...administrator() });
        const userId = `user${people + day}`;
        act({ type: 'addUser', userId, name: '法人 次郎', ...administrator() });
        await replace(userId);
      }
      if (day % 180 === 61)
        await register(
          issue('hardware'),
          contract()
            .users.slice(0, 3)
            .map(({ userId }) => userId),
        ); // (3)
      if (day % 365 === 200) {
        act({ ...administrator(), type: 'changeMode', mode: 'shared' });
        const shared = issue('hardware');
        await register(shared, []);
        act({ ...administrator(), type: 'changeMode', mode: 'individual' });
        for (const { userId } of contract().users) await register(drawer.get(userId) ?? shared, [userId]);
      }
    }
    wait(Math.max(0, began + dayMs - desk.clock.now()));
  }
  return { days, accepted, refused, presses, tokens };
}
