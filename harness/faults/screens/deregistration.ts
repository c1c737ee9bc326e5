/** 利用登録解除: whom it touches, and what it leaves (S-12, D-07). PURE. */
import type { Fault } from '../fault.ts';
import { chosenAt, leaving, leavingUsers, refusingWhere, serialsOf, unregistered } from '../ways/registrations.ts';
import { overlooking, wrong } from '../wrongs.ts';

export const deregistrationFaults: readonly Fault[] = [
  wrong('deregisters-everybody', 'D-07', '一人の解除で全員が解除される', 'deregistering one user deregisters all', {
    decide: leavingUsers('deregister', (user, _before, { after }) => unregistered(user, after.revision)),
  }),
  wrong(
    'deregisters-sharers',
    'D-07',
    '一人の解除で、同じトークンの人も解除される',
    'who shares the token is deregistered along',
    {
      decide: leavingUsers('deregister', (user, before, { act, contract, after }) => {
        const freed = contract.users
          .filter(({ userId }) => act.userIds.includes(userId))
          .map(({ registration }) => registration.serial);
        return freed.includes(before.registration.serial) ? unregistered(user, after.revision) : user;
      }),
    },
  ),
  wrong(
    'deregisters-first-only',
    'D-07',
    'まとめて解除しても最初の一人だけ解除される',
    'of several only the first is deregistered',
    {
      decide: leavingUsers('deregister', (user, before, { act }) => (chosenAt(act.userIds, user) > 0 ? before : user)),
    },
  ),
  wrong(
    'deregisters-two-at-most',
    'D-07',
    'まとめて解除しても三人目から解除されない',
    'of several only two are deregistered',
    {
      decide: leavingUsers('deregister', (user, before, { act }) => (chosenAt(act.userIds, user) > 1 ? before : user)),
    },
  ),
  wrong(
    'unregistered-among-chosen-refused',
    'D-07',
    '未登録の人を混ぜて解除すると断られる',
    'one unregistered user among the chosen is refused',
    {
      decide: refusingWhere('deregister', 'nothing-registered', ({ contract, act }) =>
        contract.users.some(
          ({ userId, registration }) => act.userIds.includes(userId) && registration.serial === undefined,
        ),
      ),
    },
  ),
  wrong(
    'deregister-nobody-chosen-means-all',
    'D-07',
    '利用者を選ばずに解除すると全員が解除される',
    'no user chosen deregisters everybody',
    {
      decide: overlooking('deregister', 'no-user-chosen', ({ contract, act }) => ({
        act: { ...act, userIds: contract.users.map(({ userId }) => userId) },
      })),
    },
  ),
  wrong(
    'last-deregistration-ends-individual',
    'D-07',
    '最後の一人を解除すると共有の利用形態に戻る',
    'the last deregistration makes the mode shared',
    {
      decide: leaving('deregister', ({ contract }) =>
        serialsOf(contract).every((serial) => serial === undefined) ? { mode: 'shared' } : {},
      ),
    },
  ),
  wrong(
    'deregistration-makes-individual',
    'D-07',
    '共有の解除で個別の利用形態になる',
    'a deregistration in shared mode makes it individual',
    {
      decide: leaving('deregister', () => ({ mode: 'individual' })),
    },
  ),
  wrong(
    'last-one-not-deregistered',
    'D-07',
    '最後に残った登録は解除できない',
    'the last registration cannot be deregistered',
    {
      decide: refusingWhere(
        'deregister',
        'nothing-registered',
        ({ contract }) =>
          contract.mode === 'individual' && serialsOf(contract).filter((serial) => serial !== undefined).length === 1,
      ),
    },
  ),
  ...(['pin-wrong', 'pin-missing'] as const).map((reason) =>
    wrong(
      `deregister-past-${reason}`,
      'D-07',
      `解除が${reason === 'pin-wrong' ? '誤った' : '空の'}暗証番号でも通る`,
      `a deregistration goes past ${reason}`,
      {
        decide: overlooking('deregister', reason, ({ contract, act }) => ({
          act: { ...act, pin: contract.confirmationPin },
        })),
      },
    ),
  ),
];
