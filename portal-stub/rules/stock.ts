/** The bank's stock of tokens: what is kept of a key, and which keys of a PSKC file may enter (D-23, RFC 6030 §5). PURE. */
import type { PskcFile, PskcKey, PskcPolicy } from '../../pskc/model.ts';
import type { ControlCode } from '../texts/control.ts';
import { isSerial } from './input.ts';

/** One token as the bank knows it. Times are milliseconds since the epoch. */
export interface StockedKey {
  readonly serial: string;
  /** Never logged, never printed; sealed at rest. */
  readonly secret: Uint8Array;
  /** The contract in which it is registered (D-22); undefined = free. */
  readonly contractId: string | undefined;
  /** Device step minus bank step, as last seen (D-04). */
  readonly driftSteps: number;
  /** What the PSKC file said (`<TimeDrift>`): the drift before anything was seen. */
  readonly importedDriftSteps: number;
  /** The latest accepted step: it and every earlier one are dead on every path (D-04). */
  readonly lastStep: number | undefined;
  /** RFC 6030 §5: usable between these, both inclusive. */
  readonly validFrom: number | undefined;
  readonly validUntil: number | undefined;
}

export type StockVerdict =
  /** What is new; a key that is known already, secret and all, is no change. */
  | { readonly ok: true; readonly add: readonly StockedKey[] }
  /** Nothing enters. `key` names the first bad one: its serial, or its Id when it has none. */
  | { readonly ok: false; readonly code: ControlCode; readonly key: string | undefined };

const longestDrift = 1_000_000;

/** The whole file or nothing of it. `known` looks one serial up. A key not yet valid enters and is refused until it is. */
export function judgeStock(
  file: Pick<PskcFile, 'keys' | 'others'>,
  known: (serial: string) => Pick<StockedKey, 'secret'> | undefined,
  now: number,
): StockVerdict {
  const other = file.others[0];
  if (other !== undefined) return { ok: false, code: 'stock-not-otp', key: other.serial ?? other.id };
  if (file.keys.length === 0) return { ok: false, code: 'stock-empty', key: undefined };
  const add = new Map<string, StockedKey>();
  const seen = new Set<string>();
  for (const key of file.keys) {
    const code = keyProblem(key, now);
    const serial = key.serial ?? '';
    if (code !== undefined) return { ok: false, code, key: key.serial ?? key.id };
    if (seen.has(serial)) return { ok: false, code: 'stock-duplicate', key: serial };
    seen.add(serial);
    const before = known(serial);
    if (before === undefined) add.set(serial, stocked(key, serial));
    else if (!sameBytes(before.secret, key.secret)) return { ok: false, code: 'stock-other-secret', key: serial };
  }
  return { ok: true, add: [...add.values()] };
}

/** The first rule that this key breaks. The reader reads far more than the stub's devices can be (D-23). */
function keyProblem(key: PskcKey, now: number): ControlCode | undefined {
  const drift = key.timeDrift ?? 0;
  const rules: readonly (readonly [ControlCode, boolean])[] = [
    ['stock-serial-missing', key.serial === undefined || key.serial === ''],
    ['stock-serial-form', !isSerial(key.serial)],
    ['stock-algorithm', key.algorithm !== 'TOTP'],
    ['stock-hash', key.hash !== 'SHA1'],
    ['stock-digits', key.digits !== 6],
    ['stock-check-digit', key.checkDigits === true],
    ['stock-period', key.periodSeconds !== 30],
    ['stock-start-time', (key.time ?? 0) !== 0],
    ['stock-drift', !Number.isSafeInteger(drift) || Math.abs(drift) > longestDrift],
    ['stock-expired', (validUntil(key) ?? now) < now],
  ];
  return rules.find(([, broken]) => broken)?.[0] ?? policyProblem(key.policy);
}

/** RFC 6030 §5: a policy that is not understood, or not kept here, forbids the key. */
function policyProblem(policy: PskcPolicy | undefined): ControlCode | undefined {
  if (policy === undefined) return undefined;
  if (policy.unknown) return 'stock-policy-unknown';
  if (policy.keyUsages.length > 0 && !policy.keyUsages.includes('OTP')) return 'stock-usage';
  if (policy.numberOfTransactions !== undefined) return 'stock-transactions';
  // `Local`: the device asks its holder before it shows a code, and the code is the same. All other modes change the code.
  const pinMode = policy.pin?.['PINUsageMode'];
  return pinMode === undefined || pinMode === 'Local' ? undefined : 'stock-pin-policy';
}

function stocked(key: PskcKey, serial: string): StockedKey {
  const driftSteps = key.timeDrift ?? 0;
  const from = [key.policy?.startDate, key.device?.startDate].filter((at) => at !== undefined);
  return {
    serial,
    secret: Uint8Array.from(key.secret),
    contractId: undefined,
    driftSteps,
    importedDriftSteps: driftSteps,
    lastStep: undefined,
    validFrom: from.length === 0 ? undefined : Math.max(...from),
    validUntil: validUntil(key),
  };
}

function validUntil(key: PskcKey): number | undefined {
  const until = [key.policy?.expiryDate, key.device?.expiryDate].filter((at) => at !== undefined);
  return until.length === 0 ? undefined : Math.min(...until);
}

/** In a time that tells nothing of where they differ. */
function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  }
  return difference === 0;
}
