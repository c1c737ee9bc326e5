/**
 * What a Given registers: by the bank's set-up route, or, where there is none, through the administrator's screens as a
 * person would do it. On screens only what is missing is done, and a code that a Given used counts as typed.
 */
import { stepMs } from '../../simulator/device/otp.ts';
import {
  type AdminPortal,
  type BankContract,
  type BankSetUp,
  NotSupported,
  type ShownRegistrations,
} from '../ports.ts';
import { freshCode } from './codes.ts';
import { adminWindow, contractOf, demandAccepted, letPass, type Scene } from './scene.ts';

/** Puts registrations into the scene's contract: what is only the ground of a scenario. */
export async function place(scene: Scene, setUp: BankSetUp): Promise<void> {
  const contract = await contractOf(scene);
  scene.setUp = setUp;
  await placeIn(scene, contract, setUp);
}

/** The same in a contract of the bank's that the scenario names by the way. */
export async function placeIn(scene: Scene, contract: BankContract, setUp: BankSetUp): Promise<void> {
  if (scene.stage.givens !== 'screens') return scene.stage.bank.setUp(contract.contractId, setUp);
  const window = contract === scene.contract ? await adminWindow(scene, '') : await logIn(scene, contract);
  await placeOnScreens(scene, window, contract, setUp);
}

async function logIn(scene: Scene, contract: BankContract): Promise<AdminPortal> {
  const window = scene.stage.admin(contract);
  demandAccepted(await window.logIn(contract.password), '別のご契約先の管理者ログイン');
  return window;
}

async function placeOnScreens(
  scene: Scene,
  window: AdminPortal,
  { confirmationPin: pin }: BankContract,
  { mode, serial, users = {} }: BankSetUp,
): Promise<void> {
  const { shown } = await window.openRegistration();
  if (shown.mode !== mode) {
    demandAccepted(await (await window.openMode()).submit(mode, pin), '前提の利用形態の変更');
  }
  const now: ShownRegistrations =
    shown.mode === mode
      ? shown
      : { mode, serial: undefined, users: new Map(Object.keys(users).map((id) => [id, undefined])) };
  if (mode === 'shared') {
    if (serial !== undefined && now.serial !== serial) await register(scene, window, { serial, userIds: [], pin });
    return;
  }
  const missing = Object.entries(users).filter(([userId, wanted]) => now.users.get(userId) !== wanted);
  for (const [wanted, entries] of Map.groupBy(missing, ([, each]) => each)) {
    await register(scene, window, { serial: wanted, userIds: entries.map(([userId]) => userId), pin });
  }
}

async function register(
  scene: Scene,
  window: AdminPortal,
  { serial, userIds, pin }: { readonly serial: string; readonly userIds: readonly string[]; readonly pin: string },
): Promise<void> {
  const name = [...scene.serials].find(([, each]) => each === serial)?.[0];
  if (name === undefined || scene.steered.has(serial)) {
    throw new NotSupported('電池や時計を変えたトークンは、画面から前提として登録できません');
  }
  const otp = await freshCode(scene, name);
  const screen = await window.openRegistration();
  demandAccepted(await screen.submit({ userIds, serial, otp, pin }), `前提のトークン「${name}」の登録`);
  // The story begins with an untouched device: a second press turns the display off (P-02).
  if (!scene.stocked.has(name) && (await scene.stage.tokens.face(serial)).kind === 'code') {
    await scene.stage.tokens.press(serial);
  }
  // And with a step of which nobody has typed the code: a story that notes one at once would have to wait otherwise.
  await letPass(scene, stepMs - ((await scene.stage.clock.now()) % stepMs));
}
