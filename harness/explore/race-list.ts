/** The races: three people at once, where two of them can't both be served; and the faults that each has to tell. */
import type { Exploration } from './exploration.ts';
import { type Race, type RaceDesk, type Raced, type Sent, serials } from './races.ts';

const transfer = (desk: RaceDesk, userId: string, otp: string) =>
  desk.user(userId).form('/user/transfer', { account: '1234567', amount: '1000', otp });

const register = (desk: RaceDesk, token: number, users: readonly string[]) =>
  desk.administrator().form('/admin/otp/register', {
    users,
    serial: serials[token] as string,
    otp: desk.code(token),
    pin: desk.contract.confirmationPin,
  });

const deregister = (desk: RaceDesk, users: readonly string[]) =>
  desk.administrator().form('/admin/otp/deregister', { users, pin: desk.contract.confirmationPin });

const onUser = (
  desk: RaceDesk,
  act: 'edit' | 'delete' | 'unlock',
  userId: string,
  fields: { readonly name?: string } = {},
) => desk.administrator().form(`/admin/users/${act}?user=${userId}`, { ...fields, pin: desk.contract.confirmationPin });

const addUser = (desk: RaceDesk, userId: string) =>
  desk.administrator().form('/admin/users/new', { userId, name: '法人 新子', pin: desk.contract.confirmationPin });

function done(sent: Sent): void {
  sent.arrive();
  sent.judge();
}

const changeMode = (desk: RaceDesk, mode: string) => desk.administrator().form('/admin/otp/mode', { mode });

export const races: readonly Race[] = [
  {
    name: 'one-code-two-users',
    ja: '一つの値を、二人が三つの窓から送る',
    en: 'one code, two users, three windows',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => ['user01', 'user02', 'user01'].map((userId) => transfer(desk, userId, desk.code(0))),
  },
  {
    name: 'register-against-mode-change',
    ja: '利用登録、利用形態の変更、資金移動',
    en: 'register, change the mode, transfer',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => [register(desk, 1, []), changeMode(desk, 'individual'), transfer(desk, 'user01', desk.code(0))],
  },
  {
    name: 'deregister-against-register',
    ja: '利用登録解除、二つのトークンの利用登録',
    en: 'deregister, and register two tokens for the same user',
    mode: 'individual',
    limit: 7,
    prepare: (desk) => [
      deregister(desk, ['user01']),
      register(desk, 1, ['user01']),
      register(desk, 0, ['user01', 'user02']),
    ],
  },
  {
    name: 'lock-at-the-limit',
    ja: '回数の上限で、誤った値二つと正しい値一つ',
    en: 'at the limit: two wrong codes and the right one',
    mode: 'shared',
    limit: 2,
    prepare: (desk) => ['000000', desk.code(0), '000000'].map((otp) => transfer(desk, 'user01', otp)),
  },
  {
    name: 'one-user-in-three-windows',
    ja: '一人の利用者の名前を変え、抹消し、別の一人を登録する',
    en: 'rename a user, delete them, add another',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => [
      onUser(desk, 'edit', 'user02', { name: '法人 改子' }),
      onUser(desk, 'delete', 'user02'),
      // Under the same id: whether the old one or the new one is meant, only the order says.
      addUser(desk, 'user02'),
    ],
  },
  {
    name: 'two-names-for-one-user',
    ja: '一人の利用者の名前を二通りに変え、利用形態を変える',
    en: 'two new names for one user, and another mode',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => [
      onUser(desk, 'edit', 'user02', { name: '法人 改子' }),
      onUser(desk, 'edit', 'user02', { name: '法人 別子' }),
      changeMode(desk, 'individual'),
    ],
  },
  {
    name: 'user-against-mode-change',
    ja: '利用者の登録、利用形態の変更、利用者の抹消',
    en: 'add a user, change the mode, delete a user',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => [addUser(desk, 'user03'), changeMode(desk, 'individual'), onUser(desk, 'delete', 'user02')],
  },
  {
    name: 'deletion-against-register',
    ja: '利用者の抹消、その人への利用登録、名前の変更',
    en: 'delete a user, register a token for them, rename them',
    mode: 'individual',
    limit: 7,
    prepare: (desk) => [
      onUser(desk, 'delete', 'user02'),
      register(desk, 1, ['user02']),
      onUser(desk, 'edit', 'user02', { name: '法人 改子' }),
    ],
  },
  {
    name: 'unlock-in-two-windows',
    ja: '利用中止を二つの窓で解除し、その利用者が取引する',
    en: 'unlock a user in two windows, while that user pays',
    mode: 'shared',
    limit: 1,
    prepare: (desk) => {
      const paying = transfer(desk, 'user01', desk.code(0));
      done(transfer(desk, 'user01', '000000'));
      return [onUser(desk, 'unlock', 'user01'), onUser(desk, 'unlock', 'user01'), paying];
    },
  },
  {
    name: 'shared-token-in-three-windows',
    ja: '共有トークンを二通りに登録し、解除する',
    en: 'register two shared tokens, and deregister',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => [register(desk, 1, []), register(desk, 0, []), deregister(desk, [])],
  },
  {
    name: 'several-users-at-once',
    ja: '二人への利用登録、その一人への利用登録、もう一人の解除',
    en: 'register for two users, for one of them, and deregister the other',
    mode: 'individual',
    limit: 7,
    prepare: (desk) => [
      register(desk, 1, ['user01', 'user02']),
      register(desk, 0, ['user02']),
      deregister(desk, ['user01']),
    ],
  },
  {
    name: 'double-click',
    ja: '資金移動のボタンを二度押し、ほかの利用者が同じ値を送る',
    en: 'a double click on a transfer, and another user with the same code',
    mode: 'shared',
    limit: 7,
    prepare: (desk) => {
      const fields = { account: '1234567', amount: '1000', otp: desk.code(0) };
      return [...desk.user('user01').twice('/user/transfer', fields), transfer(desk, 'user02', desk.code(0))];
    },
  },
];

