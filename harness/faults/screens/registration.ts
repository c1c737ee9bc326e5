/** 利用登録: whom it touches, and what it leaves (S-20 to S-33, D-03). PURE. */
import type { Fault } from '../fault.ts';
import { chosenAt, leaving, leavingUsers, refusingWhere, serialsOf, unregistered } from '../ways/registrations.ts';
import { overlooking, wrong } from '../wrongs.ts';

export const registrationFaults: readonly Fault[] = [
  wrong('registers-everybody', 'S-25', '一人の利用登録で全員が登録される', 'registering one user registers all', {
    decide: leavingUsers('register', (user, _before, { act, contract }) =>
      contract.mode === 'individual' ? { ...user, registration: { ...user.registration, serial: act.serial } } : user,
    ),
  }),
  wrong(
    'registers-first-only',
    'D-03',
    'まとめて登録しても最初の一人だけ登録される',
    'of several only the first is registered',
    {
      decide: leavingUsers('register', (user, before, { act }) => (chosenAt(act.userIds, user) > 0 ? before : user)),
    },
  ),
  wrong(
    'registers-two-at-most',
    'D-03',
    'まとめて登録しても三人目から登録されない',
    'of several only two are registered',
    {
      decide: leavingUsers('register', (user, before, { act }) => (chosenAt(act.userIds, user) > 1 ? before : user)),
    },
  ),
  wrong('two-at-most-refused', 'D-03', '三人以上をまとめて登録できない', 'three users in a submit are refused', {
    decide: refusingWhere('register', 'no-user-chosen', ({ act }) => act.userIds.length > 2),
  }),
  wrong(
    'sharers-swapped-along',
    'S-31',
    '共用の一人の取り替えで、ほかの人も移る',
    'who shared the old token swaps along',
    {
      decide: leavingUsers('register', (user, before, { act, contract }) => {
        const old = contract.users
          .filter(({ userId }) => act.userIds.includes(userId))
          .map(({ registration }) => registration.serial);
        const shared = before.registration.serial !== undefined && old.includes(before.registration.serial);
        return shared ? { ...user, registration: { ...user.registration, serial: act.serial } } : user;
      }),
    },
  ),
  wrong(
    'sharers-lose-old',
    'S-31',
    '共用の一人の取り替えで、ほかの人の登録が消える',
    'who shared the old token loses it',
    {
      decide: leavingUsers('register', (user, before, { act, contract }) => {
        const old = contract.users
          .filter(({ userId }) => act.userIds.includes(userId))
          .map(({ registration }) => registration.serial);
        const left = !act.userIds.includes(user.userId) && old.includes(before.registration.serial);
        return left ? unregistered(user, user.registration.changedAt) : user;
      }),
    },
  ),
  wrong(
    'serial-moves-between-users',
    'S-33',
    '同じトークンを別の利用者に登録すると、前の人から外れる',
    'a serial moves from user to user',
    {
      decide: leavingUsers('register', (user, before, { act, contract }) =>
        contract.mode === 'individual' &&
        !act.userIds.includes(user.userId) &&
        before.registration.serial === act.serial
          ? unregistered(user, user.registration.changedAt)
          : user,
      ),
    },
  ),
  wrong(
    'serial-unique-among-users',
    'S-33',
    '同じトークンを二人に登録できない',
    'a serial of another user is refused',
    {
      decide: refusingWhere('register', 'serial-of-other-contract', ({ contract, act }) =>
        contract.users.some(
          ({ userId, registration }) => !act.userIds.includes(userId) && registration.serial === act.serial,
        ),
      ),
    },
  ),
  wrong(
    'all-alike-becomes-shared',
    'S-33',
    '全員が同じトークンになると共有の利用形態に変わる',
    'everybody with one token makes the mode shared',
    {
      decide: leaving('register', ({ contract }) => {
        const [serial, ...others] = serialsOf(contract);
        return contract.mode === 'individual' && others.every((other) => other === serial)
          ? { mode: 'shared', registration: { ...contract.registration, serial } }
          : {};
      }),
    },
  ),
  wrong('same-serial-refused', 'S-26', '登録済みの同じトークンは登録し直せない', 'the same serial again is refused', {
    decide: refusingWhere('register', 'serial-of-other-contract', ({ contract, act }) =>
      [contract.registration.serial, ...serialsOf(contract)].includes(act.serial),
    ),
  }),
  wrong('nobody-chosen-means-all', 'S-20', '利用者を選ばないと全員に登録される', 'no user chosen registers everybody', {
    decide: overlooking('register', 'no-user-chosen', ({ contract, act }) => ({
      act: { ...act, userIds: contract.users.map(({ userId }) => userId) },
    })),
  }),
  wrong(
    'new-token-added-to-old',
    'S-31 D-13',
    '共有の入替をしても前のトークンのままである',
    'a swap in shared mode keeps the old token',
    {
      decide: leaving('register', ({ contract }, before) =>
        contract.mode === 'shared' && before.registration.serial !== undefined
          ? { registration: { ...contract.registration, serial: before.registration.serial } }
          : {},
      ),
    },
  ),
  wrong(
    'software-refused-for-hardware',
    'S-26',
    'ハードウェアをソフトウェアに取り替えられない',
    'a hardware token is not swapped for an app',
    {
      decide: refusingWhere('register', 'kind-mixed', ({ contract, act }) => {
        const old = contract.users
          .filter(({ userId }) => act.userIds.includes(userId))
          .map(({ registration }) => registration.serial);
        return (
          act.serial.startsWith('SKTS') &&
          [contract.registration.serial, ...old].some((serial) => serial?.startsWith('SKTH'))
        );
      }),
    },
  ),
];
