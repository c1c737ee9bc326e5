/** 利用形態: what a portal gets wrong when the mode is chosen or changed. PURE. */
import type { Fault } from './fault.ts';
import { deciding, wrong } from './wrongs.ts';

export const modeFaults: readonly Fault[] = [
  {
    name: 'mode-change-keeps-registrations',
    breaks: ['S-18'],
    text: { ja: '利用形態を変更しても利用登録が解除されない', en: 'a change of mode cancels no registration' },
    at: 'everywhere',
    wrap: {
      decide: deciding('changeMode', (verdict, { contract }) => ({
        ...verdict,
        contract: {
          ...verdict.contract,
          registration: contract.registration,
          users: verdict.contract.users.map((user, index) => ({
            ...user,
            registration: contract.users[index]?.registration ?? user.registration,
          })),
        },
      })),
    },
  },
  wrong(
    'mode-alone-gives-tokens',
    'S-04',
    '利用形態を個別にしただけで、全員が前のトークンを使える',
    'the mode alone gives everybody the token of before',
    {
      decide: deciding('changeMode', (verdict, { contract }) => ({
        ...verdict,
        contract: {
          ...verdict.contract,
          users: verdict.contract.users.map((user) =>
            verdict.contract.mode === 'individual' &&
            verdict.reason === undefined &&
            contract.registration.serial !== undefined
              ? { ...user, registration: { ...user.registration, serial: contract.registration.serial } }
              : user,
          ),
        },
      })),
    },
  ),
  wrong(
    'shared-by-two-is-shared-by-all',
    'S-03',
    '個別で二人に登録すると、全員に登録される',
    'what two share in individual mode, all share',
    {
      decide: deciding('register', (verdict, { contract, act }) => ({
        ...verdict,
        contract: {
          ...verdict.contract,
          users: verdict.contract.users.map((user) =>
            verdict.reason === undefined && contract.mode === 'individual' && act.userIds.length > 1
              ? { ...user, registration: { serial: act.serial, changedAt: verdict.contract.revision } }
              : user,
          ),
        },
      })),
    },
  ),
];
