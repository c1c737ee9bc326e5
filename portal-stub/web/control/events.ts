/**
 * Server-sent events (WHATWG HTML §9.2): what the desk watches. A reader that comes back with `Last-Event-ID` gets what
 * it missed, as far as the last thousand events reach. SHELL.
 */
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { PortalEvent } from '../../rules/acts.ts';
import type { PortalService } from '../../service/portal-service.ts';
import { eventJson } from './shapes.ts';

const kept = 1_000;
const heartbeatMs = 15_000;
/** A reader this far behind is cut; it may come back with its Last-Event-ID. */
const slowBytes = 1024 * 1024;

export interface EventStreams {
  open(request: Request, response: Response): void;
  close(): void;
}

export function createEventStreams(service: PortalService): EventStreams {
  // Ids name the run, too: after a restart an old id means "from here on", not some other event of the same number.
  const run = randomBytes(4).toString('hex');
  const recent: { readonly number: number; readonly event: PortalEvent }[] = [];
  const readers = new Set<Response>();
  let last = 0;
  let heartbeat: NodeJS.Timeout | undefined;

  const unsubscribe = service.subscribe((event) => {
    last += 1;
    recent.push({ number: last, event });
    if (recent.length > kept) recent.shift();
    if (readers.size === 0) return;
    const text = message(last, event);
    for (const reader of readers) {
      if (reader.writableLength > slowBytes) reader.destroy();
      else reader.write(text);
    }
  });

  function message(number: number, event: PortalEvent): string {
    return `id: ${run}-${number}\nevent: ${event.type}\ndata: ${JSON.stringify(eventJson(event))}\n\n`;
  }

  function forget(reader: Response): void {
    readers.delete(reader);
    if (readers.size === 0) {
      clearInterval(heartbeat);
      heartbeat = undefined;
    }
  }

  return {
    open(request, response) {
      response.status(200).setHeader('Content-Type', 'text/event-stream; charset=utf-8');
      response.setHeader('X-Accel-Buffering', 'no');
      response.flushHeaders();
      if (request.method === 'HEAD') return void response.end();
      response.write('retry: 1000\n\n');
      const [ofRun, number] = (request.get('Last-Event-ID') ?? '').split('-');
      if (ofRun === run) {
        for (const past of recent) if (past.number > Number(number)) response.write(message(past.number, past.event));
      }
      readers.add(response);
      response.on('close', () => forget(response));
      // Keeps proxies and readers sure of the line; never the reason that a process stays alive.
      heartbeat ??= setInterval(() => {
        for (const reader of readers) reader.write(': still here\n\n');
      }, heartbeatMs).unref();
    },
    close() {
      unsubscribe();
      for (const reader of [...readers]) {
        forget(reader);
        reader.end();
      }
    },
  };
}
