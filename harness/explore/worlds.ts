/** Three small worlds, each complete in itself. PURE. */
import type { Code, WorldAct } from './acts.ts';
import type { World } from './explore.ts';
import { heldBy, type ModelContract } from './model.ts';
import { startOf } from './start-state.ts';

const modes = ['shared', 'individual'] as const;
const both = [true, false] as const;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Every choice of users, nobody included. */
const choices = (users: number): readonly (readonly number[])[] =>
  range(2 ** users).map((bits) => range(users).filter((user) => Math.floor(bits / 2 ** user) % 2 === 1));

/** (a) Who has what, in both modes and mixed, while batteries die and phones change. */
export const registrations: World = {
  name: 'world-registrations',
  title: {
    ja: '世界 (a): 登録 × 利用形態 × 混在 × 電池 × 機種変更',
    en: 'World (a): registrations × modes × mixed × battery × phone change',
  },
  abstracted: {
    ja: '利用者3人、ハードウェアトークン2本、アプリ1つとその機種変更後のアプリ。省いたもの: 誤りの回数（いつも0から）、使用済みの記憶（値はいつも新しい）、古い画面、利用者の増減。切れた電池と古いアプリからは値を読めない。',
    en: 'Three users, two hardware tokens, an app and its successor. Left out: failure counts (always from 0), replay memory (codes are always fresh), stale screens, users who come and go. A flat token and a replaced app show no code.',
  },
  cast: {
    contracts: 1,
    users: 3,
    tokens: [
      { serial: 'SKTH00001', known: true },
      { serial: 'SKTH00002', known: true },
      { serial: 'SKTS00001', known: true },
      { serial: 'SKTS00002', known: false },
    ],
  },
  policy: { limit: 7, unregistered: 'refuse' },
  start: startOf(1, 3, [true, true, true, false]),
  between: 1,
  acts({ contracts: [contract], tokens }) {
    const { mode } = contract as ModelContract;
    const codes: Code[] = tokens.flatMap(({ alive }, of) => (alive ? [{ of, off: 0 }] : []));
    const chosen = mode === 'shared' ? [[]] : choices(3);
    return [
      ...modes.map((to): WorldAct => ({ type: 'changeMode', at: 0, mode: to })),
      ...chosen.flatMap((users) =>
        range(4).flatMap((token) =>
          codes.map((code): WorldAct => ({ type: 'register', at: 0, users, token, code, pin: true })),
        ),
      ),
      ...chosen.map((users): WorldAct => ({ type: 'deregister', at: 0, users, pin: true })),
      ...range(3).flatMap((user) => codes.map((code): WorldAct => ({ type: 'transfer', at: 0, user, code }))),
      ...[0, 1].flatMap((token): WorldAct[] => (tokens[token]?.alive ? [{ type: 'flatten', token }] : [])),
      ...(tokens[3]?.known ? [] : [{ type: 'changePhone', token: 2, to: 3 } as const]),
    ];
  },
  key: ({ contracts: [contract], tokens }) => {
    const { mode, shared, users } = contract as ModelContract;
    return JSON.stringify([mode, shared, users.map(({ serial }) => serial), tokens.map(({ alive }) => alive)]);
  },
};

/** (b) Every count, at a limit of two, and whatever clears it. */
export const counts = (users: number): World => ({
  name: `world-counts-${users}`,
  title: {
    ja: `世界 (b): 利用者${users}人、回数の上限2、すべての解除`,
    en: `World (b): ${users} users, every count at limit 2, each unlock`,
  },
  abstracted: {
    ja: `利用者${users}人、トークン1本、共有。数えるもの: 取引、ログイン、利用者確認暗証番号、管理者のログイン、ご契約先確認暗証番号、登録画面。省いたもの: 個別の利用形態、使用済みの記憶、古い画面。`,
    en: `${users} users, one token, shared. Counted: transfers, log-ins, user PINs, the administrator's log-in, the confirmation PIN, the registration form. Left out: individual mode, replay memory, stale screens.`,
  },
  cast: { contracts: 1, users, tokens: [{ serial: 'SKTH00001', known: true }] },
  policy: { limit: 2, unregistered: 'confirmationPin' },
  start: startOf(1, users, [true]),
  between: 1,
  acts({ contracts: [contract] }) {
    const codes: readonly Code[] = [{ of: 0, off: 0 }, 'wrong'];
    const registered = heldBy(contract as ModelContract, 0) !== undefined;
    return [
      ...codes.flatMap((code) =>
        both.map((pin): WorldAct => ({ type: 'register', at: 0, users: [], token: 0, code, pin })),
      ),
      ...both.map((pin): WorldAct => ({ type: 'deregister', at: 0, users: [], pin })),
      ...both.map((right): WorldAct => ({ type: 'adminLogin', at: 0, right })),
      ...range(users).flatMap((user): WorldAct[] => [
        ...(registered
          ? codes.map((code): WorldAct => ({ type: 'transfer', at: 0, user, code }))
          : both.map((right): WorldAct => ({ type: 'transferByPin', at: 0, user, right }))),
        ...both.map((right): WorldAct => ({ type: 'userLogin', at: 0, user, right })),
        ...both.map((pin): WorldAct => ({ type: 'unlockUser', at: 0, user, pin })),
      ]),
      { type: 'bankUnlock', at: 0 },
      { type: 'resetSerial', token: 0 },
    ];
  },
  key: ({ contracts }) => JSON.stringify(contracts),
});

/** Codes are typed so many steps off the bank's time. */
const offs = [-3, -2, -1, 0, 1, 2, 3] as const;

/** (c) One serial between two contracts, with what is remembered of its codes and its clock. */
export const replay: World = {
  name: 'world-replay',
  title: {
    ja: '世界 (c): 一つのシリアル番号、二つのご契約先、使用済みとずれ',
    en: 'World (c): one serial, two contracts, replay and drift over three steps',
  },
  abstracted: {
    ja: 'ご契約先2つ、利用者1人ずつ、共有。値は銀行の時刻の前後3回分。省いたもの: 誤りの回数、4回より前の記憶、古い画面、個別の利用形態。',
    en: 'Two contracts with one user each, shared. Codes up to three steps off the bank’s time. Left out: failure counts, memory older than four steps, stale screens, individual mode.',
  },
  cast: { contracts: 2, users: 1, tokens: [{ serial: 'SKTH00001', known: true }] },
  policy: { limit: 1_000_000, unregistered: 'refuse' },
  start: startOf(2, 1, [true]),
  between: 0,
  acts: () => [
    { type: 'wait', steps: 1 },
    ...[0, 1].flatMap((at): WorldAct[] => [
      ...offs.map((off): WorldAct => ({ type: 'register', at, users: [], token: 0, code: { of: 0, off }, pin: true })),
      ...offs.map((off): WorldAct => ({ type: 'transfer', at, user: 0, code: { of: 0, off } })),
      { type: 'deregister', at, users: [], pin: true },
      ...modes.map((mode): WorldAct => ({ type: 'changeMode', at, mode })),
    ]),
    ...offs.map((off): WorldAct => ({ type: 'resync', token: 0, off })),
  ],
  key: ({ now, contracts, tokens: [token] }) => {
    const last = token?.last === undefined ? undefined : Math.max(-15, token.last - now);
    return JSON.stringify([contracts.map(({ mode, shared }) => [mode, shared]), last, token?.drift]);
  },
};
