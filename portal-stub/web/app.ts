/**
 * The portal's web side, whole but for a port: pages at `/`, control plane at `/__admin`. SHELL.
 *
 * `createApp` does not listen. Give the result to `createPortalServer` (server.ts).
 */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import { atHome, type Reach } from '../../common/reach.ts';
import { wrapped } from '../../common/wrapped.ts';
import type { DeskClock } from '../service/clock.ts';
import { demoContractId } from '../service/demo.ts';
import type { PortalService } from '../service/portal-service.ts';
import { StoreUnavailable } from '../store/store.ts';
import { httpTexts } from '../texts/http.ts';
import { createEventStreams } from './control/events.ts';
import { createControlPlane } from './control/plane.ts';
import { sendProblem } from './control/problem.ts';
import { answerHeaders, knownHost, onlyMethods } from './http/guard.ts';
import { HttpError, httpStatus } from './http/http-error.ts';
import { logLine } from './http/log.ts';
import { createSessions, type Owner } from './http/session.ts';
import { pageRoutes } from './pages/pages.ts';
import { createPipeline } from './pages/pipeline.ts';
import { createRender, pagesFolder } from './pages/render.ts';
import { installPages } from './pages/site.ts';
import type { WebWrapping } from './wrapping.ts';

export interface PortalAppDeps {
  readonly service: PortalService;
  readonly clock: DeskClock;
  /** The control secret that `/__admin` wants as `Authorization: Bearer`. */
  readonly secret: string;
  /** ご契約先ID of the demo contract; its ids and PINs stand on the login pages while it exists. */
  readonly demo?: string | undefined;
  /** One finished line of JSON per record, without its newline. Nothing is logged when absent. */
  readonly log?: ((line: string) => void) | undefined;
  /** From where it is reached, and by which names; loopback alone unless told. */
  readonly reach?: Reach | undefined;
  /** Parts to be had otherwise, each handed the right one. */
  readonly wrap?: WebWrapping | undefined;
}

export interface PortalApp {
  readonly handler: RequestListener;
  /** Ends every event stream and forgets every session. The service is its owner's to close. */
  close(): void;
}

const files = [
  { path: '/style.css', type: 'text/css; charset=utf-8' },
  { path: '/icon.svg', type: 'image/svg+xml' },
];

export function createApp(deps: PortalAppDeps): PortalApp {
  const { service, clock, secret, demo = demoContractId, log, reach = atHome, wrap = {} } = deps;
  const now = () => clock.now();
  const sessions = wrapped(wrap.sessions, createSessions(service));
  const events = createEventStreams(service);
  const render = wrapped(wrap.render, createRender(service, demo));
  const pipeline = wrapped(wrap.pipeline, createPipeline({ service, sessions, now }));

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('strict routing', true);
  app.set('case sensitive routing', true);

  if (log) app.use(record(log, now));
  app.use(...answerHeaders(reach.trustProxy), knownHost(reach));
  for (const { path, type } of files) {
    const bytes = readFileSync(`${pagesFolder}${path}`);
    app.get(path, (_request, response) => {
      response.locals['route'] = path;
      response.setHeader('Cache-Control', 'public, max-age=300');
      response.type(type).send(bytes);
    });
    app.all(path, onlyMethods(['GET']));
  }
  app.use('/__admin', createControlPlane({ service, clock, events, secret, reach }));
  app.use(cookieParser());
  installPages(app, pageRoutes, { pipeline, reach, render });
  app.use(() => {
    throw new HttpError('not-found');
  });

  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const known = error instanceof StoreUnavailable ? new HttpError('not-recorded') : httpError(error);
    if (!known) log?.(logLine({ at: now(), event: 'error', error: errorPlace(error) }));
    if (response.headersSent) return next(error);
    const { problem } = known ?? new HttpError('internal');
    response.setHeader('Cache-Control', 'no-store');
    if (request.path.startsWith('/__admin')) return sendProblem(response, known ?? error);
    response.locals['code'] = problem;
    response
      .status(httpStatus[problem])
      .type('html')
      .send(
        render({
          screen: 'problem',
          data: { problem: { status: httpStatus[problem], text: httpTexts[problem] } },
          at: now(),
          notice: {},
        }),
      );
  });

  return {
    handler: app,
    close() {
      events.close();
      sessions.close();
    },
  };
}

/** Ours, or what Express blames on the request, such as a path that cannot be decoded. */
function httpError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? new HttpError('bad-request') : undefined;
}

/** Kind and place of a programmer's mistake. Not its message, which could quote what somebody typed. */
function errorPlace(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...frames.slice(0, 3).map((line) => line.trim())].join(' ');
}

/** One record a request, when it is over. */
function record(log: (line: string) => void, now: () => number) {
  return (request: Request, response: Response, next: NextFunction) => {
    response.on('close', () => {
      const owner: Owner | undefined = response.locals['owner'];
      log(
        logLine({
          at: now(),
          event: 'request',
          method: request.method,
          route: response.locals['route'] ?? '(none)',
          status: response.statusCode,
          code: response.locals['code'],
          role: owner?.role,
          contractId: owner && owner.role !== 'anonymous' ? owner.contractId : undefined,
          userId: owner?.role === 'user' ? owner.userId : undefined,
        }),
      );
    });
    next();
  };
}
