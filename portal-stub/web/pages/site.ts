/**
 * Every page over HTTP: cookie, form token, Origin, body and status around the pipeline, which decides; its reply goes
 * out as HTML. SHELL.
 */
import { csrfSync } from 'csrf-sync';
import type { Express, Request, Response } from 'express';
import type { Reach } from '../../../common/reach.ts';
import type { RefusalCode } from '../../rules/refusal.ts';
import { httpTexts } from '../../texts/http.ts';
import { formLimit, mediaType, parseForm, readBody, refuseOversize } from '../http/body.ts';
import type { FormFields } from '../http/form-fields.ts';
import { onlyMethods, sameOrigin } from '../http/guard.ts';
import { HttpError } from '../http/http-error.ts';
import { refusalStatus } from '../http/refusal-status.ts';
import type { Session } from '../http/session.ts';
import type { Pipeline } from './pipeline.ts';
import type { Render } from './render.ts';
import type { Identified, Reply } from './reply.ts';
import type { PageRoute } from './request-context.ts';

export interface SiteDeps {
  readonly pipeline: Pipeline;
  readonly reach: Reach;
  readonly render: Render;
}

/** One request for a page, and where its answer goes. */
interface Exchange {
  readonly route: PageRoute;
  readonly request: Request;
  readonly response: Response;
}

const noFields = parseForm(Buffer.alloc(0), [], []);

export function installPages(app: Express, routes: readonly PageRoute[], deps: SiteDeps): void {
  const { pipeline, reach, render } = deps;
  const tls = reach.trustProxy;
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
      if (route.method === 'GET') app.get(path, (request, response) => handle({ route, request, response }, noFields));
      else app.post(path, (request, response) => post({ route, request, response }));
    }
    app.all(path, onlyMethods(ways.map((route) => route.method)));
  }

  const unknown: PageRoute = {
    path: '',
    method: 'GET',
    access: 'anyone',
    handle: () => ({ screen: 'problem', data: { problem: { status: 404, text: httpTexts['not-found'] } } }),
  };
  // Whoever lost their way keeps their menu and ログオフ.
  app.use((request, response, next) => {
    if (request.method !== 'GET') return next();
    handle({ route: unknown, request, response }, noFields);
  });

  /** Whoever may not come in at all is told so before the body is read; who may is looked at again after it. */
  async function post(exchange: Exchange): Promise<void> {
    const { route, request } = exchange;
    if (!sameOrigin(request, reach)) throw new HttpError('foreign-origin');
    refuseOversize(request, formLimit);
    const away = pipeline.guard(identify(exchange));
    if (away) return send(exchange, away);
    const body = await readBody(request, formLimit);
    if (body.length > 0 && mediaType(request) !== 'application/x-www-form-urlencoded')
      throw new HttpError('unsupported-media-type');
    handle(exchange, parseForm(body, ['csrf', 'form', ...(route.fields ?? [])], route.lists ?? []));
  }

  function handle(exchange: Exchange, fields: FormFields): void {
    const { request } = exchange;
    const reply = pipeline.handle(identify(exchange), {
      fields,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      tokenHolds() {
        tokenOf.set(request, fields.one('csrf'));
        return csrf.isRequestValid(request);
      },
    });
    send(exchange, reply);
  }

  function identify({ route, request, response }: Exchange): Identified {
    response.locals['route'] = route.path;
    const identified = pipeline.identify(route, sessionIdOf(request));
    if (identified.held) {
      const { session } = identified.held;
      sessionOf.set(request, session);
      response.locals['owner'] = session.owner;
    }
    return identified;
  }

  function send({ route, request, response }: Exchange, reply: Reply): void {
    const { begun } = reply;
    if (begun) response.cookie(cookie, begun.id, cookieOptions);
    if ('to' in reply) {
      if (reply.leave) response.clearCookie(cookie, cookieOptions);
      if (begun) response.locals['owner'] = begun.session.owner;
      return void response.redirect(303, reply.to);
    }

    const { session, notice } = reply;
    const status =
      reply.screen === 'problem' && reply.data.problem ? reply.data.problem.status : statusOf(route, notice.refused);
    if (status === 401) response.setHeader('WWW-Authenticate', 'Cookie realm="ichido"');
    response.locals['code'] = notice.refused;
    if (session) sessionOf.set(request, session);
    const token = session ? csrf.generateToken(request) : '';
    const page = render({ ...reply, csrf: token });
    response.status(status).type('html').send(page);
  }

  function sessionIdOf(request: Request): string | undefined {
    // cookie-parser turns `j:{…}` into an object; such a thing is no id of ours.
    const id: unknown = request.cookies?.[cookie];
    return typeof id === 'string' ? id : undefined;
  }
}

/** Opening a form that can do nothing yet is no failure of the request: the page is shown, with the reason on it. */
function statusOf(route: PageRoute, code: RefusalCode | undefined): number {
  if (code === undefined || (route.method === 'GET' && (code === 'E-REG-01' || code === 'E-USR-02'))) return 200;
  return refusalStatus[code];
}
