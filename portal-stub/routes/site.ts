/**
 * What happens around every page, in the order of D-05: whose session, which role, form token, one-time form; then the
 * page's own function; then its answer as HTML. SHELL.
 */
import { csrfSync } from 'csrf-sync';
import type { Express, Request, Response } from 'express';
import type { Reason, RefusalCode } from '../refusal.ts';
import type { PortalService } from '../service.ts';
import type { Found, Owner, Session, Sessions } from '../session.ts';
import { type FormFields, formLimit, mediaType, parseForm, readBody } from './body.ts';
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

interface Posted {
  readonly fields: FormFields;
  readonly formId: string;
}
type Held = Extract<Found, { state: 'live' | 'stopped' }>;

const nothingPosted: Posted = { fields: parseForm(Buffer.alloc(0), [], []), formId: '' };

export function installPages(app: Express, routes: readonly PageRoute[], deps: SiteDeps): void {
  const { service, sessions, now, tls } = deps;
  const cookie = tls ? '__Host-ichido-session' : 'ichido-session';
  const cookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: tls } as const;

  // csrf-sync asks for a request's state by the request; ours is the session that the visit has found.
  const sessionOf = new WeakMap<Request, Session>();
  const csrfOf = new WeakMap<Request, string>();
  const csrf = csrfSync({
    size: 32,
    getTokenFromState: (request) => sessionOf.get(request)?.csrf,
    storeTokenInState: (request, token) => {
      const session = sessionOf.get(request);
      if (session) session.csrf = token ?? undefined;
    },
    getTokenFromRequest: (request) => csrfOf.get(request),
  });

  const byPath = Map.groupBy(routes, (route) => route.path);
  for (const [path, [...ways]] of byPath) {
    for (const route of ways) {
      if (route.method === 'GET')
        app.get(path, (request, response) => visitPage(route, request, response, nothingPosted));
      else app.post(path, async (request, response) => visitPage(route, request, response, await post(route, request)));
    }
    app.all(path, onlyMethods(ways.map((route) => route.method)));
  }

  async function post(route: PageRoute, request: Request): Promise<Posted> {
    if (!sameOrigin(request, tls)) throw new HttpError('foreign-origin');
    const body = await readBody(request, formLimit);
    if (body.length > 0 && mediaType(request) !== 'application/x-www-form-urlencoded')
      throw new HttpError('unsupported-media-type');
    const fields = parseForm(body, ['csrf', 'form', ...(route.fields ?? [])], route.lists ?? []);
    csrfOf.set(request, fields.one('csrf'));
    return { fields, formId: fields.one('form') };
  }

  function visitPage(route: PageRoute, request: Request, response: Response, posted: Posted): void {
    response.locals['route'] = route.path;
    const at = now();
    const found = sessions.find(sessionIdOf(request), at);
    const held: Held | undefined = found.state === 'none' ? undefined : found;
    if (held) {
      sessionOf.set(request, held.session);
      response.locals['owner'] = held.session.owner;
    }
    const show = (answer: Answer, notice?: Notice) => send(route, request, response, held, posted, answer, notice, at);
    const refuse = (reason: Reason, code: RefusalCode, owner: Owner | undefined): void => {
      if (route.act) {
        const contractId = owner && owner.role !== 'anonymous' ? owner.contractId : '';
        service.refuseAtDoor(contractId, route.act, reason);
      }
      const entrance = code === 'E-SES-01' || route.access === 'anyone';
      show(entrance ? entranceOf(route) : { screen: 'problem', data: {} }, { refused: code });
    };

    if (route.access === 'anyone' && route.method === 'GET')
      return void show(route.handle(visit(route, held, posted, request)));
    const owner = held?.session.owner;
    if (!held || !owner || (owner.role === 'anonymous' && route.access !== 'anyone'))
      return void refuse('no-session', 'E-SES-01', found.state === 'none' ? found.was : undefined);
    if ((route.access === 'administrator' || route.access === 'user') && owner.role !== route.access)
      return void refuse('not-administrator', 'E-SES-02', owner);
    if (route.method === 'POST' && !csrf.isRequestValid(request)) return void refuse('form-token', 'E-SES-03', owner);

    const answer = handle(route, held, posted, request);
    // A stopped owner's act went the usual way, so that its refusal is the rules' own and recorded; but he sees no page.
    if (held.state === 'stopped' || (!('to' in answer) && sessions.stateOf(held.session) !== 'live')) {
      const notice: Notice = 'to' in answer || !answer.notice?.refused ? { refused: 'E-LCK-01' } : answer.notice;
      return void show('to' in answer && answer.leave ? answer : entranceOf(route, owner), notice);
    }
    show(answer);
  }

  function handle(route: PageRoute, held: Held, posted: Posted, request: Request): Answer {
    const base = visit(route, held, posted, request);
    const { contract, user } = held;
    if (route.access === 'administrator' && contract) return route.handle({ ...base, contract });
    if (route.access === 'user' && contract && user) return route.handle({ ...base, contract, user });
    if (route.access === 'anyone' || route.access === 'either') return route.handle(base);
    throw new Error(`a live ${route.access} session without its contract or user`);
  }

  function visit(route: PageRoute, held: Held | undefined, posted: Posted, request: Request): Visit & LoginVisit {
    const opened = held?.session.forms.get(posted.formId);
    const form = opened?.path === request.path ? opened : undefined;
    const contractId = held?.contract?.contractId ?? '';
    return {
      form,
      seen: form?.seen ?? -1,
      fields: posted.fields,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      act: (act) => service.act(contractId, act),
      login: (id, act) => service.act(id, act),
      refuse: (reason) => route.act && service.refuseAtDoor(contractId, route.act, reason),
    };
  }

  function send(
    route: PageRoute,
    request: Request,
    response: Response,
    held: Held | undefined,
    posted: Posted,
    answer: Answer,
    notice: Notice | undefined,
    at: number,
  ): void {
    if ('to' in answer) {
      if (answer.leave) {
        if (held) sessions.end(held.session);
        response.clearCookie(cookie, cookieOptions);
      }
      if (answer.enter) {
        response.cookie(cookie, sessions.begin(answer.enter, at, held?.session).id, cookieOptions);
        response.locals['owner'] = answer.enter;
      }
      return void response.redirect(303, answer.to);
    }
    const said = notice ?? answer.notice;
    const login = answer.screen === 'adminLogin' || answer.screen === 'userLogin';
    let session = held?.session;
    // The login form's token needs a session to be bound to: an anonymous one, which ends at log-in.
    if (login && (!session || sessions.stateOf(session) === 'none')) {
      const begun = sessions.begin({ role: 'anonymous' }, at, session);
      response.cookie(cookie, begun.id, cookieOptions);
      session = begun.session;
      sessionOf.set(request, session);
    }
    if (session && (answer.spent || said?.refused === 'E-STA-01')) session.forms.delete(posted.formId);

    const contract = answer.contract ?? held?.contract;
    const form =
      session && contract && answer.opens
        ? sessions.openForm(session, { seen: contract.revision, mode: contract.mode, ...answer.opens })
        : undefined;
    const status =
      said?.refused && !(route.method === 'GET' && opensAnyway(said.refused)) ? refusalStatus[said.refused] : 200;
    if (status === 401) response.setHeader('WWW-Authenticate', 'Cookie realm="ichido"');
    response.locals['code'] = said?.refused;
    const inside = held?.state === 'live' && !login && answer.screen !== 'top' ? held.session.owner : undefined;
    response
      .status(status)
      .type('html')
      .send(
        deps.render(answer.screen, {
          ...answer.data,
          at,
          notice: said ?? {},
          contract,
          user: held?.user,
          role: inside?.role,
          csrf: session && sessionOf.get(request) ? csrf.generateToken(request) : '',
          form,
        }),
      );
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
function opensAnyway(code: RefusalCode): boolean {
  return code === 'E-REG-01' || code === 'E-USR-02';
}
