/** The races: three people at once, where two of them can't both be served. */
import type { Exploration } from './exploration.ts';
import { type Race, type RaceDesk, type Raced, serials } from './races.ts';

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
