/** Screens that show otherwise than it is, wherever a screen is read. PURE. */
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import type { Fault } from '../fault.ts';
import { showing, showingContract } from '../ways/answers.ts';
import { wrong } from '../wrongs.ts';

const without = (contract: Contract): Contract => ({
  ...contract,
  registration: { ...contract.registration, serial: undefined },
  users: contract.users.map((user) => ({ ...user, registration: { ...user.registration, serial: undefined } })),
});

export const shownFaults: readonly Fault[] = [
  wrong(
    'shared-form-offers-users',
    'S-28 S-33 S-29',
    '共有でも登録画面で利用者を選ばせる',
    'shared mode offers users',
    {
      pipeline: showingContract(['register'], (contract, opened) =>
        opened && contract.mode === 'shared' ? { ...contract, mode: 'individual' } : contract,
      ),
    },
  ),
  wrong(
    'form-leaves-out-the-last-user',
    'S-20 S-36 D-03',
    '登録画面に最後の利用者がいない',
    'the last user is left out',
    {
      pipeline: showingContract(['register'], (contract) => ({ ...contract, users: contract.users.slice(0, -1) })),
    },
  ),
  wrong('form-shows-no-token', 'S-29', '登録画面に今のトークンが出ない', 'the form shows no present token', {
    pipeline: showingContract(['register'], (contract, opened) => (opened ? without(contract) : contract)),
  }),
  wrong('form-shows-a-token-too-soon', 'S-21', '登録する前からシリアル番号が出る', 'a serial is shown before', {
    pipeline: showingContract(['register'], (contract, opened) =>
      opened && contract.registration.serial === undefined
        ? { ...contract, registration: { ...contract.registration, serial: 'SKTH00000' } }
        : contract,
    ),
  }),
  wrong('transfer-screen-asks-for-the-pin', 'D-08', '登録のある利用者にも確認暗証番号を求める', 'a PIN is asked for', {
    pipeline: showing((page) => (page.screen === 'transfer' ? { ...page, data: { ...page.data, asks: 'pin' } } : page)),
  }),
  wrong('transfer-screen-asks-for-a-code', 'D-08', '未登録の利用者に値を求める', 'a code is asked for', {
    pipeline: showing((page) => (page.screen === 'transfer' ? { ...page, data: { ...page.data, asks: 'otp' } } : page)),
  }),
  wrong('done-is-not-said', 'D-11', '利用者の手続きの完了を言わない', 'acts on users end without a word', {
    pipeline: showing((page) =>
      page.notice.done?.startsWith('利用者') ? { ...page, notice: { ...page.notice, done: '完了' } } : page,
    ),
  }),
  wrong(
    'done-names-another-act',
    'D-09',
    '利用中止解除の後に、別の完了を言う',
    'an unlock says it was something else',
    {
      pipeline: showing((page) =>
        page.notice.done === '利用中止解除完了'
          ? { ...page, notice: { ...page.notice, done: '利用者情報変更完了' } }
          : page,
      ),
    },
  ),
  wrong(
    'deleted-user-still-listed',
    'D-11',
    '登録抹消した利用者が一覧に残る',
    'a deleted user stays listed',
    remembered(),
  ),
];

/** Everybody who was ever on a screen stays on the list. */
function remembered(): Fault['wrap'] {
  const known = new Map<string, Contract['users'][number]>();
  return {
    pipeline: showing((page) => {
      const { contract } = page;
      if (contract === undefined) return page;
      for (const user of contract.users) known.set(`${contract.contractId} ${user.userId}`, user);
      if (page.screen !== 'users') return page;
      const gone = [...known]
        .filter(([key]) => key.startsWith(contract.contractId))
        .map(([, user]) => user)
        .filter(({ userId }) => !contract.users.some((user) => user.userId === userId));
      return { ...page, contract: { ...contract, users: [...contract.users, ...gone] } };
    }),
  };
}
