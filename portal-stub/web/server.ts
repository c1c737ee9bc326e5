/**
 * A bare HTTP server around the portal's handler, with limits against slow and oversized requests. Does not listen. SHELL.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { boundWaiting, requestDeadlines } from '../../common/waiting-sockets.ts';
import type { PortalApp } from './app.ts';
import { whenRead } from './http/body.ts';

/** More sockets than these that wait for a request, or for the rest of one, are not kept. */
const mostWaiting = 256;

export function createPortalServer(app: PortalApp): Server {
  const server = createServer({ maxHeaderSize: 16 * 1024, ...requestDeadlines, requireHostHeader: false });
  const waiting = boundWaiting(server, mostWaiting);
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    // A socket is served from when its request is all there until it has its answer.
    if (hasBody(request)) request.once('end', () => waiting.leave(socket));
    else waiting.leave(socket);
    response.once('close', () => waiting.enter(socket));
    app.handler(request, response);
  };
  server.on('request', handle);
  // Nobody is asked to go on with a body that is refused by its length.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    whenRead(request, () => response.writeContinue());
    handle(request, response);
  });
  // Node would answer an unknown Expect by itself, without our headers; it is a request like any other.
  server.on('checkExpectation', handle);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = statuses[error.code ?? ''] ?? '400 Bad Request';
    // The express handler never sees such a request, so the headers that every answer carries are said here once more.
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\nCache-Control: no-store\r\n` +
        `X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n`,
      () => socket.destroy(),
    );
  });
  return server;
}

const statuses: { readonly [code: string]: string } = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
