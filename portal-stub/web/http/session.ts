/**
 * The session table: in memory, on the desk's clock, so a restart logs everybody off. SHELL
 * only for its random ids.
 *
 * - An id is 32 bytes from the CSPRNG; the table keeps its SHA-256 only, so neither a lookup's timing nor a heap dump
 *   gives a usable id away.
 * - A session ends by log-off, idling (D-20), age, the end or stop of whom it belongs to (D-09, D-11), or, as the
 *   least recently used one, when its owner opens more than `maxParallel` (D-10 wants several at once).
 * - One whose owner was STOPPED stays as a tombstone: it opens nothing, but can still be told E-LCK-01 instead of a bare
 *   "log in again".
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Contract, type UsageMode, type User, userOf } from '../../rules/contract.ts';
import type { PortalService } from '../../service/portal-service.ts';

export type Owner =
  | { readonly role: 'anonymous' }
  | { readonly role: 'administrator'; readonly contractId: string }
  | { readonly role: 'user'; readonly contractId: string; readonly userId: string };

/** What a form was drawn from. The browser holds only its id, so nothing in it can be edited or invented (D-16). */
export interface OpenForm {
  readonly path: string;
  readonly seen: number;
  readonly mode: UsageMode;
  /** The user that a one-user form is about. */
  readonly userId?: string | undefined;
  /** The mode chosen before the confirmation screen of D-01. */
  readonly chosenMode?: UsageMode | undefined;
  /** Which secret the transfer form asked for (D-08). */
  readonly asks?: 'otp' | 'pin' | undefined;
}

export interface Session {
  readonly key: string;
  readonly owner: Owner;
  readonly beganAt: number;
  seenAt: number;
  csrf: string | undefined;
  stopped: boolean;
  readonly forms: Map<string, OpenForm>;
}

export type Found =
  /** `was`: whose session it had been, when its end was noticed only now. */
  | { readonly state: 'none'; readonly was?: Owner | undefined }
  | {
      readonly state: 'live' | 'stopped';
      readonly session: Session;
      readonly contract: Contract | undefined;
      readonly user: User | undefined;
    };

export interface Sessions {
  /** The session of a cookie's id at `now`; counts as use when it lives. */
  find(id: string | undefined, now: number): Found;
  /** A new session under a new id; `replaces` dies with it (F1: an id never survives a change of privilege). */
  begin(owner: Owner, now: number, replaces?: Session): { readonly id: string; readonly session: Session };
  end(session: Session): void;
  /** `stopped` is a tombstone; `none` is no longer in the table. Does not count as use. */
  stateOf(session: Session): Found['state'];
  /** Whether a log-in put another in its place so lately that the browser may have both cookies under way. Told once. */
  wasReplaced(id: string | undefined, now: number): boolean;
  /** Remembers what a form was drawn from, if it was from anything; answers the id to print into it. */
  openForm(session: Session, form?: OpenForm): string;
  /** Everybody is logged off. */
  close(): void;
}

/** Within this time on the desk's clock, a post may be the twin of one before, and an answer may cross another one. */
export const lateMs = 2_000;
export const maxParallel = 20;
const maxAnonymous = 5_000;
const maxReplaced = 1_000;
const maxForms = 256;
const absoluteMs = 8 * 60 * 60_000;
/** Users idle as long as an administrator does by default; the rule book names the administrator only (D-20). */
const userIdleMinutes = 15;

