/** Between the rows of the database and the portal's plain data. PURE. */
import type { SearchableSeal } from '../../common/seal.ts';
import type { Contract, User } from '../rules/contract.ts';
import { defaultPolicy, type Policy, policyProblems } from '../rules/policy.ts';
import type { StockedKey } from '../rules/stock.ts';

export type Row = { [column: string]: string | number | null };

export function contractValues(contract: Contract): Row {
  return {
    contract_id: contract.contractId,
    email: contract.email,
    password: contract.password,
    confirmation_pin: contract.confirmationPin,
    mode: contract.mode,
    mode_changed_at: contract.modeChangedAt,
    serial: contract.registration.serial ?? null,
    serial_changed_at: contract.registration.changedAt,
    user_deleted_at: contract.userDeletedAt,
    policy: JSON.stringify(contract.policy),
    stopped: contract.stopped ? 1 : 0,
    password_failures: contract.failures.password,
    pin_failures: contract.failures.confirmationPin,
    revision: contract.revision,
  };
}

export function contractFrom(row: Row, users: readonly User[]): Contract {
  return {
    contractId: text(row, 'contract_id'),
    email: text(row, 'email'),
    password: text(row, 'password'),
    confirmationPin: text(row, 'confirmation_pin'),
    mode: text(row, 'mode') as Contract['mode'],
    modeChangedAt: number(row, 'mode_changed_at'),
    registration: { serial: textOrNone(row, 'serial'), changedAt: number(row, 'serial_changed_at') },
    users,
    userDeletedAt: number(row, 'user_deleted_at'),
    policy: policyFrom(text(row, 'policy')),
    stopped: row['stopped'] === 1,
    failures: { password: number(row, 'password_failures'), confirmationPin: number(row, 'pin_failures') },
    revision: number(row, 'revision'),
  };
}

function policyFrom(kept: string): Policy {
  const policy = JSON.parse(kept) as Policy;
  const wrong = [
    ...policyProblems(policy),
    ...Object.keys(defaultPolicy).filter((name) => !Object.hasOwn(policy, name)),
  ];
  if (wrong.length > 0) throw new Error(`a contract's policy has no sound ${wrong.join(', ')}`);
  return policy;
}

export function userValues(user: User): Row {
  return {
    user_id: user.userId,
    name: user.name,
    password: user.password,
    confirmation_pin: user.confirmationPin,
    serial: user.registration.serial ?? null,
    serial_changed_at: user.registration.changedAt,
    stopped: user.stopped ? 1 : 0,
    otp_failures: user.failures.otp,
    password_failures: user.failures.password,
    pin_failures: user.failures.confirmationPin,
    changed_at: user.changedAt,
  };
}

export function userFrom(row: Row): User {
  return {
    userId: text(row, 'user_id'),
    name: text(row, 'name'),
    password: text(row, 'password'),
    confirmationPin: text(row, 'confirmation_pin'),
    registration: { serial: textOrNone(row, 'serial'), changedAt: number(row, 'serial_changed_at') },
    stopped: row['stopped'] === 1,
    failures: {
      otp: number(row, 'otp_failures'),
      password: number(row, 'password_failures'),
      confirmationPin: number(row, 'pin_failures'),
    },
    changedAt: number(row, 'changed_at'),
  };
}

export type KeyRow = { readonly [column in (typeof keyColumns)[number]]: string | number | null };

export const keyColumns = [
  'serial',
  'sealed_secret',
  'fingerprint',
  'contract_id',
  'drift_steps',
  'imported_drift_steps',
  'last_step',
  'valid_from',
  'valid_until',
] as const;

export function keyValues(key: StockedKey, seal: SearchableSeal): KeyRow {
  return {
    serial: key.serial,
    sealed_secret: seal.seal(key.secret),
    fingerprint: seal.fingerprint(key.secret),
    contract_id: key.contractId ?? null,
    drift_steps: key.driftSteps,
    imported_drift_steps: key.importedDriftSteps,
    last_step: key.lastStep ?? null,
    valid_from: key.validFrom ?? null,
    valid_until: key.validUntil ?? null,
  };
}

export function keyFrom(row: Row, secret: Uint8Array): StockedKey {
  return {
    serial: text(row, 'serial'),
    secret,
    contractId: textOrNone(row, 'contract_id'),
    driftSteps: number(row, 'drift_steps'),
    importedDriftSteps: number(row, 'imported_drift_steps'),
    lastStep: numberOrNone(row, 'last_step'),
    validFrom: numberOrNone(row, 'valid_from'),
    validUntil: numberOrNone(row, 'valid_until'),
  };
}

function text(row: Row, column: string): string {
  return row[column] as string;
}

function textOrNone(row: Row, column: string): string | undefined {
  return (row[column] as string | null) ?? undefined;
}

function number(row: Row, column: string): number {
  return row[column] as number;
}

function numberOrNone(row: Row, column: string): number | undefined {
  return (row[column] as number | null) ?? undefined;
}
