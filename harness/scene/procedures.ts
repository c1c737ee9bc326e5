/**
 * The administrator's seven procedures, each behind its own screen, all confirmed with ご契約先確認暗証番号: what is said of
 * all of them is written once. The token is the last that the scenario named, the user the last of the contract.
 */
import type { AdminPortal, BankContract, Outcome, UsageMode } from '../ports.ts';
import { freshCode } from './codes.ts';
import { adminWindow, contractOf, type OpenProcedure, type Scene, type Typed } from './scene.ts';

type Open = (
  portal: AdminPortal,
  target: { readonly user: string; readonly mode: UsageMode },
) => Promise<(typed: Typed) => Promise<Outcome>>;

const onUser =
  (kind: 'rename' | 'delete' | 'unlock'): Open =>
  async (portal, { user }) => {
    const screen = await portal.openUserScreen(kind, user);
    return ({ name, pin }) => screen.submit({ ...(kind === 'rename' ? { name } : {}), pin });
  };

const procedures: { readonly [name: string]: Open } = {
  利用登録解除: async (portal) => {
    const screen = await portal.openDeregistration();
    return ({ userIds, pin }) => screen.submit({ userIds, pin });
  },
  利用登録: async (portal) => {
    const screen = await portal.openRegistration();
    return ({ userIds, serial, otp, pin }) => screen.submit({ userIds, serial, otp, pin });
  },
  利用形態の変更: async (portal, { mode }) => {
    const screen = await portal.openMode();
    return ({ pin }) => screen.submit(mode, pin);
  },
  利用者登録抹消: onUser('delete'),
  利用者登録: async (portal) => {
    const screen = await portal.openUserScreen('add');
    return ({ userId, name, pin }) => screen.submit({ userId, name, pin });
  },
  利用者情報変更: onUser('rename'),
  利用中止解除: onUser('unlock'),
};

export async function openProcedure(scene: Scene, window: string, name: string): Promise<OpenProcedure> {
  const open = procedures[name] ?? unknown(name);
  const contract = await present(scene);
  const target = { user: lastUser(contract), mode: contract.mode === 'shared' ? 'individual' : 'shared' } as const;
  return { name, submit: await open(await adminWindow(scene, window), target) };
}

/** What a careful hand types. A fresh code is read only where one is asked for. */
export async function rightly(scene: Scene, name: string): Promise<Typed> {
  const contract = await present(scene);
  const token = [...scene.serials.keys()].at(-1);
  const registers = name === '利用登録' && token !== undefined;
  return {
    userIds: contract.mode === 'individual' ? [lastUser(contract)] : [],
    userId: 'shinki01',
    name: '法人 新子',
    serial: scene.serials.get(token ?? '') ?? '',
    otp: registers ? await freshCode(scene, token) : '',
    pin: contract.confirmationPin,
  };
}

/** As the bank has it now, users that were added on the way too. */
export async function present(scene: Scene): Promise<BankContract> {
  return scene.stage.bank.contract((await contractOf(scene)).contractId);
}

export function lastUser({ users }: BankContract): string {
  return users.at(-1)?.userId ?? unknown('利用者');
}

function unknown(name: string): never {
  throw new Error(`「${name}」という手続きはありません（${Object.keys(procedures).join('、')}）`);
}
