/** Who may do what: screens of another role, passwords of somebody else (S-01, S-05, S-20). PURE. */
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import { addresses } from '../../drivers/addresses.ts';
import type { ScreenName } from '../../ports.ts';
import type { Fault } from '../fault.ts';
import { admitting } from '../ways/doors.ts';
import { type ActType, overlooking, wrong } from '../wrongs.ts';

const administrators: readonly ScreenName[] = [
  'adminStatus',
  'contractMenu',
  'users',
  'mode',
  'confirm',
  'register',
  'deregister',
  'add',
  'rename',
  'delete',
  'unlock',
];
const reading: readonly ScreenName[] = ['history', 'mails'];
const users: readonly ScreenName[] = ['userStatus', 'inquiry', 'transfer'];
const acting: readonly ScreenName[] = administrators.slice(3);

const kebab = (name: string): string => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

const doors: readonly Fault[] = [
  // Whoever opens the confirmation is sent on to the mode screen, which has its own door.
  ...[...administrators, ...reading]
    .filter((screen) => screen !== 'confirm')
    .map((screen) =>
      wrong(
        `user-opens-${kebab(screen)}`,
        'S-01',
        `利用者が管理者の画面（${addresses[screen]}）を開ける`,
        `a user opens the administrator's screen ${addresses[screen]}`,
        { pipeline: admitting('administrator', ({ path, method }) => method === 'GET' && path === addresses[screen]) },
      ),
    ),
  ...acting.map((screen) =>
    wrong(
      `user-sends-${kebab(screen)}`,
      'S-01',
      `利用者の送信が管理者のものとして扱われる（${addresses[screen]}）`,
      `a user's post to ${addresses[screen]} counts as the administrator's`,
      { pipeline: admitting('administrator', ({ path, method }) => method === 'POST' && path === addresses[screen]) },
    ),
  ),
  ...users.map((screen) =>
    wrong(
      `administrator-opens-${kebab(screen)}`,
      'S-05',
      `管理者が利用者の画面（${addresses[screen]}）を開ける`,
      `the administrator opens the users' screen ${addresses[screen]}`,
      { pipeline: admitting('user', ({ path, method }) => method === 'GET' && path === addresses[screen]) },
    ),
  ),
  wrong(
    'administrator-sends-transfer',
    'S-05',
    '管理者の送信で資金移動ができる',
    "the administrator's post moves money",
    { pipeline: admitting('user', ({ path, method }) => method === 'POST' && path === addresses.transfer) },
  ),
];

/** What is typed counts as the contract's own secret where it is one of these. */
const alsoTaking = (
  types: ActType | readonly ActType[],
  reason: 'login-wrong' | 'pin-wrong',
  field: 'password' | 'pin',
  others: (contract: Contract, act: object) => readonly string[],
  right: (contract: Contract, act: object) => string,
) =>
  overlooking(types, reason, ({ contract, act }) => {
    const typed = (act as unknown as { readonly [name: string]: unknown })[field];
    return typeof typed === 'string' && others(contract, act).includes(typed)
      ? { act: { ...act, [field]: right(contract, act) } }
      : {};
  });

const userOfAct = (contract: Contract, act: object) =>
  contract.users.find(({ userId }) => 'userId' in act && userId === act.userId);

