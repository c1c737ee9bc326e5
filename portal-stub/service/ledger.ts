/**
 * How a contract is written: with the ownership of its serials (D-22) and the record of what happened (D-17), in the
 * transaction that the caller opened.
 */
import type { HistoryEntry } from '../rules/acts.ts';
import { type Contract, heldSerials } from '../rules/contract.ts';
import { historyEntry, mailOf } from '../rules/records.ts';
import type { ActRecord } from '../rules/verdict.ts';
import type { Transaction } from '../store/store.ts';
import { bankName } from '../texts/records.ts';

/** The bank's own log stands where no contract is. */
export const bankLog = '';

/** Saves what differs; a serial that nobody here holds any more is free, one newly held is this contract's. */
export function saveContract(transaction: Transaction, before: Contract | undefined, after: Contract): void {
  if (before === after) return;
  transaction.saveContract(before, after);
  // Only committed acts of the administrator and the bank move registrations, and they raise the revision.
  if (before !== undefined && before.revision === after.revision) return;
  const held = heldSerials(before);
  const holds = heldSerials(after);
  for (const serial of held) if (!holds.has(serial)) setOwner(transaction, serial, undefined);
  for (const serial of holds) if (!held.has(serial)) setOwner(transaction, serial, after.contractId);
}

export function setOwner(transaction: Transaction, serial: string, contractId: string | undefined): void {
  const key = transaction.key(serial);
  if (key === undefined) throw new Error(`a registered serial must be in stock: ${serial}`);
  if (key.contractId !== undefined && contractId !== undefined && key.contractId !== contractId) {
    throw new Error(`${serial} is registered in another contract: the rules should have refused this`);
  }
  transaction.saveKey({ ...key, contractId });
}

export function addEntry(transaction: Transaction, contract: Contract, entry: HistoryEntry, mail: boolean): void {
  transaction.addHistory(contract.contractId, entry);
  if (mail) transaction.addMail(contract.contractId, mailOf(contract, entry));
}

/** What the bank did to its own things: contracts made and deleted, stock, serials. */
export function logBank(transaction: Transaction, what: string, record: Partial<ActRecord>, at: number): void {
  const entry = historyEntry(bankName, what, { users: [], oldSerials: [], newSerial: undefined, ...record }, at);
  transaction.addHistory(bankLog, entry);
}
