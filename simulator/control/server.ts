/**
 * The control server: JSON-RPC 2.0 over WebSocket, and over `POST /rpc` for those who have no socket.
 * Loopback, one secret, small messages; a reader who does not read is cut rather than remembered. SHELL.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { alsoListen, isEveryAddress } from '../../common/also-listen.ts';
import { type Asking, atHome, type Reach } from '../../common/reach.ts';
import { bothLanguages } from '../../common/text.ts';
import { boundWaiting, requestDeadlines } from '../../common/waiting-sockets.ts';
import type { LiveTray, LiveTrayEvent } from '../cell/live-tray.ts';
import type { RealTokens } from '../hid/binding/real-tokens.ts';
import type { Timers } from '../hid/talk/timers.ts';
import { createAnswerer } from './answer.ts';
import { admit, protocolName } from './guard.ts';

export interface ControlServerOptions {
  readonly tray: LiveTray;
  /** base64url or hex; at least 128 bits. */
  readonly secret: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Who may ask from elsewhere, once the desk is open; default: nobody. */
  readonly reach?: Reach | undefined;
  /** The tray's secrets as PSKC under the desk's key, which the composition root owns; undefined when it holds none. */
  readonly exportStock: () => string | undefined;
  /** Resolves when a bank of somebody's own has every secret so far; default: there is none. */
  readonly delivered?: (() => Promise<void>) | undefined;
  /** Answered by `rpc.discover`. */
  readonly version?: string | undefined;
  /** The desk's hand for real tokens. */
  readonly hid?: RealTokens | undefined;
  /** Real time, for leases. */
  readonly timers: Timers;
}

export interface ControlServer {
  readonly port: number;
  /** `ws://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

const home = '127.0.0.1';
/** Largest message taken, over either way. */
export const largestMessage = 64 * 1024;
/** More sockets than this at once are refused with 503. */
export const mostConnections = 32;
/** More connections than these without the secret are not kept. */
const mostWaiting = 128;
/** What may wait unread for one client, beyond one answer of any size. */
const mostUnread = 1024 * 1024;

/** Rejects with Node's own error (`code: 'EADDRINUSE'`) when the port is busy. */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const { tray, secret, exportStock, delivered, hid, timers, reach = atHome, version = '1' } = options;
  const answerer = createAnswerer({ tray, exportStock, delivered, version, hid, timers });
  let { port } = options;

  const http = createServer({ ...requestDeadlines, requireHostHeader: false }, (request, response) => {
    serveHttp(request, response, () => {}).catch(() => response.destroy());
  });
  // Nobody is asked to go on with a body that is refused by its length.
  http.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    serveHttp(request, response, () => response.writeContinue()).catch(() => response.destroy());
  });
  const waiting = boundWaiting(http, mostWaiting);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    maxFragments: 256,
    perMessageDeflate: false,
    clientTracking: true,
    // The bearer is never echoed.
    handleProtocols: (offered) => (offered.has(protocolName) ? protocolName : false),
  });

  const serveHttp = async (request: IncomingMessage, response: ServerResponse, goOn: () => void): Promise<void> => {
    const admitted = admit(askingOf(request), secret, reach);
    if (!admitted.ok) return problem(response, admitted.status, admitted.code);
    waiting.leave(request.socket);
    if (pathOf(request) !== '/rpc') return problem(response, 404, 'not-found');
    if (request.method !== 'POST') return problem(response, 405, 'method-not-allowed', { allow: 'POST' });
    if (!isJson(request)) return problem(response, 415, 'unsupported-media-type');
    const text = await bodyOf(request, goOn);
    if (text === undefined) return problem(response, 413, 'too-large', { connection: 'close' });
    const answer = await answerer.answer(text);
    if (answer === undefined) response.writeHead(204, { 'cache-control': 'no-store' }).end();
    else response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(answer);
  };

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const admitted = admit(askingOf(request), secret, reach);
    if (!admitted.ok) return refuseUpgrade(socket, admitted.status);
    if (!['/', '/rpc'].includes(pathOf(request))) return refuseUpgrade(socket, 404);
    if (!versions.includes(request.headers['sec-websocket-version'] ?? '')) return refuseUpgrade(socket, 426);
    if (sockets.clients.size >= mostConnections) return refuseUpgrade(socket, 503);
    waiting.leave(request.socket);
    const listens = !new URLSearchParams(request.url?.split('?')[1]).has('silent');
    sockets.handleUpgrade(request, socket, head, (open) => serveSocket(open, listens));
  });

  const serveSocket = (socket: WebSocket, listens: boolean): void => {
    const outlet = outletOf(socket);
    if (listens) listen(outlet);
    socket.on('close', () => leave(outlet));
    // ws closes the socket itself after a protocol error (1002, 1007, 1009); there is nothing to add.
    socket.on('error', () => {});
    const rest = turnTaking(socket);
    socket.on('message', (data, isBinary) => {
      rest();
      if (isBinary) return socket.close(1003, 'text only');
      void answerer.answer(String(data)).then((text) => text !== undefined && outlet(Buffer.from(text)));
    });
  };
  const outlets = new Set<Outlet>();
  const notify = (event: LiveTrayEvent): void => {
    const text = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...notificationOf(event) }));
    for (const outlet of outlets) outlet(text);
  };
  let stopListening = (): void => {};
  /** The desk is asked to tell only while somebody wants to be told. */
  const listen = (outlet: Outlet): void => {
    if (outlets.size === 0) stopListening = tray.subscribe(notify);
    outlets.add(outlet);
  };
  const leave = (outlet: Outlet): void => {
    if (outlets.delete(outlet) && outlets.size === 0) stopListening();
  };

  // Nobody outside has business here unless names were told apart for it.
  const outside = reach.controlNames.length > 0 ? reach.host : undefined;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, outside !== undefined && isEveryAddress(outside) ? outside : home, () => {
      http.off('error', reject);
      resolve();
    });
  });
  port = (http.address() as AddressInfo).port;
  const stopOutside =
    outside === undefined || isEveryAddress(outside) ? undefined : await alsoListen(http, outside, port);

  return {
    port,
    url: `ws://${home}:${port}`,
    async close() {
      stopListening();
      const closed = stopOutside?.();
      for (const socket of sockets.clients) socket.close(1001, 'the desk is closing');
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
        for (const socket of sockets.clients) socket.terminate();
      });
      await closed;
    },
  };
}

