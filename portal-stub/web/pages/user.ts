/** The user's side: entrance, inquiry, and the transfer that wants a one-time password (S-02, D-08). */
import type { HistoryEntry } from '../../rules/acts.ts';
import { type Contract, serialOf, type User } from '../../rules/contract.ts';
import { dateLine, doneDetails, doneTexts, nextTexts, receiptLabels, yen } from '../../texts/labels.ts';
import type { ReceiptLine, TemplateData } from './page-data.ts';
import {
  type Answer,
  type Notice,
  type PageRoute,
  refusedBy,
  type ScreenAnswer,
  type UserContext,
} from './request-context.ts';

const transferPath = '/user/transfer';

export const userRoutes: readonly PageRoute[] = [
  {
    path: '/user/login',
    method: 'GET',
    access: 'anyone',
    handle: () => ({ screen: 'userLogin', data: { contractId: '', userId: '' } }),
  },
  {
    path: '/user/login',
    method: 'POST',
    access: 'anyone',
    fields: ['contractId', 'userId', 'password'],
    act: 'userLogin',
    handle(context) {
      const contractId = context.fields.one('contractId');
      const userId = context.fields.one('userId');
      const result = context.login(contractId, { type: 'userLogin', userId, password: context.fields.one('password') });
      if (result.ok) return { to: '/user', enter: { role: 'user', contractId: result.contract.contractId, userId } };
      return { screen: 'userLogin', data: { contractId, userId }, notice: refusedBy(result) };
    },
  },
  { path: '/user', method: 'GET', access: 'user', handle: () => ({ screen: 'userStatus', data: {} }) },
  {
    path: '/user/balance',
    method: 'GET',
    access: 'user',
    handle(context) {
      const result = context.act({ type: 'inquiry', userId: context.user.userId });
      if (result.ok) return { screen: 'balance', data: {} };
      return { screen: 'userStatus', data: {}, notice: refusedBy(result) };
    },
  },
  {
    path: transferPath,
    method: 'GET',
    access: 'user',
    handle: ({ contract, user }) => transferScreen(contract, user),
  },
  {
    path: transferPath,
    method: 'POST',
    access: 'user',
    fields: ['account', 'amount', 'otp', 'pin'],
    act: 'transfer',
    handle: transfer,
  },
];

function transfer(context: UserContext): Answer {
  const { contract, user, fields } = context;
  // A transfer leaves no revision behind, so only its one-time form can tell a double submit (D-16). A form that asked
  // for the secret which is not the one wanted now is as stale as one whose contract has changed.
  if (context.form?.asks !== asked(contract, user)) {
    return transferScreen(contract, user, { refused: context.record('stale') ? 'E-STA-01' : 'E-SYS-01' });
  }
  const account = fields.one('account');
  const amount = fields.one('amount');
  const secret = context.form.asks === 'pin' ? { pin: fields.one('pin') } : { otp: fields.one('otp') };
  const result = context.act({ type: 'transfer', userId: user.userId, account, amount, ...secret });
  if (!result.ok) return transferScreen(contract, user, refusedBy(result, fields), { account, amount });
  const next = { to: '/user', label: nextTexts.user };
  const notice = { done: doneTexts.transfer, detail: doneDetails.transfer, next };
  const receipt = receiptOf(context.written().history, account, amount);
  return { ...transferScreen(contract, user, notice, { account: '', amount: '', receipt }), consumed: true };
}

function transferScreen(
  contract: Contract,
  user: User,
  notice?: Notice,
  kept: Omit<TemplateData['transfer'], 'asks'> = { account: '', amount: '' },
): ScreenAnswer {
  const asks = asked(contract, user);
  return { screen: 'transfer', contract, data: { asks, ...kept }, opens: { path: transferPath, asks }, notice };
}

/** The payment's own place in the contract's history is its number: one entry an act (D-17). */
function receiptOf(history: readonly HistoryEntry[], account: string, amount: string): readonly ReceiptLine[] {
  return [
    { label: receiptLabels.number, value: String(history.length).padStart(8, '0') },
    { label: receiptLabels.at, value: dateLine(history.at(-1)?.at ?? 0) },
    { label: receiptLabels.account, value: account },
    { label: receiptLabels.amount, value: yen(amount) },
  ];
}

function asked(contract: Contract, user: User): 'otp' | 'pin' {
  return serialOf(contract, user) === undefined && contract.policy.unregisteredUser === 'confirmationPin'
    ? 'pin'
    : 'otp';
}
