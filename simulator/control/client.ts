/** A client of the control server, for the command line, an attached TUI and the harness. */
import type { ClockChange, ClockState } from '../clock.ts';
import type { Face, PressResult, TokenKind, TokenSummary } from '../face.ts';

export interface ControlMethods {
  'tokens.list': { params: Record<string, never>; result: TokenSummary[] };
  'tokens.issue': {
    params: { kind: TokenKind; profile?: string | undefined; count?: number | undefined };
    result: TokenSummary[];
  };
  'tokens.press': { params: { serial: string }; result: PressResult };
  'tokens.face': { params: { serial: string }; result: Face };
  'tokens.setBattery': { params: { serial: string; percent: number }; result: TokenSummary };
  'tokens.drift': {
    params: { serial: string; ppm?: number | undefined; offsetMs?: number | undefined };
    result: TokenSummary;
  };
  'tokens.fail': { params: { serial: string; as: 'dark' | 'garbage' }; result: TokenSummary };
  'apps.install': { params: Record<string, never>; result: TokenSummary };
  'apps.changePhone': { params: { serial: string }; result: TokenSummary };
  'apps.uninstall': { params: { serial: string }; result: { serial: string } };
  'apps.backup': { params: { serial: string }; result: { backup: string } };
  'apps.restore': { params: { backup: string }; result: TokenSummary };
  'clock.get': { params: Record<string, never>; result: ClockState };
  'clock.set': { params: ClockChange; result: ClockState };
  'clock.advance': { params: { advanceMs: number }; result: ClockState };
  /** A PSKC file, encrypted with the desk's key. */
  'stock.export': { params: Record<string, never>; result: string };
  'rpc.discover': { params: Record<string, never>; result: Record<string, unknown> };
}
export type MethodName = keyof ControlMethods;

export type ControlNotification =
  | { readonly method: 'face.changed'; readonly params: TokenSummary }
  | { readonly method: 'token.changed'; readonly params: TokenSummary }
  | { readonly method: 'token.added'; readonly params: TokenSummary }
  | { readonly method: 'token.removed'; readonly params: { readonly serial: string } }
  | { readonly method: 'clock.changed'; readonly params: ClockState };

/** A refusal or an error of the server. `code` is stable (`unknown-serial`, `method-not-found`, …). */
export class ControlError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
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

/** @param url `ws://` or `http://` address of the control server (desk.json, the ready line). */
export function connectControl(_options: { readonly url: string; readonly secret: string }): Promise<ControlClient> {
  throw new Error('connectControl: being written');
}
