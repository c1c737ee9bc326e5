/** 利用者情報選択, and the pages of the four acts on one user that start there. */
import type { ActResult } from '../../rules/acts.ts';
import { type Contract, type User, userOf } from '../../rules/contract.ts';
import type { RefusalCode } from '../../rules/refusal.ts';
import { doneTexts } from '../../texts/labels.ts';
import { type AdminContext, type Answer, type Notice, type PageRoute, refusedBy } from './request-context.ts';
import { actsOnOne, addUser, type UserAct } from './user-acts.ts';

export const userListRoutes: readonly PageRoute[] = [
  { path: '/admin/users', method: 'GET', access: 'administrator', handle: ({ contract }) => listScreen(contract) },
  {
    path: addUser.path,
    method: 'GET',
    access: 'administrator',
    handle: ({ contract }) => formScreen(addUser, contract, { userId: '', name: '' }),
  },
  { ...post(addUser), handle: add },
  ...actsOnOne.flatMap((kind): PageRoute[] => [
    { path: kind.path, method: 'GET', access: 'administrator', handle: (context: AdminContext) => open(kind, context) },
    { ...post(kind), handle: (context: AdminContext) => actOnOne(kind, context) },
  ]),
];

function post(kind: UserAct) {
  return {
    path: kind.path,
    method: 'POST',
    access: 'administrator',
    fields: [...kind.asks, 'pin'],
    act: kind.type,
  } as const;
}

function add(context: AdminContext): Answer {
  const userId = context.fields.one('userId');
  const name = context.fields.one('name');
  const result = context.act(addUser.act(userId, name, context.fields.one('pin'), context.seen));
  if (!result.ok) return formScreen(addUser, context.contract, { userId, name }, refusedBy(result));
  return doneScreen(addUser, result, userOf(result.contract, userId));
}

function open(kind: UserAct, context: AdminContext): Answer {
  const chosen = context.query.getAll('user');
  const user = chosen.length === 1 ? userOf(context.contract, chosen[0] as string) : undefined;
  if (!user) return listScreen(context.contract, { refused: 'E-USR-01' });
  const refused: RefusalCode | undefined = kind.screen === 'userUnlock' && !user.stopped ? 'E-USR-02' : undefined;
  return formScreen(kind, context.contract, user, refused && { refused });
}

function actOnOne(kind: UserAct, context: AdminContext): Answer {
  const userId = context.form?.userId ?? '';
  const user = userOf(context.contract, userId);
  const name = kind.asks.includes('name') ? context.fields.one('name') : (user?.name ?? '');
  const result = context.act(kind.act(userId, name, context.fields.one('pin'), context.seen));
  // The user of the act's outcome; one that was just deleted is known from before it.
  if (result.ok) return doneScreen(kind, result, userOf(result.contract, userId) ?? user);
  const notice = refusedBy(result);
  if (!user || result.refusal.code === 'E-STA-01') return listScreen(context.contract, notice);
  return formScreen(kind, context.contract, { userId, name }, notice);
}

function listScreen(contract: Contract, notice?: Notice): Answer {
  return { screen: 'users', contract, data: {}, notice };
}

function formScreen(
  kind: UserAct,
  contract: Contract,
  subject: Pick<User, 'userId' | 'name'>,
  notice?: Notice,
): Answer {
  const opens = { path: kind.path, userId: kind === addUser ? undefined : subject.userId };
  const { userId, name } = subject;
  return {
    screen: kind.screen,
    contract,
    data: { path: kind.path, asks: kind.asks, userId, subjectName: name },
    opens,
    notice,
  };
}

function doneScreen(kind: UserAct, result: ActResult & { ok: true }, user: User | undefined): Answer {
  const data = { finished: user, showsPins: kind === addUser };
  return {
    screen: kind.screen,
    contract: result.contract,
    data,
    notice: { done: doneTexts[kind.type] },
    consumed: true,
  };
}
