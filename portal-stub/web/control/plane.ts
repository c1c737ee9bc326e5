/** Around every control call: the secret, the body's limits and shape, the answer as JSON or problem. SHELL. */
import { type NextFunction, type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Reach } from '../../../common/reach.ts';
import { sameSecret } from '../../../common/same-secret.ts';
import { planeTexts } from '../../texts/control.ts';
import { typesText } from '../../texts/http.ts';
import { jsonLimit, mediaType, readBody, stockLimit } from '../http/body.ts';
import { onlyMethods, sameOrigin } from '../http/guard.ts';
import { HttpError } from '../http/http-error.ts';
import { type ControlDeps, controlHandlers, type Handler } from './handlers.ts';
import { openApiDocument } from './openapi.ts';
import { ControlProblem, sendProblem } from './problem.ts';
import { type RouteName, type RouteShape, routeShapes } from './route-shapes.ts';

export interface PlaneOptions extends Omit<ControlDeps, 'document'> {
  readonly secret: string;
  readonly reach: Reach;
}

export function createControlPlane(options: PlaneOptions): Router {
  const { secret, reach, ...deps } = options;
  let document: object | undefined;
  const handlers = controlHandlers({
    ...deps,
    document: () => {
      document ??= openApiDocument();
      return document;
    },
  });
  const routes = (Object.entries(routeShapes) as [RouteName, RouteShape][]).map(([name, shape]) => ({
    shape,
    handle: handlers[name],
  }));

  const router = Router({ strict: true, caseSensitive: true });
  // The secret is asked for before anything is told, the list of paths included.
  router.use((request, _response, next) => {
    if (!knowsSecret(request, secret)) throw new HttpError('unauthorized');
    if (!sameOrigin(request, reach)) throw new HttpError('foreign-origin');
    next();
  });
  for (const [path, ways] of Map.groupBy(routes, ({ shape }) => `/${shape.path}`)) {
    for (const route of ways) {
      const verb = route.shape.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
      router[verb](path, (request: Request, response: Response) => answer(route, request, response));
    }
    router.all(path, onlyMethods(ways.map(({ shape }) => shape.method)));
  }
  router.use(() => {
    throw new HttpError('not-found');
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (!(error instanceof ControlProblem) && !(error instanceof HttpError) && !isBadRequest(error)) return next(error);
    sendProblem(response, isBadRequest(error) ? new HttpError('bad-request') : error);
  });
  return router;
}

interface Route {
  readonly shape: RouteShape;
  readonly handle: Handler;
}

async function answer({ shape, handle }: Route, request: Request, response: Response): Promise<void> {
  response.locals['route'] = `/__admin/${shape.path}`;
  const { body, raw } = await bodyOf(shape, request);
  const params = request.params as { [name: string]: string };
  const query = queryOf(shape, request);
  const json = await handle({ params, query, body, raw, request, response });
  if (response.headersSent) return;
  response.status(shape.answers.status);
  if (json === undefined) response.end();
  else response.type('json').send(JSON.stringify(json));
}

async function bodyOf(route: RouteShape, request: Request): Promise<{ body: unknown; raw: Buffer }> {
  if (route.rawBody) {
    if (!route.rawBody.includes(mediaType(request))) throw notOneOf(route.rawBody);
    return { body: undefined, raw: await readBody(request, stockLimit) };
  }
  const raw = await readBody(request, jsonLimit);
  if (!route.body) {
    // Those that take nothing bear an empty object, which many clients send with every POST.
    if (raw.length > 0 && raw.toString('latin1').trim() !== '{}') throw new HttpError('malformed-body');
    return { body: undefined, raw };
  }
  if (mediaType(request) !== 'application/json') throw notOneOf(['application/json']);
  return { body: judge(route.body, jsonOf(raw)), raw };
}

function queryOf({ query }: RouteShape, request: Request): unknown {
  if (query === undefined) return undefined;
  const given = [...new URLSearchParams(request.url.split('?')[1] ?? '')];
  const fields = Object.fromEntries(given);
  // A name that comes twice means two things.
  if (Object.keys(fields).length < given.length) throw new HttpError('bad-request');
  return judge(query, fields);
}

function judge(schema: z.ZodType, given: unknown): unknown {
  const judged = schema.safeParse(given);
  if (judged.success) return judged.data;
  // Where and what kind, never the value.
  const places = judged.error.issues.slice(0, 5).map(({ path, code }) => `/${path.map(String).join('/')}: ${code}`);
  const { ja, en } = planeTexts['invalid-body'];
  const where = places.join('; ');
  throw new ControlProblem(400, 'invalid-body', { ja: `${ja}: ${where}`, en: `${en}: ${where}` });
}

/** 415, with what would have been taken. */
function notOneOf(types: readonly string[]): HttpError {
  return new HttpError('unsupported-media-type', typesText(types));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(raw), refuseProto);
  } catch {
    throw new HttpError('malformed-body', planeTexts['not-json']);
  }
}

/** zod's records pass a member of this name over, unseen; nothing that is sent here may be taken by half. */
function refuseProto(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('__proto__');
  return value;
}

function knowsSecret(request: Request, secret: string): boolean {
  const [scheme, given, ...more] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || given === undefined || more.length > 0) return false;
  return sameSecret(secret, given);
}

/** Express's own, for a path that cannot be decoded. */
function isBadRequest(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 400 && !(error instanceof ControlProblem);
}
