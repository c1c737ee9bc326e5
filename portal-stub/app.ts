/**
 * The portal's web side, whole but for a port: pages at `/`, control plane at `/__admin`. SHELL.
 *
 * `createApp` does not listen. Give `handler` to `createPortalServer` (server.ts), or to any `http.createServer`.
 */
import type { RequestListener } from 'node:http';
import express from 'express';
import type { DeskClock } from './clock.ts';
import type { PortalService } from './service.ts';

export interface PortalAppDeps {
  readonly service: PortalService;
  readonly clock: DeskClock;
  /** The control secret that `/__admin` wants as `Authorization: Bearer`. */
  readonly secret: string;
  /** ご契約先ID of the demo contract; its ids and PINs stand on the login pages while it exists. */
  readonly demo?: string | undefined;
  /** One finished line of JSON per record, without its newline. Nothing is logged when absent. */
  readonly log?: ((line: string) => void) | undefined;
  /** Served under TLS: `Secure` and `__Host-` cookies. False on plain-HTTP loopback. */
  readonly tls?: boolean | undefined;
  /** Host names answered to besides localhost, 127.0.0.1 and [::1]; the port must always be the bound one. */
  readonly hostNames?: readonly string[] | undefined;
}

export interface PortalApp {
  readonly handler: RequestListener;
  /** Ends every event stream and forgets every session. The service is its owner's to close. */
  close(): void;
}

export function createApp(_deps: PortalAppDeps): PortalApp {
  const app = express();
  return { handler: app, close() {} };
}