/** Each fault that only people at the same time meet, and the race that has to tell it. */
export const raceFaults: readonly (readonly [race: string, fault: string])[] = [
  ['one-code-two-users', 'used-code-taken-from-another-user'],
  ['one-code-two-users', 'used-code-taken-again'],
  ['register-against-mode-change', 'stale-change-mode-taken'],
  ['register-against-mode-change', 'mode-change-keeps-registrations'],
  ['register-against-mode-change', 'registered-meanwhile-unnoticed-by-mode'],
  ['deregister-against-register', 'stale-deregister-taken'],
  ['deregister-against-register', 'stale-register-taken'],
  ['lock-at-the-limit', 'transfer-locks-late'],
  ['two-names-for-one-user', 'stale-rename-user-taken'],
  ['one-user-in-three-windows', 'stale-delete-user-taken'],
  ['one-user-in-three-windows', 'deleted-meanwhile-unnoticed-by-new-user'],
  ['user-against-mode-change', 'stale-add-user-taken'],
  ['user-against-mode-change', 'mode-changed-meanwhile-unnoticed'],
  ['deletion-against-register', 'registered-meanwhile-unnoticed-by-deletion'],
  ['unlock-in-two-windows', 'stale-unlock-user-taken'],
  ['shared-token-in-three-windows', 'shared-token-changed-meanwhile-unnoticed'],
  ['several-users-at-once', 'only-first-user-looked-at'],
  ['double-click', 'double-click-is-an-attempt'],
  ['double-click', 'double-click-is-recorded'],
];

export function raceTable(raced: readonly Raced[], at: number, ms: number): Exploration {
  const orders = raced.reduce((sum, each) => sum + each.orders, 0);
  const wrong = raced.reduce((sum, each) => sum + each.wrong.length, 0);
  return {
    name: 'races',
    title: { ja: '同時の操作: すべての順序', en: 'Races: every order' },
    notes: [
      {
        ja: `${orders} 通りの順序のうち、順番に行った場合のどれとも違う結果は ${wrong} 通り。一つの送信が待つのは本文を読むときの一度だけなので、三つの送信には90通りの順序がある。`,
        en: `${wrong} of ${orders} orders come to what no serial order comes to. A request waits once, while its body is read, so three have 90 orders.`,
      },
    ],
    heads: [
      { ja: '操作', en: 'Requests' },
      { ja: '順序', en: 'Orders' },
      { ja: '結果の種類', en: 'Outcomes' },
      { ja: '順番に行った結果', en: 'Serial outcomes' },
      { ja: 'どれとも違う', en: 'None of them' },
    ],
    rows: raced.map(({ race, orders: count, reached, serial, wrong: none }) => [
      race.ja,
      count,
      reached.size,
      serial.size,
      none.length,
    ]),
    success: orders > 0 && wrong === 0,
    at,
    ms,
  };
}
