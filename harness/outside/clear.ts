/** A test company is put in order before a scenario gets it: cleared on its screens, looked at, and counts put right. */
import type { SceneClock, TokenDevice } from '../device-port.ts';
import type { ShownRegistrations } from '../outcome.ts';
import type { Held } from './company.ts';
import { administrator, isTold, type OutsideDesk } from './desk.ts';
import type { Told } from './portal.ts';
import type { Stops } from './stops.ts';

/** The tokens and the clock of the stage: counts are put right by a transfer that succeeds. */
export interface Hands {
  readonly tokens: TokenDevice;
  readonly clock: SceneClock;
}

/** Shared mode, nobody registered. Throws where the company can't be put back: no scenario may go on with it. */
export async function putInOrder<W>(desk: OutsideDesk<W>, held: Held<W>, hands: Hands): Promise<void> {
  const { portal } = desk;
  const { company } = held;
  const stops = desk.stops.get(company.id);
  if (stops !== undefined && stops.near().length > 0 && portal.unlock !== undefined) {
    await portal.unlock(company);
    stops.clear();
  }
  if (portal.reset !== undefined) {
    await portal.reset(company);
    held.latest = undefined;
  } else {
    const window = (await administrator(desk, held)) ?? cannotPutBack(company.id, '管理者がログインできません');
    await clear(desk, held, window);
  }
  if (stops !== undefined && stops.near().length > 0) await putRight(desk, held, stops, hands);
}

/** Whether somebody of the company is near a stop that only a success can set back. */
export const isNearStop = <W>({ stops }: OutsideDesk<W>, { company }: Held<W>): boolean =>
  (stops.get(company.id)?.near().length ?? 0) > 0;

async function clear<W>({ portal }: OutsideDesk<W>, { company }: Held<W>, window: W): Promise<void> {
  const now = async (): Promise<ShownRegistrations> => {
    const shown = await portal.registrations(window);
    return isTold(shown) ? cannotPutBack(company.id, shown.text) : shown;
  };
  const { mode, serial, users } = await now();
  const holders = [...users].flatMap(([id, held]) => (held === undefined ? [] : [id]));
  if (serial !== undefined || holders.length > 0) {
    demandDone(
      company.id,
      await portal.deregister(window, { userIds: mode === 'shared' ? [] : holders, pin: company.pin }),
    );
  }
  if (mode !== 'shared') demandDone(company.id, await portal.changeMode(window, 'shared', company.pin));
  const after = await now();
  const free = after.serial === undefined && [...after.users.values()].every((each) => each === undefined);
  if (after.mode !== 'shared' || !free) cannotPutBack(company.id, '解除したのに登録が残っています');
}

/** A registration with the right PIN and a transfer with the right code set the counts of wrong ones back. */
async function putRight<W>(desk: OutsideDesk<W>, held: Held<W>, stops: Stops, { tokens, clock }: Hands): Promise<void> {
  const { portal } = desk;
  const { company } = held;
  const window =
    held.latest ?? (await administrator(desk, held)) ?? cannotPutBack(company.id, '管理者がログインできません');
  const serial = await tokens.issue('software');
  const code = async (): Promise<string> => {
    const face = await tokens.face(serial);
    return face.kind === 'code' ? face.code : cannotPutBack(company.id, 'トークンを読めません');
  };
  const nextCode = async (): Promise<string> => {
    await clock.advance(30_000);
    return code();
  };
  demandDone(company.id, await portal.register(window, { userIds: [], serial, otp: await code(), pin: company.pin }));
  for (const { id, password } of company.users) {
    const users = company.users.map((user) => (user.id === id ? { ...user, password } : user));
    const user = await portal.logIn({ ...company, users }, id);
    if (isTold(user)) cannotPutBack(company.id, user.text);
    const order = { account: '1234567', amount: '10000', otp: await nextCode() };
    demandDone(company.id, await portal.transfer(user as W, order));
  }
  demandDone(company.id, await portal.deregister(window, { userIds: [], pin: company.pin }));
  stops.clear();
}

function demandDone(id: string, { ok, text }: Told): void {
  if (!ok) cannotPutBack(id, text);
}

function cannotPutBack(id: string, why: string): never {
  throw new Error(`ご契約先 ${id} を元に戻せません: ${why} / the company can't be put back`);
}
