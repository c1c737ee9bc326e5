/**
 * A bank that can be put into any state it was ever in: what an act does is looked at and then taken back, by the undo of
 * the store itself. So every act can be tried in every state without walking there again.
 */
import { createHash } from 'node:crypto';
import { wrapped } from '../../common/wrapped.ts';
import { stockDevices } from '../../desk/stock.ts';
import type { Wrapping } from '../../desk/wrapping.ts';
import type { Act, ActResult } from '../../portal-stub/rules/acts.ts';
import type { Contract } from '../../portal-stub/rules/contract.ts';
import { decide } from '../../portal-stub/rules/decide.ts';
import type { StockedKey } from '../../portal-stub/rules/stock.ts';
import { resynchronise } from '../../portal-stub/rules/verification.ts';
import { createPortalService } from '../../portal-stub/service/service.ts';
import { memoryStore } from '../../portal-stub/store/memory.ts';
import type { Store, Transaction } from '../../portal-stub/store/store.ts';
import type { Code, WorldAct } from './acts.ts';
import type { ModelPolicy, ModelState } from './model.ts';
import { codeOfStep, periodMs } from './oracle.ts';

/** Everything that the bank keeps and that an act may change. */
export interface Snapshot {
  readonly contracts: readonly Contract[];
  readonly keys: readonly (StockedKey | undefined)[];
  readonly form: readonly (readonly number[])[];
}

export interface Tried {
  readonly reason: string | undefined;
  /** Entries of history and mails: one of each, or none (D-17). */
  readonly written: number;
  readonly after: Snapshot;
}

export interface DomainWorld {
  readonly start: Snapshot;
  /** What `act` does to a bank in that state, at that step. Nothing stays of it. */
  attempt(from: Snapshot, now: number, act: WorldAct): Tried;
}

export interface Cast {
  readonly contracts: number;
  readonly users: number;
  /** Serials; a phone's successor is in no stock yet. */
  readonly tokens: readonly { readonly serial: string; readonly known: boolean }[];
}

export const secretOfToken = (token: number): Uint8Array =>
  Uint8Array.from(createHash('sha1').update(`explored token ${token}`).digest());

const wrongPin = 'Wrong999';
/** No token shows it near any step that is explored; a test looks. */
export const wrongCode = '000000';
class TakenBack extends Error {}

