/** For tests: a bank without pages. A service over any store, a clock that stands until moved, devices that know their codes. */

import { createHash } from 'node:crypto';
import { bothLanguages } from '../../common/text.ts';
import type { PskcKey } from '../../pskc/model.ts';
import { writePskc } from '../../pskc/write.ts';
import type { Act, ActResult, NewContract, SetUp } from '../rules/acts.ts';
import type { Contract } from '../rules/contract.ts';
import { codeOf, stepAt, stepMs } from '../rules/otp.ts';
import type { Reason } from '../rules/refusal.ts';
import type { StockedKey } from '../rules/stock.ts';
import type { PortalService } from '../service/portal-service.ts';
import type { RandomBytes } from '../service/random.ts';
import { createPortalService, type PortalServiceOptions } from '../service/service.ts';
import { memoryStore } from '../store/memory.ts';

/** Sunday 22 November 2026, 19:03:30 in Japan: the first millisecond of a step. */
export const startAt = Date.UTC(2026, 10, 22, 10, 3, 30);

export interface TestBank {
  readonly service: PortalService;
  now(): number;
  move(ms: number): void;
  /** What a device without drift shows `stepsLater` steps from now. */
  code(serial: string, stepsLater?: number): string;
  /** Moves the clock one step on, so that the code was never seen. */
  freshCode(serial: string): string;
  /** A contract of three users. */
  contract(request?: NewContract, setUp?: SetUp): string;
  get(contractId: string): Contract;
  /** Acts of an administrator who sees the latest screen and knows the PIN. */
  register(contractId: string, serial: string, more?: Partial<Extract<Act, { type: 'register' }>>): ActResult;
  deregister(contractId: string, more?: Partial<Extract<Act, { type: 'deregister' }>>): ActResult;
  changeMode(contractId: string, mode: Contract['mode']): ActResult;
  transfer(contractId: string, userId: string, otp: string): ActResult;
}

export function testBank(
  serials: readonly string[] = ['SKTH00001', 'SKTH00002', 'SKTH00003', 'SKTS00001'],
  options: Partial<PortalServiceOptions> & { readonly start?: number; readonly seed?: string } = {},
): TestBank {
  let now = options.start ?? startAt;
  const service = createPortalService({
    store: memoryStore(),
    now: () => now,
    clockMode: () => 'manual',
    random: seededBytes(options.seed ?? 'test'),
    ...options,
  });
  const stocked = service.importStock(pskcOf(serials), {});
  if (!stocked.ok) throw new Error(bothLanguages(stocked.error.text));
  const get = (contractId: string) => service.contract(contractId) ?? fail(`no contract ${contractId}`);
  const code = (serial: string, stepsLater = 0) => codeOf(secretOf(serial), stepAt(now) + stepsLater);
  const pinAndSeen = (contractId: string) => {
    const { confirmationPin, mode, revision } = get(contractId);
    return { pin: confirmationPin, mode, seen: revision };
  };
  return {
    service,
    now: () => now,
    move(ms) {
      now += ms;
    },
    code,
    freshCode(serial) {
      now += stepMs;
      return code(serial);
    },
    contract(request = {}, setUp) {
      const made = service.createContract(request);
      if (!made.ok) throw new Error(bothLanguages(made.error.text));
      const { contractId } = made.value;
      const ready = setUp === undefined ? made : service.setUp(contractId, setUp);
      if (!ready.ok) throw new Error(bothLanguages(ready.error.text));
      return contractId;
    },
    get,
    register(contractId, serial, more = {}) {
      const otp = more.otp ?? this.freshCode(serial);
      return service.act(contractId, {
        type: 'register',
        userIds: [],
        serial,
        ...pinAndSeen(contractId),
        ...more,
        otp,
      });
    },
    deregister: (contractId, more = {}) =>
      service.act(contractId, { type: 'deregister', userIds: [], ...pinAndSeen(contractId), ...more }),
    changeMode: (contractId, mode) => service.act(contractId, { type: 'changeMode', ...pinAndSeen(contractId), mode }),
    transfer: (contractId, userId, otp) =>
      service.act(contractId, { type: 'transfer', userId, account: '1234567', amount: '1000', otp }),
  };
}

/** The reason of a refusal, or `accepted`: what most tests compare. */
export function reasonOf(result: ActResult): Reason | 'accepted' {
  return result.ok ? 'accepted' : result.refusal.reason;
}

/** The same bytes for the same seed, in the same order. */
export function seededBytes(seed: string): RandomBytes {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed} ${drawn}`).digest();
  };
}

export function secretOf(serial: string): Uint8Array {
  return Uint8Array.from(createHash('sha1').update(`secret of ${serial}`).digest());
}

export function stockedKey(serial: string, more: Partial<StockedKey> = {}): StockedKey {
  return {
    serial,
    secret: secretOf(serial),
    contractId: undefined,
    driftSteps: 0,
    importedDriftSteps: 0,
    lastStep: undefined,
    validFrom: undefined,
    validUntil: undefined,
    ...more,
  };
}

export function pskcKey(serial: string, more: Partial<PskcKey> = {}): PskcKey {
  const totp = { algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30 } as const;
  return { id: serial, serial, ...totp, secret: secretOf(serial), ...more };
}

/** A plain PSKC file; a serial stands for its key. */
export function pskcOf(tokens: readonly (PskcKey | string)[]): string {
  const keys = tokens.map((token) => (typeof token === 'string' ? pskcKey(token) : token));
  const written = writePskc(keys, { kind: 'plain' }, { random: (length) => new Uint8Array(length) });
  if (!written.ok) throw new Error(written.error.text.ja);
  return written.value;
}

/** Hides the bytes from a plain search, which is all that a test asks of a seal. */
export const testSeal = {
  seal: (plain: Uint8Array) => Buffer.from(plain.map((byte) => byte ^ 0x5a)).toString('base64'),
  open: (sealed: string) => Uint8Array.from(Buffer.from(sealed, 'base64').map((byte) => byte ^ 0x5a)),
  fingerprint: (plain: Uint8Array) => createHash('sha256').update('test').update(plain).digest('hex'),
};

function fail(message: string): never {
  throw new Error(message);
}
