/**
 * The rule book once more, from its sentences and not from the product's code: what each act leads to. A plain value in, a
 * plain value out; where the two differ, one of them is wrong. It imports nothing of the portal. PURE.
 */
import type { Code, Mode, WorldAct } from './acts.ts';

export interface ModelUser {
  readonly serial: number | undefined;
  readonly otp: number;
  readonly login: number;
  readonly pin: number;
  readonly stopped: boolean;
}

export interface ModelContract {
  readonly mode: Mode;
  readonly shared: number | undefined;
  readonly users: readonly ModelUser[];
  readonly login: number;
  readonly pin: number;
  readonly stopped: boolean;
  /** Token → wrong codes on this contract's form. */
  readonly form: readonly number[];
}

export interface ModelToken {
  /** Its key is in the bank's stock. */
  readonly known: boolean;
  /** Somebody can read a code from it. */
  readonly alive: boolean;
  /** The last step that was accepted, and the drift that was seen then. */
  readonly last: number | undefined;
  readonly drift: number;
}

export interface ModelState {
  readonly now: number;
  readonly contracts: readonly ModelContract[];
  readonly tokens: readonly ModelToken[];
}

export interface ModelPolicy {
  readonly limit: number;
  readonly unregistered: 'refuse' | 'confirmationPin';
}

export interface Step {
  /** The bank's one reason; undefined = accepted. */
  readonly reason: string | undefined;
  readonly state: ModelState;
  /** One entry in the contract's history and one mail (D-17). */
  readonly recorded: boolean;
}

/** One entry of history and one mail, or neither. */
export const writtenBy = ({ recorded }: Step): number => (recorded ? 2 : 0);

export const newUser: ModelUser = { serial: undefined, otp: 0, login: 0, pin: 0, stopped: false };

/** The serial whose codes count for this user. */
export const heldBy = (contract: ModelContract, user: number): number | undefined =>
  contract.mode === 'shared' ? contract.shared : contract.users[user]?.serial;

/** A serial belongs to the contract in which somebody has it registered (D-22). */
export const ownerOf = (state: ModelState, token: number): number | undefined => {
  const at = state.contracts.findIndex((contract) =>
    contract.mode === 'shared' ? contract.shared === token : contract.users.some((user) => user.serial === token),
  );
  return at < 0 ? undefined : at;
};

