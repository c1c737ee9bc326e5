/** The state that worlds and histories begin with: shared, nobody registered, nothing counted. PURE. */
import { type ModelContract, type ModelState, newUser } from './model.ts';
import { stepOf } from './oracle.ts';

/** @param tokens whether the bank knows each from the beginning; a phone's successor comes later. */
export function startOf(contracts: number, users: number, tokens: readonly boolean[]): ModelState {
  const contract: ModelContract = {
    mode: 'shared',
    shared: undefined,
    users: Array.from({ length: users }, () => newUser),
    login: 0,
    pin: 0,
    stopped: false,
    form: tokens.map(() => 0),
  };
  return {
    now: stepOf(Date.UTC(2026, 3, 1)),
    contracts: Array.from({ length: contracts }, () => contract),
    tokens: tokens.map((known) => ({ known, alive: known, last: undefined, drift: 0 })),
  };
}
