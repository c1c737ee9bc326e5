/** 利用形態: what a portal gets wrong when the mode is chosen or changed. PURE. */
import type { Fault } from './fault.ts';
import { deciding } from './wrongs.ts';

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
];
