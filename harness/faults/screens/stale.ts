/** Screens that are old, used up or were never opened (D-10, D-16). PURE. */
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import type { Session } from '../../../portal-stub/web/http/session.ts';
import type { Fault } from '../fault.ts';
import { type ActType, deciding, overlooking, seeing, wrong } from '../wrongs.ts';

const names = {
  changeMode: '利用形態の変更',
  register: '利用登録',
  deregister: '利用登録解除',
  addUser: '利用者登録',
  renameUser: '利用者情報変更',
  deleteUser: '利用者登録抹消',
  unlockUser: '利用中止解除',
} as const satisfies { readonly [type in ActType]?: string };
type Screened = keyof typeof names;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** Everything as it is, but for what last changed when. */
const asOld = (contract: Contract): Contract => ({
  ...contract,
  modeChangedAt: 0,
  userDeletedAt: 0,
  registration: { ...contract.registration, changedAt: 0 },
  users: contract.users.map((user) => ({
    ...user,
    changedAt: 0,
    registration: { ...user.registration, changedAt: 0 },
  })),
});

const eachScreen: readonly Fault[] = (Object.keys(names) as Screened[]).flatMap((type) => [
  wrong(
    `stale-${kebab(type)}-taken`,
    'D-10 D-16',
    `開いた後に内容が変わった画面でも受け付ける（${names[type]}）`,
    `a screen that was overtaken is taken (${type})`,
    {
      decide: overlooking(type, 'stale', ({ contract, act }) =>
        act.seen < 0 ? {} : { act: { ...act, seen: contract.revision } },
      ),
    },
  ),
  ...(['renameUser', 'deleteUser', 'unlockUser'].includes(type)
    ? []
    : [
        wrong(
          `forged-${kebab(type)}-taken`,
          'D-16',
          `画面を開かずに送られた内容を受け付ける（${names[type]}）`,
          `what no screen was opened for is taken (${type})`,
          {
            decide: overlooking(type, 'stale', ({ contract, act }) =>
              act.seen < 0 ? { act: { ...act, seen: contract.revision } } : {},
            ),
          },
        ),
      ]),
  wrong(
    `any-change-makes-${kebab(type)}-stale`,
    'D-10',
    `ほかの人のことが変わっただけで、画面が古いとされる（${names[type]}）`,
    `whatever changes makes the screen stale (${type})`,
    {
      decide: seeing(type, ({ contract, act }) => ({
        contract:
          act.seen >= 0 && act.seen < contract.revision ? { ...contract, modeChangedAt: contract.revision } : contract,
      })),
    },
  ),
]);

/** Taken when only this one kind of change came between. */
const notNoticing = (
  name: string,
  type: Screened | readonly Screened[],
  ja: string,
  en: string,
  blind: (contract: Contract) => Partial<Contract>,
): Fault =>
  wrong(name, 'D-10', ja, en, {
    decide: (right) =>
      deciding(type, (verdict, { contract, act, facts }) => {
        if (verdict.reason !== 'stale') return verdict;
        const judged = right({ ...contract, ...blind(contract) }, act, facts);
        return judged.reason === undefined ? judged : verdict;
      })(right),
  });

const changes: readonly Fault[] = [
  notNoticing(
    'mode-changed-meanwhile-unnoticed',
    ['addUser', 'renameUser', 'deleteUser'],
    '利用者の画面の間に利用形態が変わっても気づかない',
    'a mode changed meanwhile goes unnoticed on the screens of users',
    () => ({ modeChangedAt: 0 }),
  ),
  notNoticing(
    'registered-meanwhile-unnoticed-by-mode',
    'changeMode',
    '利用形態設定の画面の間に利用登録があっても気づかない',
    'a registration meanwhile goes unnoticed on the mode screen',
    (contract) => ({ ...asOld(contract), modeChangedAt: contract.modeChangedAt }),
  ),
  notNoticing(
    'registered-meanwhile-unnoticed-by-deletion',
    'deleteUser',
    '登録抹消の画面の間に利用登録があっても気づかない',
    'a registration meanwhile goes unnoticed on the screen that deletes the user',
    ({ users }) => ({
      users: users.map((user) => ({ ...user, registration: { ...user.registration, changedAt: 0 } })),
    }),
  ),
  notNoticing(
    'deleted-meanwhile-unnoticed-by-new-user',
    'addUser',
    '利用者登録の画面の間に利用者が抹消されても気づかない',
    'a user deleted meanwhile goes unnoticed on the screen for a new one',
    () => ({ userDeletedAt: 0 }),
  ),
  notNoticing(
    'shared-token-changed-meanwhile-unnoticed',
    ['register', 'deregister'],
    '共有トークンが変わっても、古い画面に気づかない',
    'a shared token changed meanwhile goes unnoticed',
    ({ registration }) => ({ registration: { ...registration, changedAt: 0 } }),
  ),
  wrong(
    'only-first-user-looked-at',
    'D-03 D-10',
    'まとめての登録や解除で、最初の一人の変化だけを確かめる',
    'of several users only the first is looked at for changes',
    {
      decide: (right) =>
        deciding(['register', 'deregister'], (verdict, { contract, act, facts }) => {
          const [first, ...others] = act.userIds;
          if (verdict.reason !== 'stale' || first === undefined || others.length === 0) return verdict;
          if (right(contract, { ...act, userIds: [first] }, facts).reason === 'stale') return verdict;
          return right(contract, { ...act, seen: contract.revision }, facts);
        })(right),
    },
  ),
  wrong(
    'missing-users-passed-over',
    'D-03',
    'まとめての登録や解除で、抹消された人を飛ばして残りの人に働く',
    'users who are gone are passed over, and the others served',
    {
      decide: seeing('register', ({ contract, act }) => ({
        act: { ...act, userIds: act.userIds.filter((id) => contract.users.some(({ userId }) => userId === id)) },
      })),
    },
  ),
  wrong(
    'missing-users-passed-over-on-deregistration',
    'D-03',
    'まとめての解除で、抹消された人を飛ばして残りの人に働く',
    'users who are gone are passed over in a deregistration',
    {
      decide: seeing('deregister', ({ contract, act }) => ({
        act: { ...act, userIds: act.userIds.filter((id) => contract.users.some(({ userId }) => userId === id)) },
      })),
    },
  ),
];

/** A session whose one-time forms are never used up. */
const keptForms = (session: Session): Session => {
  session.forms.delete = () => false;
  return session;
};

const forms: readonly Fault[] = [
  wrong(
    'used-forms-work-again',
    'D-16',
    '働き終えた画面が、もう一度働く',
    'a form that has done its act does it again',
    {
      sessions: (right) => ({
        ...right,
        begin: (...given) => {
          const begun = right.begin(...given);
          return { ...begun, session: keptForms(begun.session) };
        },
      }),
    },
  ),
];

export const staleFaults: readonly Fault[] = [...eachScreen, ...changes, ...forms];