export function step(state: ModelState, act: WorldAct, policy: ModelPolicy): Step {
  const contract = 'at' in act ? (state.contracts[act.at] as ModelContract) : undefined;
  const become = (changed: ModelContract, more: Partial<ModelState> = {}): ModelState => ({
    ...state,
    ...more,
    contracts: state.contracts.map((each, index) => ('at' in act && index === act.at ? changed : each)),
  });
  const refuse = (reason: string, changed: ModelState = state): Step => ({ reason, state: changed, recorded: false });
  const accept = (changed: ModelState, recorded: boolean): Step => ({ reason: undefined, state: changed, recorded });

  /** What the confirmation PIN lets through; a failure is charged (D-09b). */
  const withPin = (from: ModelContract, right: boolean, go: (passed: ModelContract) => Step): Step => {
    if (from.stopped) return refuse('contract-stopped');
    if (right) return go({ ...from, pin: 0 });
    const pin = from.pin + 1;
    return refuse('pin-wrong', become({ ...from, pin, stopped: pin >= policy.limit }));
  };
  const withUser = (from: ModelContract, user: number, change: Partial<ModelUser>): ModelContract => ({
    ...from,
    users: from.users.map((each, index) => (index === user ? { ...each, ...change } : each)),
  });

  switch (act.type) {
    case 'wait':
      return accept({ ...state, now: state.now + act.steps }, false);
    case 'flatten':
      return accept(withToken(state, act.token, { alive: false }), false);
    case 'changePhone':
      return accept(
        withToken(withToken(state, act.token, { alive: false }), act.to, { known: true, alive: true }),
        false,
      );
    case 'changeMode': {
      const from = contract as ModelContract;
      if (from.stopped) return refuse('contract-stopped');
      if (from.mode === act.mode) return accept(state, false);
      const users = from.users.map((user) => ({ ...user, serial: undefined }));
      return accept(become({ ...from, mode: act.mode, shared: undefined, users }), true);
    }
    case 'register': {
      const from = contract as ModelContract;
      if (from.mode === 'individual' && act.users.length === 0) return refuse('no-user-chosen');
      return withPin(from, act.pin, (passed) => {
        const token = state.tokens[act.token];
        const owner = ownerOf(state, act.token);
        if (token === undefined || !token.known) return refuse('serial-unknown', become(passed));
        if (owner !== undefined && owner !== act.at) return refuse('serial-of-other-contract', become(passed));
        const wrong = passed.form[act.token] ?? 0;
        if (wrong >= policy.limit) return refuse('serial-locked', become(passed));
        const judged = judge(state, act.token, act.code);
        const counted = (count: number): ModelContract => ({
          ...passed,
          form: passed.form.map((each, index) => (index === act.token ? count : each)),
        });
        if (typeof judged === 'string') return refuse(judged, become(counted(wrong + 1)));
        const registered: ModelContract =
          from.mode === 'shared'
            ? { ...counted(0), shared: act.token }
            : {
                ...counted(0),
                users: passed.users.map((user, index) =>
                  act.users.includes(index) ? { ...user, serial: act.token } : user,
                ),
              };
        return accept(become(registered, { tokens: remembered(state, act.token, judged) }), true);
      });
    }
    case 'deregister': {
      const from = contract as ModelContract;
      const individual = from.mode === 'individual';
      if (individual && act.users.length === 0) return refuse('no-user-chosen');
      const held = individual ? act.users.map((user) => from.users[user]?.serial) : [from.shared];
      if (held.every((serial) => serial === undefined)) return refuse('nothing-registered');
      return withPin(from, act.pin, (passed) => {
        const users = passed.users.map((user, index) =>
          individual && act.users.includes(index) ? { ...user, serial: undefined } : user,
        );
        return accept(become(individual ? { ...passed, users } : { ...passed, shared: undefined }), true);
      });
    }
    case 'unlockUser': {
      const from = contract as ModelContract;
      if (from.users[act.user]?.stopped !== true) return refuse('user-not-stopped');
      return withPin(from, act.pin, (passed) =>
        accept(become(withUser(passed, act.user, { otp: 0, login: 0, pin: 0, stopped: false })), true),
      );
    }
    case 'transfer':
    case 'transferByPin':
    case 'userLogin': {
      const from = contract as ModelContract;
      const user = from.users[act.user] as ModelUser;
      const serial = heldBy(from, act.user);
      const guess = (kind: 'otp' | 'login' | 'pin', reason: string | undefined, more: Partial<ModelState> = {}) => {
        const count = reason === undefined ? 0 : user[kind] + 1;
        const stopped = user.stopped || count >= policy.limit;
        const after = become(withUser(from, act.user, { [kind]: count, stopped }), more);
        return reason === undefined ? accept(after, act.type !== 'userLogin') : refuse(reason, after);
      };
      if (user.stopped) return refuse('user-stopped');
      if (act.type === 'userLogin') return guess('login', act.right ? undefined : 'login-wrong');
      if (act.type === 'transferByPin') return guess('pin', act.right ? undefined : 'pin-wrong');
      if (serial === undefined) return refuse('not-registered');
      const judged = judge(state, serial, act.code);
      if (typeof judged === 'string') return guess('otp', judged);
      return guess('otp', undefined, { tokens: remembered(state, serial, judged) });
    }
    case 'adminLogin': {
      const from = contract as ModelContract;
      if (from.stopped) return refuse('contract-stopped');
      if (act.right) return accept(become({ ...from, login: 0 }), false);
      const login = from.login + 1;
      return refuse('login-wrong', become({ ...from, login, stopped: login >= policy.limit }));
    }
    case 'bankUnlock': {
      const from = contract as ModelContract;
      const users = from.users.map((user) => ({ ...newUser, serial: user.serial }));
      const clean: ModelContract = {
        ...from,
        login: 0,
        pin: 0,
        stopped: false,
        users,
        form: from.form.map(() => 0),
      };
      const changes = JSON.stringify(clean) !== JSON.stringify(from);
      return accept(become(clean), changes);
    }
    case 'resetSerial': {
      const contracts = state.contracts.map((each) => ({
        ...each,
        form: each.form.map((count, index) => (index === act.token ? 0 : count)),
      }));
      return accept({ ...state, contracts }, false);
    }
    case 'resync': {
      const token = state.tokens[act.token] as ModelToken;
      const second = state.now + act.off;
      const near = Math.abs(act.off - token.drift) <= 10;
      const newer = token.last === undefined || second - 1 > token.last;
      if (!near || !newer) return refuse('resync-refused');
      return accept({ ...state, tokens: remembered(state, act.token, second) }, false);
    }
  }
}

/** The step that is accepted, or why none is (D-04). Two tokens never show the same digits here, nor two steps. */
function judge(state: ModelState, serial: number, code: Code): number | string {
  const token = state.tokens[serial] as ModelToken;
  if (code === 'wrong' || code.of !== serial) return 'otp-wrong';
  const typed = state.now + code.off;
  const fromExpected = code.off - token.drift;
  const newer = token.last === undefined || typed > token.last;
  if (newer && Math.abs(fromExpected) <= 1) return typed;
  if (typed === token.last) return 'otp-used';
  if (Math.abs(fromExpected) > 10) return 'otp-wrong';
  return newer ? 'otp-outside-window' : 'otp-old';
}

const remembered = (state: ModelState, serial: number, accepted: number): readonly ModelToken[] =>
  state.tokens.map((token, index) =>
    index === serial ? { ...token, last: accepted, drift: accepted - state.now } : token,
  );

const withToken = (state: ModelState, serial: number, change: Partial<ModelToken>): ModelState => ({
  ...state,
  tokens: state.tokens.map((token, index) => (index === serial ? { ...token, ...change } : token)),
});
