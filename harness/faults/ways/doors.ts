/** Doors that open to somebody who has no business there: how a session looks to a pipeline that mistakes it. PURE. */
import type { Session } from '../../../portal-stub/web/http/session.ts';
import type { Pipeline } from '../../../portal-stub/web/pages/pipeline.ts';
import type { Identified } from '../../../portal-stub/web/pages/reply.ts';
import type { PageRoute } from '../../../portal-stub/web/pages/request-context.ts';

/** The same session, taken for its contract's administrator or for its first user. */
function mistaken(identified: Identified, role: 'administrator' | 'user'): Identified {
  const { held } = identified;
  if (held?.session.owner.role === undefined || held.session.owner.role === 'anonymous') return identified;
  const { contractId } = held.session.owner;
  const user = held.user ?? held.contract?.users[0];
  const owner = role === 'user' ? { role, contractId, userId: user?.userId ?? '' } : { role, contractId };
  const session: Session = new Proxy(held.session, {
    get: (right, name) => (name === 'owner' ? owner : Reflect.get(right, name)),
  });
  return { ...identified, held: { ...held, session, user } };
}

/** Whoever has a session may use these routes as if they had that role. */
export const admitting =
  (role: 'administrator' | 'user', where: (route: PageRoute) => boolean) =>
  (right: Pipeline): Pipeline => {
    const seen = (identified: Identified) => (where(identified.route) ? mistaken(identified, role) : identified);
    return {
      ...right,
      guard: (identified) => right.guard(seen(identified)),
      handle: (identified, input) => right.handle(seen(identified), input),
    };
  };
