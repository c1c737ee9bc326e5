/**
 * What happens around every page, in the order of D-05: whose session, which role, form token, one-time form; then the
 * page's own function; then its answer as HTML. SHELL.
 */
import { csrfSync } from 'csrf-sync';
import type { Express, Request, Response } from 'express';
import type { Reason, RefusalCode } from '../refusal.ts';
import type { PortalService } from '../service.ts';
import type { Found, Owner, Session, Sessions } from '../session.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type FormFields, formLimit, mediaType, parseForm, readBody, refuseOversize } from './body.ts';
import { onlyMethods, sameOrigin } from './door.ts';
import { HttpError } from './http-error.ts';
import { refusalStatus } from './refusal-status.ts';
import type { Render } from './render.ts';
import type { Answer, LoginVisit, Notice, PageRoute, Visit } from './visit.ts';

export interface SiteDeps {
  readonly service: PortalService;
  readonly sessions: Sessions;
  readonly now: () => number;
  readonly tls: boolean;
  readonly render: Render;
}

type Held = Extract<Found, { state: 'live' | 'stopped' }>;

/** One request on its way: what is known of it so far. */
interface Exchange {
  readonly route: PageRoute;
  readonly request: Request;
  readonly response: Response;
  readonly at: number;
  readonly found: Found;
  readonly held: Held | undefined;
  readonly fields: FormFields;
}

const noFields = parseForm(Buffer.alloc(0), [], []);

