/** The administrator's acts on users, as ordered rules: 利用者登録, 利用者情報変更, 利用者登録抹消, 利用中止解除. PURE. */
import type { Act } from './acts.ts';
import { type Contract, maxUsers, newUser, releasedUser, type User, userOf } from './contract.ts';
import { type Check, first, isUserId, isUserName, pinChecks } from './input.ts';
import { guessContract } from './locks.ts';
import { serialsOf } from './registration.ts';
import { type ActRecord, committed, type Facts, isStale, refused, type Verdict, wrongGuess } from './verdict.ts';

type ActOf<T extends Act['type']> = Extract<Act, { readonly type: T }>;

/** D-11: covered at once in shared mode, unregistered in individual mode. 1 to 99 users (D-10). */
export function addUser(contract: Contract, act: ActOf<'addUser'>, facts: Facts): Verdict {
  const present = userOf(contract, act.userId);
  return decideWithPin(
    contract,
    act.pin,
    [
      ['stale', isStale(contract, act.seen, contract.userDeletedAt, present?.changedAt ?? 0)],
      ['user-id-form', !isUserId(act.userId)],
      ['user-id-taken', present !== undefined],
      ['user-name-form', !isUserName(act.name)],
      ['too-many-users', contract.users.length >= maxUsers],
      ...pinChecks(act.pin),
    ],
    (users, revision) => ({ users: [...users, newUser(act, facts.credentials(), revision)] }),
    { users: [act.userId] },
  );
}

export function renameUser(contract: Contract, act: ActOf<'renameUser'>): Verdict {
  const user = userOf(contract, act.userId);
  return decideWithPin(
    contract,
    act.pin,
    [
      staleUser(contract, act, user, user?.changedAt),
      ['user-name-form', !isUserName(act.name)],
      ...pinChecks(act.pin),
      ['no-user-chosen', user === undefined],
    ],
    (users, revision) => ({
      users: replaced(users, act.userId, (each) => ({ ...each, name: act.name, changedAt: revision })),
    }),
    { users: [act.userId] },
  );
}

/** D-11: frees their registration and nobody else's. */
export function deleteUser(contract: Contract, act: ActOf<'deleteUser'>): Verdict {
  const user = userOf(contract, act.userId);
  return decideWithPin(
    contract,
    act.pin,
    [
      staleUser(contract, act, user, user?.changedAt, user?.registration.changedAt),
      ...pinChecks(act.pin),
      ['no-user-chosen', user === undefined],
      ['last-user', contract.users.length === 1],
    ],
    (users, revision) => ({ users: users.filter((each) => each.userId !== act.userId), userDeletedAt: revision }),
    { users: [act.userId], oldSerials: user === undefined ? [] : serialsOf([user.registration]) },
  );
}

/** D-09a: the administrator clears the stop with the PIN; the token stays registered. */
export function unlockUser(contract: Contract, act: ActOf<'unlockUser'>): Verdict {
  const user = userOf(contract, act.userId);
  return decideWithPin(
    contract,
    act.pin,
    [
      staleUser(contract, act, user, user?.changedAt),
      ...pinChecks(act.pin),
      ['no-user-chosen', user === undefined],
      ['user-not-stopped', user?.stopped === false],
    ],
    (users, revision) => ({ users: replaced(users, act.userId, (each) => releasedUser(each, revision)) }),
    { users: [act.userId] },
  );
}

/** What these acts share: the given checks, then the administrator's stop, then the PIN, then the change. */
function decideWithPin(
  contract: Contract,
  pin: string,
  checks: readonly Check[],
  change: (users: readonly User[], revision: number) => Partial<Contract>,
  record: Partial<ActRecord>,
): Verdict {
  const reason = first([...checks, ['contract-stopped', contract.stopped]]);
  if (reason !== undefined) return refused(contract, reason);
  const guess = guessContract(contract, 'confirmationPin', pin);
  if (!guess.right) return wrongGuess(guess, 'pin-wrong');
  return committed(guess.contract, (revision) => change(guess.contract.users, revision), record);
}

/** A user who was named and isn't there was deleted since the form was drawn. `''` names nobody. */
function staleUser(
  contract: Contract,
  act: { readonly userId: string; readonly seen: number },
  user: User | undefined,
  ...changedAt: readonly (number | undefined)[]
): Check {
  const gone = user === undefined && act.userId !== '';
  return ['stale', gone || isStale(contract, act.seen, ...changedAt.map((revision) => revision ?? 0))];
}

function replaced(users: readonly User[], userId: string, change: (user: User) => User): readonly User[] {
  return users.map((user) => (user.userId === userId ? change(user) : user));
}
