/** The administrator's acts on tokens, as ordered rules: usage mode, registration, deregistration. PURE. */
import type { Act } from './acts.ts';
import { type Contract, type Registration, type User, userOf } from './contract.ts';
import { type Check, first, otpChecks, pinChecks, serialChecks } from './input.ts';
import { guessContract } from './locks.ts';
import type { StockedKey } from './stock.ts';
import { accepted, committed, type Facts, isStale, refused, type Verdict, wrongGuess } from './verdict.ts';
import { verifyOtp } from './verification.ts';

type ActOf<T extends Act['type']> = Extract<Act, { readonly type: T }>;

/** S-16 … S-19, D-01, D-02. Its targets are all registrations, since it cancels them all (S-18). */
export function changeMode(contract: Contract, act: ActOf<'changeMode'>): Verdict {
  const { mode } = act;
  const everywhere = [contract.registration, ...contract.users.map((user) => user.registration)];
  const changes = mode !== contract.mode;
  const asksPin = contract.policy.confirmModeChange && changes;
  const reason = first([
    ['stale', isStale(contract, act.seen, ...everywhere.map(({ changedAt }) => changedAt))],
    ['mode-missing', mode !== 'shared' && mode !== 'individual'],
    ...(asksPin ? pinChecks(act.pin) : []),
    ['contract-stopped', contract.stopped],
  ]);
  if (reason !== undefined || mode === undefined) return refused(contract, reason ?? 'mode-missing');
  if (!changes) return accepted(contract);
  const guess = asksPin ? guessContract(contract, 'confirmationPin', act.pin ?? '') : { right: true, contract };
  if (!guess.right) return wrongGuess(guess, 'pin-wrong');
  const cancelled = (revision: number): Registration => ({ serial: undefined, changedAt: revision });
  return committed(
    guess.contract,
    (revision) => ({
      mode,
      modeChangedAt: revision,
      registration: cancelled(revision),
      users: guess.contract.users.map((user) => ({ ...user, registration: cancelled(revision) })),
    }),
    { users: contract.users.map((user) => user.userId), oldSerials: serialsOf(everywhere) },
  );
}

/** S-20, S-26 … S-28, S-33, S-36, D-03: a first registration, a swap and a shared token are the same act. */
export function register(contract: Contract, act: ActOf<'register'>, facts: Facts): Verdict {
  const chosen = chosenUsers(contract, act.userIds);
  const targets = targetsOf(contract, chosen.users);
  const reason = first([
    ...staleChecks(contract, act, chosen.unknown, targets),
    ...serialChecks(act.serial),
    ...otpChecks(act.otp),
    ...pinChecks(act.pin),
    ['no-user-chosen', contract.mode === 'individual' && chosen.users.length === 0],
    ['contract-stopped', contract.stopped],
  ]);
  if (reason !== undefined) return refused(contract, reason);

  const pin = guessContract(contract, 'confirmationPin', act.pin);
  if (!pin.right) return wrongGuess(pin, 'pin-wrong');

  const verdict = judgeSerial(pin.contract, act, chosen.users, facts);
  if (verdict.reason !== undefined) return refused(pin.contract, verdict.reason, verdict);
  return committed(
    pin.contract,
    (revision) => registered(pin.contract, chosen.users, { serial: act.serial, changedAt: revision }),
    { users: affectedUsers(contract, chosen.users), oldSerials: serialsOf(targets), newSerial: act.serial },
    { memory: verdict.memory, formFailures: 0 },
  );
}

/** S-12, D-07: the PIN, no OTP, since the device may be lost. Refused only when none of the chosen has a token. */
export function deregister(contract: Contract, act: ActOf<'deregister'>): Verdict {
  const chosen = chosenUsers(contract, act.userIds);
  const targets = targetsOf(contract, chosen.users);
  const reason = first([
    ...staleChecks(contract, act, chosen.unknown, targets),
    ...pinChecks(act.pin),
    ['no-user-chosen', contract.mode === 'individual' && chosen.users.length === 0],
    ['nothing-registered', serialsOf(targets).length === 0],
    ['contract-stopped', contract.stopped],
  ]);
  if (reason !== undefined) return refused(contract, reason);
  const pin = guessContract(contract, 'confirmationPin', act.pin);
  if (!pin.right) return wrongGuess(pin, 'pin-wrong');
  return committed(
    pin.contract,
    (revision) => registered(pin.contract, chosen.users, { serial: undefined, changedAt: revision }),
    { users: affectedUsers(contract, chosen.users), oldSerials: serialsOf(targets) },
  );
}

