/**
 * What every request passes before anything looks at it, and what every answer carries (ASVS 3.4, 3.5).
 */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { type Asking, authorityOf, isKnown, isOpen, mayControl, type Reach, schemeOf } from '../../../common/reach.ts';
import { HttpError } from './http-error.ts';

/** Headers of every answer, errors included. No inline script or style exists, so the policy needs no exception. */
export function answerHeaders(tls: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // `no-referrer` would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      frameguard: { action: 'deny' },
      strictTransportSecurity: tls,
    }),
    (_request, response, next) => {
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
      next();
    },
  ];
}

export const askingOf = (request: Request): Asking => ({
  headers: request.headersDistinct,
  port: request.socket.localPort,
  from: request.socket.remoteAddress,
});

/** F9: the Host must be one of ours with the port that this socket is bound to. No answer ever repeats a foreign Host. */
export function knownHost(reach: Reach): RequestHandler {
  return (request, _response, next) => {
    // An absolute-form or asterisk target names its authority elsewhere than in Host; no browser sends one to a server.
    if (!request.url.startsWith('/')) throw new HttpError('bad-request');
    if (request.headersDistinct.host?.length !== 1) throw new HttpError('bad-request');
    const asking = askingOf(request);
    if (isOpen(reach) && /^\/__admin(\/|\?|$)/.test(request.url) && !mayControl(asking, reach))
      throw new HttpError('outer-request');
    const authority = authorityOf(asking, reach);
    const known = authority !== undefined && isKnown(authority, asking.port, reach);
    if (!known && !(isOpen(reach) && request.url.startsWith('/__admin'))) throw new HttpError('misdirected');
    next();
  };
}

/**
 * F5: whoever names an origin must name ours; a browser that names none says by Sec-Fetch-Site where it comes from.
 * Programs send neither; for them the form token (or the control secret) decides alone.
 */
export function sameOrigin(request: Request, reach: Reach): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  const asking = askingOf(request);
  const authority = authorityOf(asking, reach) ?? '';
  return origin === `${schemeOf(authority, asking.port, reach)}://${authority}`;
}

/** The last handler of a path: any method that came so far is not one of its own. */
export function onlyMethods(
  methods: readonly string[],
): (request: Request, response: Response, next: NextFunction) => void {
  const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  return (_request, response) => {
    response.setHeader('Allow', [...allow].sort().join(', '));
    throw new HttpError('method-not-allowed');
  };
}
