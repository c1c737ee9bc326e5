/** The control server: JSON-RPC 2.0 over WebSocket and over `POST /rpc`, loopback only (contract.md). SHELL. */
import type { Desk } from '../desk.ts';

export interface ControlServerOptions {
  readonly desk: Desk;
  /** base64url or hex; at least 128 bits. */
  readonly secret: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** The stock as PSKC under the desk's key (the composition root owns the key). */
  readonly exportStock: () => string;
  /** Answered by `rpc.discover`. */
  readonly version?: string | undefined;
}

export interface ControlServer {
  readonly port: number;
  /** `ws://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with Node's own error (`code: 'EADDRINUSE'`) when the port is busy. */
export function startControlServer(_options: ControlServerOptions): Promise<ControlServer> {
  throw new Error('startControlServer: being written');
}
