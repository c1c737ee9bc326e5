/** Who may come in: Host and Origin first (403), then the secret (401). PURE but for the hash. */

import type { IncomingHttpHeaders } from 'node:http';
import { sameSecret } from '../../common/same-secret.ts';

export const protocolName = 'ichido.v1';

export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 401 | 403; readonly code: string };

/**
 * A browser page of another site can reach a loopback port, by its own name too (DNS rebinding): so both the Host that it
 * asked for and the Origin that it comes from must be exactly ours. A program that is no browser sends no Origin.
 */
export function admit(headers: IncomingHttpHeaders, port: number, secret: string): Admission {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (headers.host === undefined || !hosts.includes(headers.host)) return refuse(403, 'host-refused');
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return refuse(403, 'origin-refused');
  const offered = bearer(headers);
  return offered !== undefined && sameSecret(offered, secret) ? { ok: true } : refuse(401, 'secret-refused');
}

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
