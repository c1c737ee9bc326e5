/** ワンタイムパスワード利用登録 and 利用登録解除. */
import type { Contract } from '../../rules/contract.ts';
import { doneDetails, doneTexts, nextTexts } from '../../texts/labels.ts';
import {
  type AdminContext,
  type Answer,
  type Notice,
  type PageRoute,
  refusedBy,
  type ScreenAnswer,
} from './request-context.ts';

const toUsers = { to: '/admin/users', label: nextTexts.users };
const paths = { register: '/admin/otp/register', deregister: '/admin/otp/deregister' };

export const tokenRoutes: readonly PageRoute[] = [
  { path: paths.register, method: 'GET', access: 'administrator', handle: ({ contract }) => registerScreen(contract) },
  {
    path: paths.register,
    method: 'POST',
    access: 'administrator',
    fields: ['serial', 'otp', 'pin'],
    lists: ['users'],
    act: 'register',
    handle: register,
  },
  {
    path: paths.deregister,
    method: 'GET',
    access: 'administrator',
    handle: ({ contract }) =>
      deregisterScreen(contract, [], nothingRegistered(contract) ? { refused: 'E-REG-01' } : undefined),
  },
  {
    path: paths.deregister,
    method: 'POST',
    access: 'administrator',
    fields: ['pin'],
    lists: ['users'],
    act: 'deregister',
    handle: deregister,
  },
];

function register(context: AdminContext): Answer {
  const userIds = context.fields.all('users');
  const serial = context.fields.one('serial');
  const result = context.act({
    type: 'register',
    userIds,
    serial,
    otp: context.fields.one('otp'),
    pin: context.fields.one('pin'),
    mode: context.form?.mode ?? context.contract.mode,
    seen: context.seen,
  });
  if (result.ok) {
    const { mode } = result.contract;
    const detail = doneDetails.register(serial, mode === 'individual' ? userIds : []);
    return {
      ...registerScreen(result.contract, undefined, { done: doneTexts.register, detail, next: toUsers }),
      consumed: true,
    };
  }
  // A stale screen starts again from what is true now (D-10); any other refusal keeps what is not secret.
  const kept = result.refusal.code === 'E-STA-01' ? undefined : { serial, userIds };
  return registerScreen(context.contract, kept, refusedBy(result, context.fields));
}

/** Where a mode change leads, too (S-19). */
export function registerScreen(
  contract: Contract,
  kept?: { readonly serial: string; readonly userIds: readonly string[] },
  notice?: Notice,
): ScreenAnswer {
  const data = { serial: kept?.serial ?? '', chosen: kept?.userIds ?? [] };
  return { screen: 'register', contract, data, opens: { path: paths.register }, notice };
}

function deregister(context: AdminContext): Answer {
  const userIds = context.fields.all('users');
  const result = context.act({
    type: 'deregister',
    userIds,
    pin: context.fields.one('pin'),
    mode: context.form?.mode ?? context.contract.mode,
    seen: context.seen,
  });
  if (result.ok) {
    const detail = result.contract.mode === 'individual' ? doneDetails.deregister(userIds) : '';
    return {
      ...deregisterScreen(result.contract, [], { done: doneTexts.deregister, detail, next: toUsers }),
      consumed: true,
    };
  }
  const kept = result.refusal.code === 'E-STA-01' ? [] : userIds;
  return deregisterScreen(context.contract, kept, refusedBy(result));
}

function deregisterScreen(contract: Contract, chosen: readonly string[], notice?: Notice): ScreenAnswer {
  return { screen: 'deregister', contract, data: { chosen }, opens: { path: paths.deregister }, notice };
}

function nothingRegistered(contract: Contract): boolean {
  return contract.mode === 'shared'
    ? contract.registration.serial === undefined
    : contract.users.every((user) => user.registration.serial === undefined);
}
