/** One call of a portal's control plane, typed by the table that the server itself judges with. */
import type { z } from 'zod';
import { type RouteName, type RouteShape, routeShapes } from '../../portal-stub/web/control/route-shapes.ts';
import { ControlError } from '../../simulator/control/client.ts';

export type { RouteName } from '../../portal-stub/web/control/route-shapes.ts';

type Shape<N extends RouteName> = (typeof routeShapes)[N];

/** `:id` and the like in a path. */
type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Params<N extends RouteName> = [Names<Shape<N>['path']>] extends [never]
  ? unknown
  : { readonly params: { readonly [name in Names<Shape<N>['path']>]: string } };
type Body<N extends RouteName> =
  Shape<N> extends { readonly body: infer S extends z.ZodType }
    ? { readonly body: z.input<S> }
    : Shape<N> extends { readonly rawBody: readonly string[] }
      ? { readonly body: string | Uint8Array<ArrayBuffer>; readonly headers?: { readonly [name: string]: string } }
      : unknown;
type Query<N extends RouteName> =
  Shape<N> extends { readonly query: infer S extends z.ZodType }
    ? { readonly query?: { readonly [name in keyof z.output<S>]?: string | number } }
    : unknown;
type Request<N extends RouteName> = Params<N> & Body<N> & Query<N>;

/** What has to be given: nothing for a route that takes nothing. */
export type PlaneRequest<N extends RouteName> =
  unknown extends Request<N>
    ? []
    : Record<never, never> extends Request<N>
      ? [request?: Request<N>]
      : [request: Request<N>];

/** The answer's JSON; undefined where the route has none, a text where it is no JSON of a shape. */
export type Answer<N extends RouteName> = Shape<N>['answers'] extends { readonly schema: infer S extends z.ZodType }
  ? z.output<S>
  : Shape<N>['answers'] extends { readonly mediaType: string }
    ? string
    : undefined;

const deadlineMs = 30_000;

interface Given {
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string | number | undefined };
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** Rejects with `ControlError`: the problem's own code (`contract-unknown`, …), or `unreachable`. */
export async function askPlane<N extends RouteName>(
  { portal, secret }: { readonly portal: string; readonly secret: string },
  name: N,
  given: Given,
): Promise<Answer<N>> {
  const { method, path, rawBody, answers }: RouteShape = routeShapes[name];
  const { params = {}, query = {}, headers = {}, body } = given;
  const filled = path.replace(/:(\w+)/g, (_whole, each: string) => encodeURIComponent(params[each] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
  const type = rawBody?.[0] ?? 'application/json';
  const response = await fetch(`${portal}/__admin/${filled}${search.size > 0 ? `?${search}` : ''}`, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    body: body === undefined ? null : rawBody === undefined ? JSON.stringify(body) : (body as string),
    signal: AbortSignal.timeout(deadlineMs),
  }).catch((cause: unknown) => {
    throw new ControlError(
      'unreachable',
      { ja: 'ポータルに接続できません。', en: 'the portal does not answer' },
      cause,
    );
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return (text === '' ? undefined : answers.schema === undefined ? text : JSON.parse(text)) as Answer<N>;
}

/** RFC 9457, as the portal writes it; anything else is told by its status. */
function problemOf(status: number, text: string): ControlError {
  try {
    const { code, ja, en } = JSON.parse(text) as { readonly code: string; readonly ja: string; readonly en: string };
    if (typeof code === 'string') return new ControlError(code, { ja, en });
  } catch {}
  return new ControlError('refused', {
    ja: `ポータルに断られました (${status})。`,
    en: `the portal refused the call (${status})`,
  });
}