const entrances: readonly Fault[] = [
  wrong(
    'users-password-at-administrators-entrance',
    'S-05',
    '管理者の入口に利用者の暗証番号で入れる',
    "a user's password opens the administrator's entrance",
    {
      decide: alsoTaking(
        'adminLogin',
        'login-wrong',
        'password',
        ({ users }) => users.map(({ password }) => password),
        ({ password }) => password,
      ),
    },
  ),
  wrong(
    'confirmation-pin-at-administrators-entrance',
    'S-05',
    '管理者の入口に確認暗証番号で入れる',
    "the confirmation PIN opens the administrator's entrance",
    {
      decide: alsoTaking(
        'adminLogin',
        'login-wrong',
        'password',
        ({ confirmationPin }) => [confirmationPin],
        ({ password }) => password,
      ),
    },
  ),
  wrong(
    'administrators-password-at-users-entrance',
    'S-05',
    '利用者の入口に管理者の暗証番号で入れる',
    "the administrator's password opens a user's entrance",
    {
      decide: alsoTaking(
        'userLogin',
        'login-wrong',
        'password',
        ({ password }) => [password],
        (contract, act) => userOfAct(contract, act)?.password ?? '',
      ),
    },
  ),
  wrong(
    'other-users-password-at-users-entrance',
    'S-05',
    '利用者の入口にほかの利用者の暗証番号で入れる',
    "another user's password opens a user's entrance",
    {
      decide: alsoTaking(
        'userLogin',
        'login-wrong',
        'password',
        ({ users }) => users.map(({ password }) => password),
        (contract, act) => userOfAct(contract, act)?.password ?? '',
      ),
    },
  ),
  wrong(
    'users-pin-at-users-entrance',
    'S-05',
    '利用者の入口に利用者確認暗証番号で入れる',
    "a user's confirmation PIN opens their entrance",
    {
      decide: alsoTaking(
        'userLogin',
        'login-wrong',
        'password',
        (contract, act) => [userOfAct(contract, act)?.confirmationPin ?? ''],
        (contract, act) => userOfAct(contract, act)?.password ?? '',
      ),
    },
  ),
  wrong(
    'other-contracts-password-at-entrance',
    'S-05',
    '管理者の入口に別のご契約先の暗証番号で入れる',
    "another contract's password opens the administrator's entrance",
    {
      service: (right) => ({
        ...right,
        act: (contractId, act) => {
          const own = right.contract(contractId);
          if (act.type !== 'adminLogin' || own === undefined) return right.act(contractId, act);
          const known = right.contracts().some(({ password }) => password === act.password);
          return right.act(contractId, known ? { ...act, password: own.password } : act);
        },
      }),
    },
  ),
];

const confirmed = {
  register: 'S-20',
  deregister: 'D-07',
  addUser: 'D-09',
  renameUser: 'D-09',
  deleteUser: 'D-09',
  unlockUser: 'D-09',
  changeMode: 'D-01',
} as const;

const pins: readonly Fault[] = Object.entries(confirmed).flatMap(([type, id]) => {
  const name = type.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);
  const at = type as keyof typeof confirmed;
  const own = ({ confirmationPin }: Contract) => confirmationPin;
  const users = ({ users }: Contract) => users.map(({ confirmationPin }) => confirmationPin);
  return [
    // 確認画面 has its own fault among the policies; 利用中止解除 is asked for the user's PIN only.
    ...(at === 'changeMode'
      ? []
      : [
          wrong(
            `${name}-takes-users-pin`,
            id,
            `利用者の確認暗証番号でも手続きできる（${type}）`,
            `${type} takes a user's confirmation PIN`,
            { decide: alsoTaking(at, 'pin-wrong', 'pin', users, own) },
          ),
        ]),
    ...(at === 'unlockUser'
      ? []
      : [
          wrong(
            `${name}-takes-login-password`,
            id,
            `ログオン用の暗証番号でも手続きできる（${type}）`,
            `${type} takes the login password`,
            { decide: alsoTaking(at, 'pin-wrong', 'pin', ({ password }) => [password], own) },
          ),
        ]),
  ];
});

const foreign: readonly Fault[] = (['register', 'deregister', 'changeMode'] as const).map((type) =>
  wrong(
    `${type === 'changeMode' ? 'change-mode' : type}-takes-other-contracts-pin`,
    confirmed[type],
    `別のご契約先の確認暗証番号でも手続きできる（${type}）`,
    `${type} takes another contract's confirmation PIN`,
    {
      service: (right) => ({
        ...right,
        act: (contractId, act) => {
          const own = right.contract(contractId);
          if (act.type !== type || own === undefined) return right.act(contractId, act);
          const known = right.contracts().some(({ confirmationPin }) => confirmationPin === act.pin);
          return right.act(contractId, known ? { ...act, pin: own.confirmationPin } : act);
        },
      }),
    },
  ),
);

export const roleFaults: readonly Fault[] = [...doors, ...entrances, ...pins, ...foreign];
