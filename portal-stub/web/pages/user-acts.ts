/** The four acts on one user: where their pages are, what they ask and what they do. PURE. */
import type { Act } from '../../rules/acts.ts';
import type { UserForm } from './page-data.ts';

export interface UserAct {
  readonly path: string;
  readonly type: 'addUser' | 'renameUser' | 'deleteUser' | 'unlockUser';
  readonly screen: 'userNew' | 'userEdit' | 'userDelete' | 'userUnlock';
  /** Fields to type besides the PIN. */
  readonly asks: UserForm['asks'];
  act(userId: string, name: string, pin: string, seen: number): Act;
}

export const addUser: UserAct = {
  path: '/admin/users/new',
  type: 'addUser',
  screen: 'userNew',
  asks: ['userId', 'name'],
  act: (userId, name, pin, seen) => ({ type: 'addUser', userId, name, pin, seen }),
};
export const actsOnOne: readonly UserAct[] = [
  {
    path: '/admin/users/edit',
    type: 'renameUser',
    screen: 'userEdit',
    asks: ['name'],
    act: (userId, name, pin, seen) => ({ type: 'renameUser', userId, name, pin, seen }),
  },
  {
    path: '/admin/users/delete',
    type: 'deleteUser',
    screen: 'userDelete',
    asks: [],
    act: (userId, _name, pin, seen) => ({ type: 'deleteUser', userId, pin, seen }),
  },
  {
    path: '/admin/users/unlock',
    type: 'unlockUser',
    screen: 'userUnlock',
    asks: [],
    act: (userId, _name, pin, seen) => ({ type: 'unlockUser', userId, pin, seen }),
  },
];
