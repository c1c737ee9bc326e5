/**
 * A bare HTTP server around the portal's handler, with limits against slow and oversized requests. Does not listen. SHELL.
 */
import { createServer, type Server } from 'node:http';
import type { PortalApp } from './app.ts';

export function createPortalServer(app: PortalApp): Server {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 },
    app.handler,
  );
  // Node would answer an unknown Expect by itself, without our headers; it is a request like any other.
  server.on('checkExpectation', app.handler);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    // The express handler never sees such a request, so the headers that every answer carries are said here once more.
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\nCache-Control: no-store\r\n` +
        `X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n`,
    );
  });
  return server;
}
