/** A client of the control server, for the command line, an attached TUI and the harness. SHELL. */

import { WebSocket } from 'ws';
import { createListeners } from '../../common/listeners.ts';
import { bothLanguages, type Text } from '../../common/text.ts';
import { protocolName } from './guard.ts';
import type { ControlMethods, ControlNotification, MethodName } from './protocol.ts';

export type { ControlMethods, ControlNotification, MethodName } from './protocol.ts';

/** A refusal or an error of the server. `code` is stable (`unknown-serial`, `method-not-found`, …). */
export class ControlError extends Error {
  readonly code: string;
  readonly text: Text;
  constructor(code: string, text: Text, cause?: unknown) {
    super(bothLanguages(text), { cause });
    this.name = 'ControlError';
    this.code = code;
    this.text = text;
  }
}

export interface ControlClient {
  call<M extends MethodName>(method: M, params: ControlMethods[M]['params']): Promise<ControlMethods[M]['result']>;
  /** Returns the unsubscribe. */
  onNotification(listener: (notification: ControlNotification) => void): () => void;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to a running desk. Rejects with `unreachable` (nobody listens), `secret-refused` (401), `refused` (another
 * answer to the upgrade).
 * @param options.url `ws://` or `http://` address of the control server (desk.json, the ready line).
 * @param options.silent asks for no notifications: nothing comes but answers.
 */
export async function connectControl(options: {
  readonly url: string;
  readonly secret: string;
  readonly silent?: boolean;
}): Promise<ControlClient> {
  const address = options.url.replace(/^http/, 'ws');
  const socket = new WebSocket(options.silent === true ? `${address}/?silent` : address, protocolName, {
    headers: { authorization: `Bearer ${options.secret}` },
    perMessageDeflate: false,
    followRedirects: false,
  });
  const { subscribe, emit } = createListeners<ControlNotification>();
  const pending = new Map<number, Pending>();
  let lastId = 0;

  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      const error = new ControlError('closed', ended);
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
      resolve();
    });
  });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Incoming;
    if ('method' in message) {
      emit(message);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ('error' in message) waiting?.reject(refusalOf(message.error));
    else waiting?.resolve(message.result);
  });
  await opened(socket);

  return {
    call(method, params) {
      return new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) {
          reject(new ControlError('closed', ended));
          return;
        }
        lastId += 1;
        pending.set(lastId, { resolve: resolve as (result: unknown) => void, reject });
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }));
      });
    },
    onNotification: subscribe,
    closed,
    close() {
      socket.close(1000);
      return closed;
    },
  };
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Incoming =
  | ControlNotification
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: WireError };

interface WireError {
  readonly message: string;
  readonly data: Text & { readonly code: string };
}

const refusalOf = ({ data: { code, ja, en } }: WireError): ControlError => new ControlError(code, { ja, en });

const ended: Text = { ja: 'デスクとの接続が切れました。', en: 'the connection to the desk has ended' };

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('error', () => {
      reject(
        new ControlError('unreachable', {
          ja: 'デスクに接続できません。',
          en: 'nobody answers at the desk’s control port',
        }),
      );
    });
    socket.on('unexpected-response', (_request, response) => {
      socket.terminate();
      const code = response.statusCode === 401 ? 'secret-refused' : 'refused';
      reject(
        new ControlError(code, {
          ja: `デスクに断られました (${response.statusCode})。`,
          en: `the desk refused the connection (${response.statusCode})`,
        }),
      );
    });
    socket.on('open', resolve);
  });
}