export function openDomainWorld(
  cast: Cast,
  policy: ModelPolicy,
  wrap: Pick<Wrapping, 'decide' | 'resynchronise' | 'store'> = {},
): DomainWorld {
  const inner = memoryStore();
  let open: Transaction | undefined;
  const outer: Store = {
    ...inner,
    transact: (work) => (open === undefined ? inner.transact(work) : work(open)),
    read: (work) => (open === undefined ? inner.read(work) : work(open)),
  };
  let at = 0;
  let drawn = 0;
  const service = createPortalService({
    store: wrapped(wrap.store, outer),
    decide: wrapped(wrap.decide, decide),
    resynchronise: wrapped(wrap.resynchronise, resynchronise),
    now: () => at,
    clockMode: () => 'manual',
    random: (count) => {
      drawn += 1;
      return createHash('shake256', { outputLength: count }).update(`explored ${drawn}`).digest();
    },
    demo: false,
  });
  const serials = cast.tokens.map(({ serial }) => serial);
  const userIds = Array.from({ length: cast.users }, (_, user) => `user0${user + 1}`);
  const stock = (token: number) =>
    stockDevices(service, [{ serial: serials[token] as string, secret: secretOfToken(token) }]);
  for (const [token, { known }] of cast.tokens.entries()) if (known) stock(token);
  const ids = Array.from({ length: cast.contracts }, () => {
    const made = service.createContract({
      users: userIds.map((userId) => ({ userId, name: userId })),
      policy: { lockLimit: policy.limit, unregisteredUser: policy.unregistered },
    });
    if (!made.ok) throw new Error(made.error.text.ja);
    return made.value.contractId;
  });

  const capture = (transaction: Pick<Transaction, 'contract' | 'key' | 'formFailures'>): Snapshot => ({
    contracts: ids.map((id) => transaction.contract(id) as Contract),
    keys: serials.map((serial) => transaction.key(serial)),
    form: ids.map((id) => serials.map((serial) => transaction.formFailures(id, serial))),
  });

  function restore(transaction: Transaction, { contracts, keys, form }: Snapshot): void {
    for (const contract of contracts) transaction.saveContract(undefined, contract);
    for (const key of keys) {
      if (key === undefined) continue;
      if (transaction.key(key.serial) === undefined) transaction.addKey(key);
      else transaction.saveKey(key);
    }
    for (const [contract, counts] of form.entries())
      for (const [token, count] of counts.entries())
        if (count > 0) transaction.setFormFailures(ids[contract] as string, serials[token] as string, count);
  }

  function attempt(from: Snapshot, now: number, act: WorldAct): Tried {
    let tried: Tried | undefined;
    at = now * periodMs;
    try {
      inner.transact((transaction) => {
        restore(transaction, from);
        open = transaction;
        try {
          const id = 'at' in act ? (ids[act.at] as string) : '';
          // What the bank does to its own things stands in a log of its own.
          const entries = () => (id === '' ? 0 : transaction.history(id).length + transaction.mails(id).length);
          const before = entries();
          const reason = run(transaction, id, act, now);
          tried = { reason, written: entries() - before, after: capture(transaction) };
        } finally {
          open = undefined;
        }
        throw new TakenBack();
      });
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
    }
    return tried as Tried;
  }

  function run(transaction: Transaction, id: string, act: WorldAct, now: number): string | undefined {
    const code = (typed: Code) =>
      typed === 'wrong' ? wrongCode : codeOfStep(secretOfToken(typed.of), now + typed.off);
    const contract = transaction.contract(id);
    const people = (users: readonly number[]) => users.map((user) => userIds[user] as string);
    const seen = { mode: contract?.mode ?? 'shared', seen: contract?.revision ?? 0 };
    const pin = (right: boolean) => (right ? (contract?.confirmationPin ?? '') : wrongPin);
    const user = (index: number) => contract?.users[index];
    const go = (asked: Act): string | undefined => reasonOf(service.act(id, asked));
    const money = { account: '1234567', amount: '1000' };
    switch (act.type) {
      case 'changeMode':
        return go({ type: 'changeMode', mode: act.mode, seen: seen.seen });
      case 'register':
        return go({
          type: 'register',
          userIds: people(act.users),
          serial: serials[act.token] as string,
          otp: code(act.code),
          pin: pin(act.pin),
          ...seen,
        });
      case 'deregister':
        return go({ type: 'deregister', userIds: people(act.users), pin: pin(act.pin), ...seen });
      case 'transfer':
        return go({ type: 'transfer', userId: userIds[act.user] as string, ...money, otp: code(act.code) });
      case 'transferByPin':
        return go({
          type: 'transfer',
          userId: userIds[act.user] as string,
          ...money,
          pin: act.right ? (user(act.user)?.confirmationPin ?? '') : wrongPin,
        });
      case 'userLogin':
        return go({
          type: 'userLogin',
          userId: userIds[act.user] as string,
          password: act.right ? (user(act.user)?.password ?? '') : wrongPin,
        });
      case 'adminLogin':
        return go({ type: 'adminLogin', password: act.right ? (contract?.password ?? '') : wrongPin });
      case 'unlockUser':
        return go({ type: 'unlockUser', userId: userIds[act.user] as string, pin: pin(act.pin), seen: seen.seen });
      case 'bankUnlock':
        return codeOfResult(service.unlock(id));
      case 'resetSerial':
        return codeOfResult(service.resetSerial(serials[act.token] as string));
      case 'resync': {
        const [first, second] = [-1, 0].map((off) => codeOfStep(secretOfToken(act.token), now + act.off + off));
        return codeOfResult(service.resync(serials[act.token] as string, first as string, second as string));
      }
      case 'changePhone':
        stock(act.to);
        return undefined;
      case 'wait':
      case 'flatten':
        return undefined;
    }
  }

  return { start: inner.read(capture), attempt };
}

const reasonOf = (result: ActResult): string | undefined => (result.ok ? undefined : result.refusal.reason);
const codeOfResult = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.ok ? undefined : result.error?.code;

/** The bank's facts in the model's words. Whether a device still shows anything, no bank knows. */
export function observed({ contracts, keys, form }: Snapshot, cast: Cast): unknown {
  const tokenOf = (serial: string | undefined) => {
    const token = cast.tokens.findIndex((each) => each.serial === serial);
    return token < 0 ? undefined : token;
  };
  return {
    contracts: contracts.map((contract, at) => ({
      mode: contract.mode,
      shared: tokenOf(contract.registration.serial),
      users: contract.users.map(({ registration, failures, stopped }) => ({
        serial: tokenOf(registration.serial),
        otp: failures.otp,
        login: failures.password,
        pin: failures.confirmationPin,
        stopped,
      })),
      login: contract.failures.password,
      pin: contract.failures.confirmationPin,
      stopped: contract.stopped,
      form: form[at],
    })),
    tokens: keys.map((key) => ({
      known: key !== undefined,
      last: key?.lastStep,
      drift: key?.driftSteps ?? 0,
      owner: contracts.findIndex(({ contractId }) => contractId === key?.contractId),
    })),
  };
}

/** The model's state in the same form. */
export function expected(state: ModelState, ownerOf: (token: number) => number | undefined): unknown {
  return {
    contracts: state.contracts,
    tokens: state.tokens.map(({ known, last, drift }, token) => ({ known, last, drift, owner: ownerOf(token) ?? -1 })),
  };
}
