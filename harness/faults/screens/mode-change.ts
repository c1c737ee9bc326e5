/** 利用形態の変更: what it cancels, what it asks (S-18, S-19, D-01, D-02). PURE. */
import type { UsageMode } from '../../../portal-stub/rules/contract.ts';
import type { Fault } from '../fault.ts';
import { leaving, leavingUsers, refusingWhere, serialsOf, unregistered } from '../ways/registrations.ts';
import { deciding, overlooking, savingKey, wrong } from '../wrongs.ts';

export const modeChangeFaults: readonly Fault[] = [
  wrong(
    'change-to-individual-copies-shared',
    'S-18',
    '共有から個別への変更で、共有のトークンが全員に引き継がれる',
    'a change to individual hands the shared token to everybody',
    {
      decide: leavingUsers('changeMode', (user, _before, { act, contract }) =>
        act.mode === 'individual'
          ? { ...user, registration: { ...user.registration, serial: contract.registration.serial } }
          : user,
      ),
    },
  ),
  wrong(
    'change-to-shared-takes-first-token',
    'S-18',
    '個別から共有への変更で、最初の利用者のトークンが共有になる',
    "a change to shared makes the first user's token everybody's",
    {
      decide: leaving('changeMode', ({ contract }, before) =>
        contract.mode === 'shared'
          ? {
              registration: {
                ...contract.registration,
                serial: serialsOf(before).find((serial) => serial !== undefined),
              },
            }
          : {},
      ),
    },
  ),
  wrong(
    'change-to-individual-keeps-shared-for-later',
    'S-18',
    '共有に戻すと、前の共有トークンの登録が復活する',
    'back in shared mode the old shared token is registered again',
    {
      decide: leaving('changeMode', ({ contract }, before) => ({
        registration: { ...contract.registration, serial: before.registration.serial },
      })),
    },
  ),
  ...(['shared', 'individual'] as const).map((mode: UsageMode) =>
    wrong(
      `same-mode-cancels-${mode}`,
      'D-02',
      `同じ利用形態（${mode === 'shared' ? '共有' : '個別'}）を選んでも利用登録が解除される`,
      `choosing ${mode} again cancels registrations`,
      {
        decide: deciding('changeMode', (verdict, { contract, act }) =>
          verdict.reason === undefined && act.mode === mode && contract.mode === mode
            ? {
                ...verdict,
                contract: {
                  ...verdict.contract,
                  registration: { ...contract.registration, serial: undefined },
                  users: contract.users.map((user) => unregistered(user, user.registration.changedAt)),
                },
              }
            : verdict,
        ),
      },
    ),
  ),
  wrong('same-mode-refused', 'D-02', '同じ利用形態を選ぶと断られる', 'choosing the same mode again is refused', {
    decide: refusingWhere('changeMode', 'stale', ({ contract, act }) => contract.mode === act.mode),
  }),
  wrong('mode-always-individual', 'S-18', '共有への変更が個別のままになる', 'a change to shared stays individual', {
    decide: leaving('changeMode', () => ({ mode: 'individual' })),
  }),
  wrong('mode-pin-asked-unasked', 'S-19 D-01', '取り決めがなくても確認画面が現れる', 'a PIN is asked by no policy', {
    decide: refusingWhere(
      'changeMode',
      'pin-missing',
      ({ contract, act }) => act.mode !== contract.mode && !contract.policy.confirmModeChange && act.pin === undefined,
    ),
  }),
  wrong('confirm-takes-any-pin', 'D-01', '確認画面が誤った暗証番号でも通る', 'the confirmation takes any PIN', {
    decide: overlooking('changeMode', 'pin-wrong', ({ contract, act }) => ({
      act: { ...act, pin: contract.confirmationPin },
    })),
  }),
  wrong('confirm-takes-no-pin', 'D-01', '確認画面が空の暗証番号でも通る', 'the confirmation takes an empty PIN', {
    decide: overlooking('changeMode', 'pin-missing', ({ contract, act }) => ({
      act: { ...act, pin: contract.confirmationPin },
    })),
  }),
  wrong(
    'mode-change-keeps-serials',
    'D-22',
    '利用形態の変更で解除されたトークンを、別のご契約先が登録できない',
    'a serial that a change of mode cancelled stays with the contract',
    {
      store: savingKey((key, before) =>
        key.contractId === undefined ? { ...key, contractId: before.contractId } : key,
      ),
    },
  ),
];