export function installPages(app: Express, routes: readonly PageRoute[], deps: SiteDeps): void {
  const { service, sessions, now, tls } = deps;
  const cookie = tls ? '__Host-ichido-session' : 'ichido-session';
  const cookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: tls } as const;

  // csrf-sync asks for a request's state by the request; ours is the session that was found for it.
  const sessionOf = new WeakMap<Request, Session>();
  const tokenOf = new WeakMap<Request, string>();
  const csrf = csrfSync({
    size: 32,
    getTokenFromState: (request) => sessionOf.get(request)?.csrf,
    storeTokenInState: (request, token) => {
      const session = sessionOf.get(request);
      if (session) session.csrf = token ?? undefined;
    },
    getTokenFromRequest: (request) => tokenOf.get(request),
  });

  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    for (const route of ways) {
      if (route.method === 'GET') app.get(path, (request, response) => get(exchange(route, request, response)));
      else app.post(path, (request, response) => post(route, request, response));
    }
    app.all(path, onlyMethods(ways.map((route) => route.method)));
  }

  function exchange(route: PageRoute, request: Request, response: Response, fields = noFields): Exchange {
    response.locals['route'] = route.path;
    const at = now();
    const found = sessions.find(sessionIdOf(request), at);
    const held = found.state === 'none' ? undefined : found;
    if (held) {
      sessionOf.set(request, held.session);
      response.locals['owner'] = held.session.owner;
    }
    return { route, request, response, at, found, held, fields };
  }

  function get(ex: Exchange): void {
    // An entrance and the top page are open to all; what they show does not hang on a session.
    if (ex.route.access === 'anyone') return void send(ex, ex.route.handle(visitOf(ex)));
    if (!turnedAway(ex)) answer(ex);
  }

  /** Whoever may not come in at all is told so before his body is read; who may is looked at again after it. */
  async function post(route: PageRoute, request: Request, response: Response): Promise<void> {
    if (!sameOrigin(request, tls)) throw new HttpError('foreign-origin');
    refuseOversize(request, formLimit);
    if (turnedAway(exchange(route, request, response))) return;
    const body = await readBody(request, formLimit);
    if (body.length > 0 && mediaType(request) !== 'application/x-www-form-urlencoded')
      throw new HttpError('unsupported-media-type');
    const fields = parseForm(body, ['csrf', 'form', ...(route.fields ?? [])], route.lists ?? []);
    const ex = exchange(route, request, response, fields);
    if (turnedAway(ex)) return;
    tokenOf.set(request, fields.one('csrf'));
    if (csrf.isRequestValid(request)) answer(ex);
    else refuse(ex, 'form-token', 'E-SES-03', ex.held?.session.owner);
  }

  /** Session, then role (D-05). True when the answer has been sent. */
  function turnedAway(ex: Exchange): boolean {
    const { access } = ex.route;
    const owner = ex.held?.session.owner;
    if (!owner || (owner.role === 'anonymous' && access !== 'anyone')) {
      refuse(ex, 'no-session', 'E-SES-01', ex.found.state === 'none' ? ex.found.was : owner);
      return true;
    }
    if ((access !== 'administrator' && access !== 'user') || owner.role === access) return false;
    refuse(ex, 'not-administrator', 'E-SES-02', owner);
    return true;
  }

  function refuse(ex: Exchange, reason: Reason, code: RefusalCode, owner: Owner | undefined): void {
    const { route } = ex;
    const recorded = record(route, owner && owner.role !== 'anonymous' ? owner.contractId : '', reason);
    const entrance = code === 'E-SES-01' || route.access === 'anyone';
    send(ex, entrance ? entranceOf(route) : { screen: 'problem', data: {} }, { refused: recorded ? code : 'E-SYS-01' });
  }

  /** An attempt that the door or a page turns away is recorded, too. False when it could not be written down. */
  function record(route: PageRoute, contractId: string, reason: Reason): boolean {
    try {
      if (route.act) service.refuseAtDoor(contractId, route.act, reason);
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  function answer(ex: Exchange): void {
    const { route, held } = ex;
    const given = handle(ex);
    // A stopped owner's act goes the usual way, so that its refusal is the rules' own and recorded; but he sees no page.
    // The entrances are not his alone: somebody else may log on where he was stopped.
    const out = route.access !== 'anyone' && held && sessions.stateOf(held.session) !== 'live';
    if (!out || 'to' in given) return void send(ex, out && 'to' in given && !given.leave ? entranceOf(route) : given);
    send(ex, entranceOf(route, held.session.owner), given.notice?.refused ? given.notice : { refused: 'E-LCK-01' });
  }

  function handle(ex: Exchange): Answer {
    const { route, held } = ex;
    const visit = visitOf(ex);
    if (route.access === 'anyone' || route.access === 'either') return route.handle(visit);
    const { contract, user } = held ?? {};
    if (route.access === 'administrator' && contract) return route.handle({ ...visit, contract });
    if (route.access === 'user' && contract && user) return route.handle({ ...visit, contract, user });
    throw new Error(`a ${route.access} session without its contract or user`);
  }

  function visitOf({ route, request, held, fields }: Exchange): Visit & LoginVisit {
    const opened = held?.session.forms.get(fields.one('form'));
    const form = opened?.path === route.path ? opened : undefined;
    const contractId = held?.contract?.contractId ?? '';
    return {
      form,
      seen: form?.seen ?? -1,
      fields,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      act: (act) => service.act(contractId, act),
      login: (id, act) => service.act(id, act),
      record: (reason) => record(route, contractId, reason),
    };
  }

  function send(ex: Exchange, given: Answer, notice?: Notice): void {
    const { request, response, held } = ex;
    if ('to' in given) {
      if (given.leave) {
        if (held) sessions.end(held.session);
        response.clearCookie(cookie, cookieOptions);
      }
      if (given.enter) {
        response.cookie(cookie, sessions.begin(given.enter, ex.at, held?.session).id, cookieOptions);
        response.locals['owner'] = given.enter;
      }
      return void response.redirect(303, given.to);
    }

    const said = notice ?? given.notice ?? {};
    const login = given.screen === 'adminLogin' || given.screen === 'userLogin';
    const session = login ? sessionForLogin(ex) : held?.session;
    if (session && (given.spent || said.refused === 'E-STA-01')) session.forms.delete(ex.fields.one('form'));
    const contract = given.contract ?? held?.contract;
    const form =
      session && contract && given.opens
        ? sessions.openForm(session, { seen: contract.revision, mode: contract.mode, ...given.opens })
        : undefined;
    const inside = held?.state === 'live' && !login && given.screen !== 'top' ? held.session.owner : undefined;

    const status = statusOf(ex.route, said.refused);
    if (status === 401) response.setHeader('WWW-Authenticate', 'Cookie realm="ichido"');
    response.locals['code'] = said.refused;
    const page = deps.render(given.screen, {
      ...given.data,
      at: ex.at,
      notice: said,
      contract,
      user: held?.user,
      role: inside?.role,
      csrf: session ? csrf.generateToken(request) : '',
      form,
    });
    response.status(status).type('html').send(page);
  }

  /** The login form's token is bound to a session, too: an anonymous one, which ends at log-in. */
  function sessionForLogin({ request, response, held, at }: Exchange): Session {
    if (held && sessions.stateOf(held.session) !== 'none') return held.session;
    const { id, session } = sessions.begin({ role: 'anonymous' }, at);
    response.cookie(cookie, id, cookieOptions);
    sessionOf.set(request, session);
    return session;
  }

  function sessionIdOf(request: Request): string | undefined {
    // cookie-parser turns `j:{…}` into an object; such a thing is no id of ours.
    const id: unknown = request.cookies?.[cookie];
    return typeof id === 'string' ? id : undefined;
  }
}

/** The login page that leads to a route. */
function entranceOf(route: PageRoute, owner?: Owner): Answer {
  const users = route.access === 'user' || owner?.role === 'user' || route.path === '/user/login';
  return users
    ? { screen: 'userLogin', data: { contractId: '', userId: '' } }
    : { screen: 'adminLogin', data: { contractId: '' } };
}

/** Opening a form that can do nothing yet is no failure of the request: the page is shown, with the reason on it. */
function statusOf(route: PageRoute, code: RefusalCode | undefined): number {
  if (code === undefined || (route.method === 'GET' && (code === 'E-REG-01' || code === 'E-USR-02'))) return 200;
  return refusalStatus[code];
}
