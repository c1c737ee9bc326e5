/**
 * The service against a model of a page: random acts on two contracts with three tokens. The model knows what must be
 * accepted; beside it, three things must hold whatever happens: no serial in two contracts, no step accepted twice, a
 * refused act changes nothing but counters.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActResult } from '../rules/acts.ts';
import { heldSerials, type UsageMode } from '../rules/contract.ts';
import { stepAt, stepMs } from '../rules/otp.ts';
import { reasonOf, type TestBank, testBank } from '../testing/test-bank.ts';

const serials = ['SKTH00001', 'SKTH00002', 'SKTS00001'] as const;
const people = ['user01', 'user02', 'user03'] as const;
const limit = 3;

interface ModelContract {
  mode: UsageMode;
  shared: string | undefined;
  readonly users: Map<string, string | undefined>;
  stopped: boolean;
  pinFailures: number;
  readonly stoppedUsers: Set<string>;
  readonly otpFailures: Map<string, number>;
  readonly formFailures: Map<string, number>;
}

interface Model {
  readonly contracts: readonly ModelContract[];
  /** Device = bank here, so the drift is what late codes made of it. */
  readonly lastStep: Map<string, number>;
  readonly drift: Map<string, number>;
}

interface Real {
  readonly bank: TestBank;
  readonly ids: readonly string[];
  readonly acceptedCodes: Set<string>;
}

type Otp = { readonly of: number; readonly steps: number } | 'wrong';
type Command = fc.Command<Model, Real>;

function held(contract: ModelContract): (string | undefined)[] {
  return contract.mode === 'shared' ? [contract.shared] : [...contract.users.values()];
}

/** Would the bank accept this code for that serial now? If so, remembers it. */
function takes(model: Model, bank: TestBank, serial: string, otp: Otp): boolean {
  if (otp === 'wrong' || serials[otp.of] !== serial) return false;
  const step = stepAt(bank.now()) + otp.steps;
  const fromExpected = otp.steps - (model.drift.get(serial) ?? 0);
  if (Math.abs(fromExpected) > 1 || step <= (model.lastStep.get(serial) ?? -1)) return false;
  model.lastStep.set(serial, step);
  model.drift.set(serial, otp.steps);
  return true;
}

const typed = (bank: TestBank, otp: Otp) => (otp === 'wrong' ? '000000' : bank.code(serials[otp.of] ?? '', otp.steps));

/** The administrator's PIN: charged, and whether it let them through. */
function pinPasses(contract: ModelContract, right: boolean): boolean {
  if (contract.stopped) return false;
  if (right) {
    contract.pinFailures = 0;
    return true;
  }
  contract.pinFailures += 1;
  contract.stopped = contract.pinFailures >= limit;
  return false;
}

/** Runs the act and compares: with the model's word, and with what must always hold. */
function check(real: Real, act: () => ActResult, expected: boolean, code?: string): void {
  const before = essence(real);
  const result = act();
  expect(reasonOf(result) === 'accepted', `${reasonOf(result)}, expected ${expected ? 'accepted' : 'a refusal'}`).toBe(
    expected,
  );
  if (!result.ok) expect(essence(real)).toBe(before);
  if (result.ok && code !== undefined) {
    expect(real.acceptedCodes.has(code), `accepted twice: ${code}`).toBe(false);
    real.acceptedCodes.add(code);
  }
  const owned = real.ids.flatMap((id) => [...heldSerials(real.bank.get(id))]);
  expect(new Set(owned).size, 'a serial in two contracts').toBe(owned.length);
  for (const serial of serials) {
    const owner = real.ids.find((id) => heldSerials(real.bank.get(id)).has(serial));
    expect(real.bank.service.serial(serial)?.contractId).toBe(owner);
  }
}

/** All but the counters and the stops that they cause (D-06). */
function essence({ bank, ids }: Real): string {
  return JSON.stringify(
    ids.map((id) => {
      const contract = bank.get(id);
      const users = contract.users.map((user) => ({ ...user, failures: 0, stopped: 0 }));
      const log = [bank.service.history(id).length, bank.service.mails(id).length];
      return [{ ...contract, failures: 0, stopped: 0, users }, log];
    }),
  );
}

const stepKey = (bank: TestBank, otp: Otp) =>
  otp === 'wrong' ? 'wrong' : `${serials[otp.of]} ${stepAt(bank.now()) + otp.steps}`;

/** A command that can always be tried: refusals are half of the story. */
function command(name: string, run: (model: Model, real: Real) => void): Command {
  return { check: () => true, run, toString: () => name };
}

const register = (at: number, serial: string, chosen: readonly string[], otp: Otp, pinRight: boolean) =>
  command(`register ${at} ${serial} [${chosen}] ${JSON.stringify(otp)} ${pinRight}`, (model, real) => {
    const contract = model.contracts[at] as ModelContract;
    const inputsRight = contract.mode === 'shared' || chosen.length > 0;
    let expected = false;
    if (inputsRight && pinPasses(contract, pinRight)) {
      const elsewhere = model.contracts.some((other) => other !== contract && held(other).includes(serial));
      const failures = contract.formFailures.get(serial) ?? 0;
      if (!elsewhere && failures < limit) {
        expected = takes(model, real.bank, serial, otp);
        contract.formFailures.set(serial, expected ? 0 : failures + 1);
      }
    }
    const code = stepKey(real.bank, otp);
    const more = { userIds: chosen, otp: typed(real.bank, otp), ...(pinRight ? {} : { pin: 'wrong1234' }) };
    if (expected && contract.mode === 'shared') contract.shared = serial;
    if (expected && contract.mode === 'individual') for (const userId of chosen) contract.users.set(userId, serial);
    check(real, () => real.bank.register(real.ids[at] ?? '', serial, more), expected, code);
  });