/** The serial's own checks, and its code last of all: what is refused before has burned no code (D-05). */
function judgeSerial(
  contract: Contract,
  act: ActOf<'register'>,
  chosen: readonly User[],
  facts: Facts,
): Pick<Verdict, 'reason' | 'memory' | 'formFailures' | 'locked'> {
  const { key, now } = facts;
  const limit = contract.policy.lockLimit;
  // Also for a serial that will be refused unseen: no difference in time tells which case it was (D-12).
  const otp = verifyOtp(key ?? decoy, act.otp, now, contract.policy.windowSteps);
  const reason = first([
    ['serial-unknown', key === undefined],
    ['serial-of-other-contract', key?.contractId !== undefined && key.contractId !== contract.contractId],
    ['serial-locked', facts.formFailures >= limit],
    ['kind-mixed', mixesKinds(contract, chosen, act.serial)],
    ['key-not-valid', key !== undefined && !isValidKey(key, now)],
  ]);
  if (reason !== undefined) return { reason };
  if (otp.ok) return { reason: undefined, memory: otp.memory };
  const charged = facts.formFailures + 1;
  return { reason: otp.reason, formFailures: charged, ...(charged >= limit ? { locked: 'serial' as const } : {}) };
}

/** Stands in for a key that isn't there; its verdict is never used. */
const decoy = { secret: new Uint8Array(20), driftSteps: 0, lastStep: undefined };

/** RFC 6030 §5: between the two dates, both inclusive. */
export function isValidKey(key: Pick<StockedKey, 'validFrom' | 'validUntil'>, now: number): boolean {
  return now >= (key.validFrom ?? now) && now <= (key.validUntil ?? now);
}

/** D-13: with `mixKinds` off, the others' tokens (those that this act does not replace) must be of the same kind. */
export function mixesKinds(contract: Contract, replaced: readonly User[], serial: string): boolean {
  if (contract.policy.mixKinds || contract.mode === 'shared') return false;
  const kept = contract.users.filter((user) => !replaced.includes(user));
  return serialsOf(kept.map((user) => user.registration)).some((other) => kindOf(other) !== kindOf(serial));
}

const kindOf = (serial: string) => serial.slice(0, 4);

function staleChecks(
  contract: Contract,
  act: ActOf<'register'> | ActOf<'deregister'>,
  unknownUser: boolean,
  targets: readonly Registration[],
): readonly Check[] {
  const changed = isStale(contract, act.seen, ...targets.map(({ changedAt }) => changedAt));
  // A user who isn't there was deleted since, or never was on the screen.
  return [['stale', act.mode !== contract.mode || changed || unknownUser]];
}

/** The users meant, each once. Nobody is chosen on the screens of shared mode (S-28). */
function chosenUsers(contract: Contract, userIds: readonly string[]): { users: readonly User[]; unknown: boolean } {
  if (contract.mode === 'shared') return { users: [], unknown: false };
  const ids = [...new Set(userIds)].filter((userId) => userId !== '');
  const users = ids.map((userId) => userOf(contract, userId)).filter((user) => user !== undefined);
  return { users, unknown: users.length < ids.length };
}

function targetsOf(contract: Contract, chosen: readonly User[]): readonly Registration[] {
  return contract.mode === 'shared' ? [contract.registration] : chosen.map((user) => user.registration);
}

function affectedUsers(contract: Contract, chosen: readonly User[]): readonly string[] {
  return (contract.mode === 'shared' ? contract.users : chosen).map((user) => user.userId);
}

function registered(contract: Contract, chosen: readonly User[], registration: Registration): Partial<Contract> {
  if (contract.mode === 'shared') return { registration };
  return { users: contract.users.map((user) => (chosen.includes(user) ? { ...user, registration } : user)) };
}

/** Each once, in order; unregistered places give none. */
export function serialsOf(registrations: readonly Registration[]): readonly string[] {
  return [...new Set(registrations.map(({ serial }) => serial).filter((serial) => serial !== undefined))];
}
