/** The bank's stock of tokens: what is kept of a key, and which keys of a PSKC file may enter (D-23, RFC 6030 §5). PURE. */
import { secretDigest } from '../../common/same-secret.ts';
import type { PskcFile, PskcKey, PskcPolicy } from '../../pskc/model.ts';
import type { Stepwise } from '../../pskc/stepwise.ts';
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

/** What the bank has already. */
export interface Stock {
  key(serial: string): StockedKey | undefined;
  /** Every serial that stands on this secret. */
  serialsOf(secret: Uint8Array): readonly string[];
}

export type StockVerdict =
  /** What is new, and what is known with other validity dates; a key that is known already, secret and all, is no change. */
  | { readonly ok: true; readonly add: readonly StockedKey[]; readonly update: readonly StockedKey[] }
  /** Nothing enters. `key` names the first bad one: serial, Id, line, and the serial that it clashes with. */
  | { readonly ok: false; readonly code: ControlCode; readonly key: string | undefined };

const longestDrift = 1_000_000;
/** RFC 4226 R6: 128 bits at least. */
const shortestSecret = 16;

export const emptyStock: Stock = { key: () => undefined, serialsOf: () => [] };

/** The whole file or nothing of it (D-23, D-24). A key not yet valid enters and is refused until it is. */
export function judgeStock(file: Pick<PskcFile, 'keys' | 'others'>, stock: Stock, now: number): StockVerdict {
  const steps = judgeStockStepwise(file, stock, now);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** Keys that are judged, or sealed, before others have their turn. */
export const sliceKeys = 100;

/** The same in slices, for a long file. */
export function* judgeStockStepwise(
  file: Pick<PskcFile, 'keys' | 'others'>,
  stock: Stock,
  now: number,
): Stepwise<StockVerdict> {
  const other = file.others[0];
  if (other !== undefined) return { ok: false, code: 'stock-not-otp', key: nameOf(other) };
  if (file.keys.length === 0) return { ok: false, code: 'stock-empty', key: undefined };
  const judge = stockJudge(stock, now);
  for (const [index, key] of file.keys.entries()) {
    if (index % sliceKeys === 0) yield;
    const refusal = judge.next(key);
    if (refusal !== undefined) return refusal;
  }
  return { ok: true, add: judge.add, update: judge.update };
}

export type JudgeStock = typeof judgeStockStepwise;

function stockJudge(stock: Stock, now: number) {
  const add: StockedKey[] = [];
  const update: StockedKey[] = [];
  const serials = new Set<string>();
  const serialByDigest = new Map<string, string>();

  function next(key: PskcKey): Extract<StockVerdict, { ok: false }> | undefined {
    const serial = key.serial ?? '';
    const refuse = (code: ControlCode, clash?: string) =>
      ({ ok: false, code, key: nameOf(key) + (clash === undefined ? '' : ` = ${clash}`) }) as const;
    const before = isSerial(serial) ? stock.key(serial) : undefined;
    const code = keyProblem(key, now, before !== undefined);
    if (code !== undefined) return refuse(code);
    if (serials.has(serial)) return refuse('stock-duplicate');
    serials.add(serial);
    const digest = secretDigest(key.secret);
    const clash = serialByDigest.get(digest) ?? stock.serialsOf(key.secret).find((it) => it !== serial);
    if (clash !== undefined) return refuse('stock-secret-twice', clash);
    serialByDigest.set(digest, serial);
    const fresh = stocked(key, serial);
    if (before === undefined) {
      add.push(fresh);
      return undefined;
    }
    if (secretDigest(before.secret) !== digest) return refuse('stock-other-secret');
    const { validFrom, validUntil } = fresh;
    // A file that says nothing of validity takes none away.
    const silent = validFrom === undefined && validUntil === undefined;
    const same = validFrom === before.validFrom && validUntil === before.validUntil;
    if (!silent && !same) update.push({ ...before, validFrom, validUntil });
    return undefined;
  }
  return { next, add, update };
}

/** Serial, Id and line: what a person needs to find the key in the file. */
function nameOf(key: {
  readonly id: string;
  readonly serial?: string | undefined;
  readonly line?: number | undefined;
}) {
  const line = key.line === undefined ? [] : [`line ${key.line}`];
  const serial = key.serial?.slice(0, 30) ?? '';
  return [serial, `Id ${key.id.slice(0, 30)}`, ...line].filter((part) => part !== '').join(', ');
}

/** The first rule that this key breaks. The reader reads far more than the stub's devices can be (D-23). */
function keyProblem(key: PskcKey, now: number, known: boolean): ControlCode | undefined {
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
    ['stock-secret-short', key.secret.length < shortestSecret],
    ['stock-secret-constant', key.secret.every((byte) => byte === key.secret[0])],
    // A known key may be told that its time is over.
    ['stock-expired', !known && (validUntil(key) ?? now) < now],
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