const deregister = (at: number, chosen: readonly string[], pinRight: boolean) =>
  command(`deregister ${at} [${chosen}] ${pinRight}`, (model, real) => {
    const contract = model.contracts[at] as ModelContract;
    const targets = contract.mode === 'shared' ? [contract.shared] : chosen.map((userId) => contract.users.get(userId));
    const expected = targets.some((serial) => serial !== undefined) && pinPasses(contract, pinRight);
    if (expected && contract.mode === 'shared') contract.shared = undefined;
    if (expected && contract.mode === 'individual') for (const userId of chosen) contract.users.set(userId, undefined);
    const more = { userIds: chosen, ...(pinRight ? {} : { pin: 'wrong1234' }) };
    check(real, () => real.bank.deregister(real.ids[at] ?? '', more), expected);
  });

const changeMode = (at: number, mode: UsageMode) =>
  command(`changeMode ${at} ${mode}`, (model, real) => {
    const contract = model.contracts[at] as ModelContract;
    const expected = !contract.stopped;
    if (expected && mode !== contract.mode) {
      contract.mode = mode;
      contract.shared = undefined;
      for (const userId of people) contract.users.set(userId, undefined);
    }
    check(real, () => real.bank.changeMode(real.ids[at] ?? '', mode), expected);
  });

const transfer = (at: number, userId: string, otp: Otp) =>
  command(`transfer ${at} ${userId} ${JSON.stringify(otp)}`, (model, real) => {
    const contract = model.contracts[at] as ModelContract;
    const serial = contract.mode === 'shared' ? contract.shared : contract.users.get(userId);
    const code = stepKey(real.bank, otp);
    const text = typed(real.bank, otp);
    let expected = false;
    if (serial !== undefined && !contract.stoppedUsers.has(userId)) {
      expected = takes(model, real.bank, serial, otp);
      const failures = expected ? 0 : (contract.otpFailures.get(userId) ?? 0) + 1;
      contract.otpFailures.set(userId, failures);
      if (failures >= limit) contract.stoppedUsers.add(userId);
    }
    check(real, () => real.bank.transfer(real.ids[at] ?? '', userId, text), expected, code);
  });

const wait = (steps: number) => command(`wait ${steps}`, (_model, { bank }) => bank.move(steps * stepMs));

const unlock = (at: number) =>
  command(`unlock ${at}`, (model, { bank, ids }) => {
    const contract = model.contracts[at] as ModelContract;
    Object.assign(contract, { stopped: false, pinFailures: 0 });
    for (const counts of [contract.stoppedUsers, contract.otpFailures, contract.formFailures]) counts.clear();
    expect(bank.service.unlock(ids[at] ?? '').ok).toBe(true);
  });

const at = fc.nat(1);
const someOtp: fc.Arbitrary<Otp> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ of: fc.nat(2), steps: fc.constantFrom(0, 0, 0, -1, 1, -2) }) },
  { weight: 1, arbitrary: fc.constant('wrong' as const) },
);
const chosen = fc.subarray([...people]);
const pinRight = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(at, fc.constantFrom(...serials), chosen, someOtp, pinRight).map((args) => register(...args)),
  // The right device more often than chance would have it, or nearly nothing would ever be registered.
  fc
    .tuple(at, fc.nat(2), chosen)
    .map(([n, of, users]) => register(n, serials[of] ?? '', users, { of, steps: 0 }, true)),
  fc.tuple(at, chosen, pinRight).map((args) => deregister(...args)),
  fc.tuple(at, fc.constantFrom<UsageMode>('shared', 'individual')).map((args) => changeMode(...args)),
  fc.tuple(at, fc.constantFrom(...people), someOtp).map((args) => transfer(...args)),
  fc.tuple(at, fc.constantFrom(...people), someOtp).map((args) => transfer(...args)),
  fc.constantFrom(0, 1, 1, 1, 2).map(wait),
  fc.constantFrom(1, 1, 2).map(wait),
  at.map(unlock),
];

test('random acts against the model', { timeout: 60_000 }, () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 80, size: 'max' }), (drawn) => {
      const bank = testBank([...serials], { demo: false });
      const ids = [bank.contract({ policy: { lockLimit: limit } }), bank.contract({ policy: { lockLimit: limit } })];
      const acceptedCodes = new Set<string>();
      const model = (): Model => ({
        lastStep: new Map(),
        drift: new Map(),
        contracts: ids.map(() => ({
          mode: 'shared',
          shared: undefined,
          users: new Map(),
          stopped: false,
          pinFailures: 0,
          stoppedUsers: new Set(),
          otpFailures: new Map(),
          formFailures: new Map(),
        })),
      });
      fc.modelRun(() => ({ model: model(), real: { bank, ids, acceptedCodes } }), drawn);
      accepted += acceptedCodes.size;
    }),
    { numRuns: process.env['ICHIDO_DEEP'] === undefined ? 150 : 5_000 },
  );
  // Proof that the story had acts in it.
  expect(accepted).toBeGreaterThan(300);
});
