/** Where the portal's screens are, for a driver that goes there without a link, and what a post to each carries. PURE. */
import type { Entrance, ForgedAct, ScreenName } from '../ports.ts';

export const addresses: { readonly [screen in ScreenName | Entrance]: string } = {
  top: '/',
  adminLogin: '/admin/login',
  userLogin: '/user/login',
  adminStatus: '/admin',
  contractMenu: '/admin/contract',
  users: '/admin/users',
  mode: '/admin/otp/mode',
  confirm: '/admin/otp/mode/confirm',
  register: '/admin/otp/register',
  deregister: '/admin/otp/deregister',
  add: '/admin/users/new',
  rename: '/admin/users/edit',
  delete: '/admin/users/delete',
  unlock: '/admin/users/unlock',
  history: '/admin/history',
  mails: '/admin/mails',
  userStatus: '/user',
  inquiry: '/user/balance',
  transfer: '/user/transfer',
};

/** The fields of a forged post, as the form of its screen would name them. */
export function forgedFields(act: ForgedAct): { readonly [name: string]: string | readonly string[] } {
  switch (act.to) {
    case 'mode':
      return { mode: act.mode };
    case 'confirm':
      return { pin: act.pin };
    case 'register':
      return { users: act.userIds, serial: act.serial, otp: act.otp, pin: act.pin };
    case 'deregister':
      return { users: act.userIds, pin: act.pin };
    case 'add':
      return { userId: act.userId, name: act.name, pin: act.pin };
    case 'rename':
      return { name: act.name, pin: act.pin };
    case 'delete':
    case 'unlock':
      return { pin: act.pin };
    case 'transfer':
      return { account: act.account, amount: act.amount, otp: act.otp ?? '' };
  }
}
