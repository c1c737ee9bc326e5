/** ワンタイムパスワード利用形態設定, and its confirmation where the policy asks for one (D-01). */
import type { Contract, UsageMode } from '../../rules/contract.ts';
import { doneDetails, doneTexts } from '../../texts/labels.ts';
import { type AdminContext, type Answer, type Notice, type PageRoute, refusedBy } from './request-context.ts';
import { registerScreen } from './tokens.ts';

const path = '/admin/otp/mode';
const confirmPath = '/admin/otp/mode/confirm';

export const modeRoutes: readonly PageRoute[] = [
  { path, method: 'GET', access: 'administrator', handle: ({ contract }) => modeScreen(contract) },
  { path, method: 'POST', access: 'administrator', fields: ['mode'], act: 'changeMode', handle: chooseMode },
  // The confirmation has no address of its own: whoever asks for it starts where the choice is made.
  { path: confirmPath, method: 'GET', access: 'administrator', handle: () => ({ to: path }) },
  {
    path: confirmPath,
    method: 'POST',
    access: 'administrator',
    fields: ['pin'],
    act: 'changeMode',
    handle: confirmMode,
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
  const what = changed ? 'changeMode' : 'keepMode';
  return {
    ...registerScreen(contract, undefined, { done: doneTexts[what], detail: doneDetails[what] }),
    consumed: true,
  };
}

function modeScreen(contract: Contract, notice?: Notice, chosen: UsageMode = contract.mode): Answer {
  return { screen: 'mode', contract, data: { chosen }, opens: { path }, notice };
}

function confirmScreen(contract: Contract, chosen: UsageMode, seen: number, notice?: Notice): Answer {
  const opens = { path: confirmPath, chosenMode: chosen, seen };
  return { screen: 'modeConfirm', contract, data: { chosen }, opens, notice };
}

/** Anything but the two values is no choice. */
function usageMode(value: string): UsageMode | undefined {
  return value === 'shared' || value === 'individual' ? value : undefined;
}
