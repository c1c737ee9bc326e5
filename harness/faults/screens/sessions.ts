/** How long somebody is logged in, and what ends it (D-10, D-11, D-20). PURE. */
import type { Sessions } from '../../../portal-stub/web/http/session.ts';
import type { Fault } from '../fault.ts';
import { wrong } from '../wrongs.ts';

const minute = 60_000;

/** Sessions for which an idle time counts as another one. */
const idling =
  (change: (idleMs: number) => number) =>
  (right: Sessions): Sessions => {
    const last = new Map<string, number>();
    return {
      ...right,
      find(id, now) {
        const key = id ?? '';
        const before = last.get(key);
        const found = right.find(id, before === undefined ? now : before + change(now - before));
        last.set(key, now);
        if (found.state !== 'none') found.session.seenAt = now;
        return found;
      },
    };
  };

export const sessionFaults: readonly Fault[] = [
  wrong('idle-never-ends', 'D-20', '何もしなくてもログオフされない', 'idling never logs off', {
    sessions: idling(() => 0),
  }),
  wrong('idle-a-minute-late', 'D-20', '16分で時間切れになる', 'idling ends a minute late', {
    sessions: idling((idle) => Math.max(0, idle - minute)),
  }),
  wrong('idle-a-second-early', 'D-20', '時間切れが1秒早い', 'idling ends a second early', {
    sessions: idling((idle) => (idle >= 4 * minute ? idle + 1000 : idle)),
  }),
  wrong('idle-counted-from-log-in', 'D-20', '時間切れがログオンから数えられる', 'idling is counted from the log-in', {
    sessions: (right) => {
      const began = new Map<string, number>();
      return {
        ...right,
        find(id, now) {
          const key = id ?? '';
          const first = began.get(key) ?? now;
          began.set(key, first);
          const found = right.find(id, now);
          if (found.state !== 'none' && found.session.owner.role === 'administrator') found.session.seenAt = first;
          return found;
        },
      };
    },
  }),
  wrong('log-off-goes-nowhere', 'S-05 D-16', 'ログオフしてもログオンしたままである', 'a log-off ends nothing', {
    pipeline: (right) => ({
      ...right,
      handle: (identified, input) =>
        identified.route.path === '/logoff'
          ? { to: '/', leave: false, begun: undefined }
          : right.handle(identified, input),
    }),
  }),
  wrong(
    'second-log-in-ends-first',
    'D-10',
    '二つ目の窓を開くと、一つ目がログオフになる',
    'a second log-in ends the first',
    {
      sessions: (right) => {
        const live = new Map<string, ReturnType<Sessions['begin']>['session']>();
        return {
          ...right,
          begin(owner, now, replaces) {
            const begun = right.begin(owner, now, replaces);
            if (owner.role !== 'administrator') return begun;
            const before = live.get(owner.contractId);
            if (before !== undefined) right.end(before);
            live.set(owner.contractId, begun.session);
            return begun;
          },
        };
      },
    },
  ),
  wrong(
    'log-off-ends-all-windows',
    'D-10',
    '一つの窓のログオフで、ほかの窓もログオフになる',
    'a log-off ends every window of that administrator',
    {
      sessions: (right) => {
        const all = new Set<ReturnType<Sessions['begin']>['session']>();
        return {
          ...right,
          begin(...given) {
            const begun = right.begin(...given);
            all.add(begun.session);
            return begun;
          },
          end(session) {
            right.end(session);
            const { owner } = session;
            if (owner.role !== 'administrator') return;
            for (const other of all)
              if (other.owner.role === 'administrator' && other.owner.contractId === owner.contractId) right.end(other);
          },
        };
      },
    },
  ),
];