/** After each piece that was read, timers and other sockets have their turn: a flood holds up its own sender only. */
function turnTaking(socket: WebSocket): () => void {
  let resting = false;
  return () => {
    if (resting) return;
    resting = true;
    socket.pause();
    setImmediate(() => {
      resting = false;
      socket.resume();
    });
  };
}

/** Bytes, so that all who wait for one notification share them. */
type Outlet = (text: Buffer) => void;

/** Sends text, and cuts a client that has let more than `mostUnread` pile up behind the largest answer it asked for. */
function outletOf(socket: WebSocket): Outlet {
  let largest = 0;
  return (text) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount === 0) largest = 0;
    if (socket.bufferedAmount > mostUnread + largest) return socket.terminate();
    largest = Math.max(largest, text.length);
    socket.send(text, { binary: false });
  };
}

function notificationOf(event: LiveTrayEvent): { readonly method: string; readonly params: unknown } {
  switch (event.type) {
    case 'token.added':
    case 'token.changed':
    case 'face.changed':
      return { method: event.type, params: event.token };
    case 'token.removed':
      return { method: event.type, params: { serial: event.serial } };
    case 'clock.changed':
      return { method: event.type, params: event.state };
  }
}

const askingOf = ({ headers, socket }: IncomingMessage): Asking => ({
  headers,
  port: socket.localPort,
  from: socket.remoteAddress,
});

/** Without `new URL`, which throws at odd targets such as `//`. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** The whole body; undefined when it is larger than a message may be. */
async function bodyOf(request: IncomingMessage, goOn: () => void): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestMessage) return undefined;
  goOn();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestMessage) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** RFC 9457. */
function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  const extra = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...extra,
    ...headers,
  });
  response.end(JSON.stringify({ type: 'about:blank', title: titles[status], status, code, ...details[code] }));
}

const titles: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  426: 'Upgrade Required',
  503: 'Service Unavailable',
};

const details: { readonly [code: string]: { readonly detail: string } } = {
  'unsupported-media-type': {
    detail: bothLanguages({ ja: 'Content-Type: application/json を付けてください', en: 'send it as application/json' }),
  },
};

/** Those of RFC 6455 and of its last draft, which ws speaks. */
const versions = ['13', '8'];

function refuseUpgrade(socket: Duplex, status: number): void {
  const named: { readonly [status: number]: string } = {
    401: 'WWW-Authenticate: Bearer\r\n',
    426: `Upgrade: websocket\r\nSec-WebSocket-Version: ${versions.join(', ')}\r\n`,
  };
  const extra = named[status] ?? '';
  socket.end(`HTTP/1.1 ${status} ${titles[status]}\r\n${extra}Connection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}
