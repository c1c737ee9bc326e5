/** The administrator's entrance, status and menu (S-05, S-06). */
import { type PageRoute, refusedBy } from './request-context.ts';

/** Where ログオフ leads. */
export const loggedOffPath = '/logged-off';

export const adminRoutes: readonly PageRoute[] = [
  {
    path: '/admin/login',
    method: 'GET',
    access: 'anyone',
    handle: () => ({ screen: 'adminLogin', data: { contractId: '' } }),
  },
  {
    path: '/admin/login',
    method: 'POST',
    access: 'anyone',
    fields: ['contractId', 'password'],
    act: 'adminLogin',
    handle(context) {
      const contractId = context.fields.one('contractId');
      const result = context.login(contractId, { type: 'adminLogin', password: context.fields.one('password') });
      if (result.ok) return { to: '/admin', enter: { role: 'administrator', contractId: result.contract.contractId } };
      return { screen: 'adminLogin', data: { contractId }, notice: refusedBy(result) };
    },
  },
  {
    path: '/admin',
    method: 'GET',
    access: 'administrator',
    handle: () => ({ screen: 'adminStatus', data: {} }),
  },
  {
    path: '/admin/contract',
    method: 'GET',
    access: 'administrator',
    handle: () => ({ screen: 'contractMenu', data: {} }),
  },
  {
    path: '/logoff',
    method: 'POST',
    access: 'either',
    handle: () => ({ to: loggedOffPath, leave: true }),
  },
];
