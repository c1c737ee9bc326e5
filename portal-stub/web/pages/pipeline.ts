/**
 * The way of every request for a page, in the order of D-05: whose session, which role, form token, one-time form;
 * then the page's own function, and what its answer does to session and form. The twin of a post that has just been
 * answered (twins.ts) goes none of it. It knows no HTTP, so that the order stands once: site.ts brings requests here, and
 * so does whoever drives the portal without a server.
 */
import type { Reason, RefusalCode } from '../../rules/refusal.ts';
import type { PortalService } from '../../service/portal-service.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { Owner, Sessions } from '../http/session.ts';
import type { Identified, Reply, RequestInput, ShownPage } from './reply.ts';
import type {
  Answer,
  LoginContext,
  Notice,
  PageRoute,
  Redirect,
  RequestContext,
  ScreenAnswer,
} from './request-context.ts';
import { createTwins } from './twins.ts';

export interface PipelineDeps {
  readonly service: PortalService;
  readonly sessions: Sessions;
  readonly now: () => number;
}

export interface Pipeline {
  /** @param id of the session, as the browser brought it; counts as its use. */
  identify(route: PageRoute, id: string | undefined): Identified;
  /** Session, then role: what is shown to whoever may come in neither by themselves nor as a twin. Recorded as an attempt. */
  guard(identified: Identified): ShownPage | undefined;
  /** The whole order, `guard` first. */
  handle(identified: Identified, input: RequestInput): Reply;
}

export function createPipeline({ service, sessions, now }: PipelineDeps): Pipeline {
  const twins = createTwins(sessions);

  function guard(identified: Identified): ShownPage | undefined {
    const { access, method } = identified.route;
    // An entrance and the top page are open to all; what they show does not hang on a session.
    if (access === 'anyone' && method === 'GET') return undefined;
    const { found, held } = identified;
    const owner = held?.session.owner;
    if (!owner || (owner.role === 'anonymous' && access !== 'anyone'))
      return refuse(identified, 'no-session', 'E-SES-01', found.state === 'none' ? found.was : owner);
    if ((access !== 'administrator' && access !== 'user') || owner.role === access) return undefined;
    return refuse(identified, 'not-administrator', 'E-SES-02', owner);
  }

  function refuse(identified: Identified, reason: Reason, code: RefusalCode, owner: Owner | undefined): ShownPage {
    const { route } = identified;
    const recorded = record(route, owner && owner.role !== 'anonymous' ? owner.contractId : '', reason);
    const entrance = code === 'E-SES-01' || route.access === 'anyone';
    const notice: Notice = { refused: recorded ? code : 'E-SYS-01' };
    return show(identified, entrance ? entranceOf(route) : { screen: 'problem', data: {} }, notice);
  }

  /** An attempt that the guard or a page refuses is recorded, too. False when it could not be written down. */
  function record(route: PageRoute, contractId: string, reason: Reason): boolean {
    try {
      if (route.act) service.recordRefusal(contractId, route.act, reason);
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  function answer(identified: Identified, input: RequestInput): Reply {
    const { route } = identified;
    const given = runPage(identified, contextOf(identified, input));
    const reply = replyWith(identified, given, input);
    if (route.method === 'POST')
      twins.remember(identified, input.fields, { reply, done: 'to' in given || given.consumed === true });
    return reply;
  }

  function replyWith(identified: Identified, given: Answer, input: RequestInput): Reply {
    const { route, held } = identified;
    const posted = input.fields.one('form');
    // A stopped owner's act goes the usual way, so that its refusal is the rules' own and recorded; but they see no page.
    // The entrances are open to everybody: somebody else may log on where they were stopped.
    const out = route.access !== 'anyone' && held && sessions.stateOf(held.session) !== 'live';
    if ('to' in given) return out && !given.leave ? show(identified, entranceOf(route)) : move(identified, given);
    if (!out) return show(identified, given, given.notice, posted);
    const notice: Notice = given.notice?.refused ? given.notice : { refused: 'E-LCK-01' };
    return show(identified, entranceOf(route), notice, posted);
  }

  function runPage({ route, held }: Identified, context: RequestContext & LoginContext): Answer {
    if (route.access === 'anyone' || route.access === 'either') return route.handle(context);
    const { contract, user } = held ?? {};
    if (route.access === 'administrator' && contract) return route.handle({ ...context, contract });
    if (route.access === 'user' && contract && user) return route.handle({ ...context, contract, user });
    throw new Error(`a ${route.access} session without its contract or user`);
  }

  function contextOf({ route, held }: Identified, { fields, query }: RequestInput): RequestContext & LoginContext {
    const opened = held?.session.forms.get(fields.one('form'));
    const form = opened?.path === route.path ? opened : undefined;
    const contractId = held?.contract?.contractId ?? '';
    return {
      form,
      seen: form?.seen ?? -1,
      fields,
      query,
      act: (act) => service.act(contractId, act),
      login: (id, act) => service.act(id, act),
      record: (reason) => record(route, contractId, reason),
      written: () => ({ history: service.history(contractId), mails: service.mails(contractId) }),
    };
  }

  function move({ held, at }: Identified, { to, enter, leave = false }: Redirect): Reply {
    if (leave && held) sessions.end(held.session);
    return { to, leave, begun: enter && sessions.begin(enter, at, held?.session) };
  }

  /** @param posted the id of the one-time form that led here. */
  function show({ at, id, held }: Identified, given: ScreenAnswer, notice: Notice = {}, posted = ''): ShownPage {
    const { notice: _, opens, consumed, ...shown } = given;
    const { screen } = shown;
    const login = screen === 'adminLogin' || screen === 'userLogin';
    // The login form's token is bound to a session, too: an anonymous one, which ends at log-in.
    const stays = held && (!login || sessions.stateOf(held.session) !== 'none');
    // The browser may have its new session's cookie on the way; none of ours goes over it.
    const begun =
      login && !stays && !sessions.wasReplaced(id, at) ? sessions.begin({ role: 'anonymous' }, at) : undefined;
    const session = stays ? held.session : begun?.session;
    if (consumed || notice.refused === 'E-STA-01') session?.forms.delete(posted);
    const contract = given.contract ?? held?.contract;
    const drawn = contract && opens && { seen: contract.revision, mode: contract.mode, ...opens };
    const form = session && (login || drawn) ? sessions.openForm(session, drawn) : undefined;
    const role = held?.state === 'live' && !login && screen !== 'top' ? held.session.owner.role : undefined;
    return { ...shown, at, notice, contract, user: held?.user, role, form, session, begun };
  }

  return {
    identify(route, id) {
      const at = now();
      const found = sessions.find(id, at);
      return { route, at, id, found, held: found.state === 'none' ? undefined : found };
    },
    guard: (identified) => (twins.mayCome(identified) ? undefined : guard(identified)),
    handle(identified, input) {
      const first = identified.route.method === 'POST' ? twins.replyTo(identified, input.fields) : undefined;
      if (first) return first;
      const away = guard(identified);
      if (away) return away;
      if (identified.route.method === 'POST' && !input.tokenHolds())
        return refuse(identified, 'form-token', 'E-SES-03', identified.held?.session.owner);
      return answer(identified, input);
    },
  };
}

/** The login page that leads to a route. */
function entranceOf(route: PageRoute): ScreenAnswer {
  return route.access === 'user' || route.path === '/user/login'
    ? { screen: 'userLogin', data: { contractId: '', userId: '' } }
    : { screen: 'adminLogin', data: { contractId: '' } };
}
