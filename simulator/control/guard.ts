/** Who may come in: Host and Origin first (403), then the secret (401). PURE but for the hash. */

import type { IncomingHttpHeaders } from 'node:http';
import { type Asking, authorityOf, isOpen, mayControl, type Reach, schemeOf } from '../../common/reach.ts';
import { sameSecret } from '../../common/same-secret.ts';

export const protocolName = 'ichido.v1';

export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 401 | 403; readonly code: string };

/**
 * A browser page of another site can reach a loopback port, by its own name too (DNS rebinding): so both the Host that it
 * asked for and the Origin that it comes from must be exactly ours. A program that is no browser sends no Origin. Once
 * the desk is open to others, nobody from outside is let in but by a name that was told apart.
 */
export function admit(asking: Asking, secret: string, reach: Reach): Admission {
  const { port } = asking;
  const authority = authorityOf(asking, reach);
  const known = isOpen(reach) ? mayControl(asking, reach) : authority !== undefined && isOurs(authority, port);
  if (authority === undefined || !known) return refuse(403, 'host-refused');
  const headers = asking.headers as IncomingHttpHeaders;
  const { origin } = headers;
  const own = [`${schemeOf(authority, port, reach)}://${authority}`, ...hosts(port).map((host) => `http://${host}`)];
  if (origin !== undefined && !own.includes(origin)) return refuse(403, 'origin-refused');
  const offered = bearer(headers);
  return offered !== undefined && sameSecret(offered, secret) ? { ok: true } : refuse(401, 'secret-refused');
}

const hosts = (port: number | undefined): string[] => [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];

const isOurs = (authority: string, port: number | undefined): boolean => hosts(port).includes(authority);

/** `Authorization: Bearer SECRET`, or `Sec-WebSocket-Protocol: ichido.v1, bearer.SECRET` for browsers. */
function bearer(headers: IncomingHttpHeaders): string | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(protocolName)) return undefined;
  return offered.find((name) => name.startsWith('bearer.'))?.slice('bearer.'.length);
}

function refuse(status: 401 | 403, code: string): Admission {
  return { ok: false, status, code };
}
