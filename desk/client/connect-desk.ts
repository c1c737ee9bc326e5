/// <reference lib="esnext.disposable" preserve="true" />
/** A running desk from outside, typed: its control server (JSON-RPC) and its portal's control plane. `ichido/client`. */
import { readFileSync } from 'node:fs';
import {
  type ControlClient,
  ControlError,
  type ControlMethods,
  type ControlNotification,
  connectControl,
  type MethodName,
} from '../../simulator/control/client.ts';
import type { ContractJson } from '../contract-json.ts';
import { type Answer, askPlane, type PlaneRequest, type RouteName } from './ask-plane.ts';

export {
  ControlError,
  type ControlMethods,
  type ControlNotification,
  type MethodName,
} from '../../simulator/control/client.ts';
export type { ContractJson, UserJson } from '../contract-json.ts';
export type { Answer, PlaneRequest, RouteName } from './ask-plane.ts';

/** As the ready line, the ready file and desk.json say it. */
export interface DeskUrls {
  /** `http://127.0.0.1:8420`, no slash at the end. */
  readonly portal: string;
  /** `http://127.0.0.1:8421`, no slash at the end. */
  readonly control: string;
  /** The control secret: goes into an Authorization header, never anywhere else. */
  readonly secret: string;
}

export interface DeskClient extends AsyncDisposable {
  readonly portalUrl: string;
  readonly controlUrl: string;
  /**
   * One call of the control server. Rejects with `ControlError` (`unknown-serial`, `closed`, …).
   * @example await desk.rpc('tokens.press', { serial })
   */
  rpc<M extends MethodName>(method: M, params: ControlMethods[M]['params']): Promise<ControlMethods[M]['result']>;
  /**
   * One call of the portal's control plane, by the name that openapi.json gives it. Rejects with `ControlError`.
   * @example await desk.bank('getHistory', { params: { id: contract.contractId } })
   */
  bank<N extends RouteName>(name: N, ...request: PlaneRequest<N>): Promise<Answer<N>>;
  /**
   * Six digits of a token or an app, pressed for as needed. A code counts once: with `fresh` it waits for a step whose code
   * was not shown before (on a desk whose clock stands: rejects with `clock-stopped`, advance the clock first).
   * @example await page.getByLabel('ワンタイムパスワード').fill(await desk.code(serial))
   */
  code(serial: string, options?: { readonly fresh?: boolean }): Promise<string>;
  /**
   * A new token in the tray and in the bank's stock. Returns its serial.
   * @example const serial = await desk.issue('hardware')
   */
  issue(kind: 'hardware' | 'software', profile?: string): Promise<string>;
  /**
   * A new contract at the bank, with ids and PINs of its own (test data).
   * @example const { contractId, password, users } = await desk.contract({ mode: 'individual' })
   */
  contract(wanted?: NewContract): Promise<ContractJson>;
  /** Returns the unsubscribe. */
  onNotification(listener: (notification: ControlNotification) => void): () => void;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

type NewContract = PlaneRequest<'createContract'>[0]['body'];

/**
 * Connects to a running desk.
 * @param where a ready file or a desk.json by its path, or what stands in it.
 * Rejects with `ControlError`: `ready-file` (can't be read as one), `unreachable`, `secret-refused`, `refused`.
 * @example
 * await using desk = await connectDesk('./ready.json');
 * const serial = await desk.issue('hardware');
 * console.log(await desk.code(serial));
 */
export async function connectDesk(where: string | DeskUrls): Promise<DeskClient> {
  const urls = typeof where === 'string' ? readUrls(where) : where;
  const control = await connectControl({ url: urls.control, secret: urls.secret });
  return clientOf(urls, control);
}

function clientOf(urls: DeskUrls, control: ControlClient): DeskClient {
  const bank: DeskClient['bank'] = (name, ...[request]) => askPlane(urls, name, request ?? {});
  return {
    portalUrl: urls.portal,
    controlUrl: urls.control,
    rpc: control.call,
    bank,
    code: async (serial, options = {}) => (await control.call('tokens.code', { serial, ...options })).code,
    issue: async (kind, profile) => {
      const [issued] = await control.call('tokens.issue', { kind, ...(profile === undefined ? {} : { profile }) });
      if (issued === undefined) throw new Error('tokens.issue answered with no token');
      return issued.serial;
    },
    contract: (body = {}) => bank('createContract', { body }),
    onNotification: control.onNotification,
    closed: control.closed,
    close: () => control.close(),
    [Symbol.asyncDispose]: () => control.close(),
  };
}

function readUrls(file: string): DeskUrls {
  try {
    const { portal, control, secret } = JSON.parse(readFileSync(file, 'utf8')) as { readonly [name: string]: unknown };
    if (typeof portal === 'string' && typeof control === 'string' && typeof secret === 'string')
      return { portal, control, secret };
  } catch {}
  throw new ControlError('ready-file', {
    ja: `「${file}」を起動中のデスクのファイル（--ready-file、desk.json）として読めません。`,
    en: `${file} can't be read as a desk's file (--ready-file, desk.json)`,
  });
}
