/** The one-time-password screens of the manual: usage mode, registration, deregistration. */
import type { Contract, UsageMode } from '../../rules/contract.ts';
import { modeUnchangedText } from '../../texts.ts';
import { type AdminContext, type Answer, type Notice, type PageRoute, refusedBy } from './request-context.ts';

const paths = {
  mode: '/admin/otp/mode',
  confirm: '/admin/otp/mode/confirm',
  register: '/admin/otp/register',
  deregister: '/admin/otp/deregister',
};

export const otpRoutes: readonly PageRoute[] = [
  { path: paths.mode, method: 'GET', access: 'administrator', handle: ({ contract }) => modeScreen(contract) },
  {
    path: paths.mode,
    method: 'POST',
    access: 'administrator',
    fields: ['mode'],
    act: 'changeMode',
    handle: chooseMode,
  },
  // The confirmation has no address of its own: whoever asks for it starts where the choice is made.
  { path: paths.confirm, method: 'GET', access: 'administrator', handle: () => ({ to: paths.mode }) },
  {
    path: paths.confirm,
    method: 'POST',
    access: 'administrator',
    fields: ['pin'],
    act: 'changeMode',
    handle: confirmMode,
  },
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

function chooseMode(context: AdminContext): Answer {
  const chosen = usageMode(context.fields.one('mode'));
  if (context.contract.policy.confirmModeChange && context.form && chosen && chosen !== context.contract.mode)
    return confirmScreen(context.contract, chosen, context.seen);
  const result = context.act({ type: 'changeMode', mode: chosen, seen: context.seen });
  if (!result.ok) return modeScreen(context.contract, refusedBy(result), chosen);
  return modeDone(result.contract, result.changed);
}

function confirmMode(context: AdminContext): Answer {
  const chosen = context.form?.chosenMode;
  const result = context.act({
    type: 'changeMode',
    mode: chosen ?? context.contract.mode,
    pin: context.fields.one('pin'),
    seen: context.seen,
  });
  if (result.ok) return modeDone(result.contract, result.changed);
  const notice = refusedBy(result);
  if (!chosen || result.refusal.code === 'E-STA-01') return modeScreen(context.contract, notice);
  return confirmScreen(context.contract, chosen, context.seen, notice);
}

/** S-19: the registration screen follows. D-02: choosing the current mode cancels nothing and says so. */
function modeDone(contract: Contract, changed: boolean): Answer {
  const done = changed ? '利用形態設定完了' : '利用形態の変更なし';
  const detail = changed
    ? 'トークンの利用登録は解除されました。続けて、トークン情報の利用登録を行ってください。'
    : modeUnchangedText;
  return { ...registerScreen(contract, undefined, { done, detail }), consumed: true };
}

function modeScreen(contract: Contract, notice?: Notice, chosen: UsageMode = contract.mode): Answer {
  return { screen: 'mode', contract, data: { chosen }, opens: { path: paths.mode }, notice };
}

function confirmScreen(contract: Contract, chosen: UsageMode, seen: number, notice?: Notice): Answer {
  const opens = { path: paths.confirm, chosenMode: chosen, seen };
  return { screen: 'modeConfirm', contract, data: { chosen }, opens, notice };
}

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
    const whom = mode === 'individual' ? `（${userIds.join('、')}）` : '';
    const detail = `新しいシリアル番号 ${serial}${whom}`;
    return { ...registerScreen(result.contract, undefined, { done: '登録完了', detail }), consumed: true };
  }
  // A stale screen starts again from what is true now (D-10); any other refusal keeps what is not secret.
  const kept = result.refusal.code === 'E-STA-01' ? undefined : { serial, userIds };
  return registerScreen(context.contract, kept, refusedBy(result));
}

function registerScreen(
  contract: Contract,
  kept?: { readonly serial: string; readonly userIds: readonly string[] },
  notice?: Notice,
): Answer {
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
    const detail = result.contract.mode === 'individual' ? `利用者 ${userIds.join('、')}` : '';
    return { ...deregisterScreen(result.contract, [], { done: '登録解除完了', detail }), consumed: true };
  }
  const kept = result.refusal.code === 'E-STA-01' ? [] : userIds;
  return deregisterScreen(context.contract, kept, refusedBy(result));
}

function deregisterScreen(contract: Contract, chosen: readonly string[], notice?: Notice): Answer {
  return { screen: 'deregister', contract, data: { chosen }, opens: { path: paths.deregister }, notice };
}

function nothingRegistered(contract: Contract): boolean {
  return contract.mode === 'shared'
    ? contract.registration.serial === undefined
    : contract.users.every((user) => user.registration.serial === undefined);
}

/** Anything but the two values is no choice. */
function usageMode(value: string): UsageMode | undefined {
  return value === 'shared' || value === 'individual' ? value : undefined;
}