export function createSessions(service: PortalService): Sessions {
  const byKey = new Map<string, Session>();
  const byContract = new Map<string, Set<Session>>();
  const anonymous = new Set<Session>();
  const replaced = new Map<string, number>();

  // Whoever is stopped or deleted loses their sessions at that moment, not at the next click: an unlock in between must
  // not revive them.
  const unsubscribe = service.subscribe((event) => {
    if (event.type === 'stock') return;
    const sessions = byContract.get(event.contractId);
    if (!sessions || sessions.size === 0) return;
    const contract = event.type === 'contract-removed' ? undefined : service.contract(event.contractId);
    for (const session of [...sessions]) if (settle(session, contract) === 'none') end(session);
  });

  function settle(session: Session, contract: Contract | undefined): 'live' | 'stopped' | 'none' {
    const { owner } = session;
    if (owner.role === 'anonymous') return 'live';
    const holder = owner.role === 'administrator' ? contract : contract && userOf(contract, owner.userId);
    if (holder?.stopped) {
      session.stopped = true;
      return 'stopped';
    }
    // Deleted, or unlocked since the stop: nothing is left to say but "log in again".
    return holder && !session.stopped ? 'live' : 'none';
  }

  function end(session: Session): void {
    byKey.delete(session.key);
    anonymous.delete(session);
    if (session.owner.role === 'anonymous') return;
    const siblings = byContract.get(session.owner.contractId);
    siblings?.delete(session);
    if (siblings?.size === 0) byContract.delete(session.owner.contractId);
  }

  function replace(session: Session, now: number): void {
    end(session);
    for (const [oldest, at] of replaced) {
      if (replaced.size < maxReplaced && now - at <= lateMs) break;
      replaced.delete(oldest);
    }
    replaced.set(session.key, now);
  }

  function makeRoom(owner: Owner, now: number): void {
    if (owner.role === 'anonymous') {
      for (const oldest of anonymous) {
        if (anonymous.size < maxAnonymous && now - oldest.beganAt < absoluteMs) break;
        end(oldest);
      }
      return;
    }
    const contract = service.contract(owner.contractId);
    for (const session of [...(byContract.get(owner.contractId) ?? [])])
      if (expired(session, contract, now)) end(session);
    const siblings = [...(byContract.get(owner.contractId) ?? [])].filter((session) => sameOwner(session.owner, owner));
    siblings.sort((a, b) => a.seenAt - b.seenAt || a.beganAt - b.beganAt);
    for (const session of siblings.slice(0, Math.max(0, siblings.length - (maxParallel - 1)))) end(session);
  }

  return {
    find(id, now) {
      const session = id === undefined ? undefined : byKey.get(keyOf(id));
      if (!session) return { state: 'none' };
      const { owner } = session;
      const contract = owner.role === 'anonymous' ? undefined : service.contract(owner.contractId);
      if (expired(session, contract, now)) {
        end(session);
        return { state: 'none', was: owner };
      }
      const state = settle(session, contract);
      if (state === 'none') {
        end(session);
        return { state, was: owner };
      }
      session.seenAt = now;
      return {
        state,
        session,
        contract,
        user: owner.role === 'user' && contract ? userOf(contract, owner.userId) : undefined,
      };
    },

    begin(owner, now, replaces) {
      if (replaces) replace(replaces, now);
      makeRoom(owner, now);
      const id = randomBytes(32).toString('base64url');
      const session: Session = {
        key: keyOf(id),
        owner,
        beganAt: now,
        seenAt: now,
        csrf: undefined,
        stopped: false,
        forms: new Map(),
      };
      byKey.set(session.key, session);
      if (owner.role === 'anonymous') anonymous.add(session);
      else {
        const siblings = byContract.get(owner.contractId) ?? new Set();
        siblings.add(session);
        byContract.set(owner.contractId, siblings);
      }
      return { id, session };
    },

    end,

    stateOf: (session) => (!byKey.has(session.key) ? 'none' : session.stopped ? 'stopped' : 'live'),

    wasReplaced(id, now) {
      const key = id === undefined ? '' : keyOf(id);
      const at = replaced.get(key);
      replaced.delete(key);
      return at !== undefined && now - at <= lateMs;
    },

    openForm(session, form) {
      const id = randomBytes(16).toString('base64url');
      if (form === undefined) return id;
      session.forms.set(id, form);
      if (session.forms.size > maxForms) session.forms.delete(session.forms.keys().next().value as string);
      return id;
    },

    close() {
      unsubscribe();
      byKey.clear();
      byContract.clear();
      anonymous.clear();
    },
  };
}

function expired(session: Session, contract: Contract | undefined, now: number): boolean {
  if (now - session.beganAt >= absoluteMs) return true;
  switch (session.owner.role) {
    case 'anonymous':
      return false;
    case 'administrator':
      return contract === undefined || now - session.seenAt >= contract.policy.idleMinutes * 60_000;
    case 'user':
      return now - session.seenAt >= userIdleMinutes * 60_000;
  }
}

function sameOwner(a: Owner, b: Owner): boolean {
  return a.role === b.role && (a.role !== 'user' || (b.role === 'user' && a.userId === b.userId));
}

export function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
