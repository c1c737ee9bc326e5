/** Who holds which serial, kept from the portal's contracts and events, and what the events mean for the desk. PURE but for its memory. */
import type { z } from 'zod';
import type { PortalEvent } from '../../portal-stub/web/control/schemas.ts';
import type { ContractFacts, Holders, PastFact, PortalFact } from '../../simulator/tui/desk-port.ts';
import type { ContractJson } from '../contract-json.ts';

export interface PortalIndex {
  put(contract: ContractJson): void;
  remove(contractId: string): void;
  /** Keeps what an event tells, and answers what it means for the desk. A contract that was added is the caller's to put. */
  apply(event: PortalEventJson): PortalFact;
  contract(contractId: string): ContractFacts | undefined;
  holders(serial: string): Holders | undefined;
  /** Every serial that is registered somewhere. */
  registered(): Iterable<string>;
}

export function createPortalIndex(): PortalIndex {
  const contracts = new Map<string, ContractFacts>();
  // D-22: a serial belongs to one contract at a time.
  const holders = new Map<string, Holders>();

  const forget = (contractId: string): void => {
    for (const serial of serialsOf(contracts.get(contractId))) {
      if (holders.get(serial)?.contractId === contractId) holders.delete(serial);
    }
    contracts.delete(contractId);
  };

  const put = (json: ContractJson): void => {
    forget(json.contractId);
    const contract = factsOf(json);
    contracts.set(contract.contractId, contract);
    for (const serial of serialsOf(contract)) holders.set(serial, holdersIn(contract, serial));
  };

  return {
    put,
    remove: forget,
    apply(event) {
      if (event.type === 'act') put(event.contract);
      if (event.type === 'contract-removed') forget(event.contractId);
      return factOf(event);
    },
    contract: (contractId) => contracts.get(contractId),
    holders: (serial) => holders.get(serial),
    registered: () => holders.keys(),
  };
}

function factsOf(json: ContractJson): ContractFacts {
  const { contractId, password, confirmationPin, mode, stopped, serial, policy } = json;
  const users = json.users.map((user) => ({
    userId: user.userId,
    name: user.name,
    password: user.password,
    confirmationPin: user.confirmationPin,
    serial: user.serial,
    stopped: user.stopped,
  }));
  return { contractId, password, confirmationPin, mode, stopped, serial, users, policy: { ...policy } };
}

function serialsOf(contract: ContractFacts | undefined): string[] {
  const all = contract === undefined ? [] : [contract.serial, ...contract.users.map((user) => user.serial)];
  return [...new Set(all.filter((serial) => serial !== undefined))];
}

function holdersIn(contract: ContractFacts, serial: string): Holders {
  const { contractId, mode } = contract;
  const users = mode === 'shared' ? contract.users : contract.users.filter((user) => user.serial === serial);
  return { contractId, mode, users: users.map(({ userId, name }) => ({ userId, name })) };
}

/** The shape in which both the service's listener and the event stream tell an event. */
export type PortalEventJson = z.infer<typeof PortalEvent>;

/** A refusal that stopped somebody changed the contract, and names it only: whoever keeps it asks for it again. */
export const changesContract = (event: PortalEventJson): event is Extract<PortalEventJson, { type: 'refused' }> =>
  event.type === 'refused' && event.attempt.locked !== undefined;

type Entry = Extract<PortalEventJson, { type: 'act' }>['entry'];
type Attempt = Extract<PortalEventJson, { type: 'refused' }>['attempt'];

/** The bank's own log of one contract as the desk tells it: committed acts and refusals, oldest first. */
export function pastFacts(contractId: string, history: readonly Entry[], attempts: readonly Attempt[]): PastFact[] {
  const done = history.map((entry) => ({ at: entry.at, fact: doneFact(contractId, entry) }));
  const refused = attempts
    .filter(({ reason }) => reason !== undefined)
    .map((attempt) => ({ at: attempt.at, fact: factOf({ type: 'refused', contractId, attempt }) }));
  return [...done, ...refused].sort((a, b) => a.at - b.at).slice(-pastLimit);
}

/** As many as a person reads. */
const pastLimit = 200;

function doneFact(contractId: string, { users, oldSerials, newSerial, what }: Entry): PortalFact {
  if (newSerial !== undefined) return { type: 'registered', contractId, serial: newSerial, users, oldSerials };
  if (oldSerials.length > 0) return { type: 'deregistered', contractId, users, oldSerials };
  return { type: 'done', contractId, what, users };
}

/** An event as the desk tells it. */
export function factOf(event: PortalEventJson): PortalFact {
  switch (event.type) {
    case 'act':
      return doneFact(event.contractId, event.entry);
    case 'refused': {
      const { contractId, attempt } = event;
      const { act, who, serial, reasonText: why, locked } = attempt;
      return { type: 'refused', contractId, act, who, serial, why, locked };
    }
    case 'login':
      return { type: 'login', contractId: event.contractId, userId: event.userId };
    default:
      return { type: 'changed' };
  }
}
