/**
 * The one composition root of a desk: state folder, clock, tray, portal stub, control server, each on its port.
 * `npm start`, the TUI, the tests' parallel workers and a stranger's own suite all start a desk here.
 */

import type { PortalService } from '../portal-stub/service.ts';
import type { Clock } from '../simulator/clock.ts';
import type { Desk } from '../simulator/desk.ts';

export interface StartDeskOptions {
  /** A folder, made with mode 0700 when it isn't there, or `:memory:` (the default): nothing is written to disk. */
  readonly state?: string | undefined;
  /** 0 (the default here; the command's is 8420) takes any free port. Listens on 127.0.0.1 only. */
  readonly portalPort?: number | undefined;
  readonly controlPort?: number | undefined;
  /** The same seed gives the same serials and secrets, in the same order. Without it: 32 random bytes, made once a state. */
  readonly seed?: number | undefined;
  /** A PSKC file whose tokens stand in the tray (apps as installed) and in the portal's stock. */
  readonly tokens?: TokensFile | undefined;
  /** Milliseconds since the epoch: a manual clock that stands there. A state's own clock, if it has one, must not be later. */
  readonly now?: number | undefined;
  /** False leaves the desk without the demo contract and its three tokens (a test's worker makes its own). Default true. */
  readonly demo?: boolean | undefined;
  /** The control secret; otherwise 32 random bytes a run, base64url. */
  readonly secret?: string | undefined;
  readonly lang?: 'ja' | 'en' | undefined;
}

export interface TokensFile {
  /** The XML text. */
  readonly pskc: string;
  /** The pre-shared key of an encrypted file: 16, 24 or 32 bytes. */
  readonly key?: Uint8Array | undefined;
  readonly password?: string | undefined;
}

export interface RunningDesk {
  /** `http://127.0.0.1:8420`, no slash at the end. */
  readonly portalUrl: string;
  /** `http://127.0.0.1:8421`, no slash at the end: a WebSocket, and `POST /rpc`. */
  readonly controlUrl: string;
  /** Opens the control plane of both sides. Never logged. */
  readonly secret: string;
  /** The demo contract as contract JSON; undefined when started with `demo: false` and none is there. */
  readonly contract: ContractJson | undefined;
  readonly clock: Clock;
  readonly desk: Desk;
  readonly service: PortalService;
  /** Closes everything in reverse order, open connections too, and frees the ports. May be called twice. */
  stop(): Promise<void>;
}

/** A contract as scripts see it. PINs of the stub are test data and may be shown. */
export interface ContractJson {
  readonly contractId: string;
  /** ご契約先暗証番号 */
  readonly password: string;
  /** ご契約先確認暗証番号 */
  readonly confirmationPin: string;
  readonly mode: 'shared' | 'individual';
  readonly users: readonly {
    readonly userId: string;
    readonly name: string;
    readonly password: string;
    readonly confirmationPin: string;
    readonly serial?: string | undefined;
    readonly stopped: boolean;
  }[];
  /** What is registered for the contract, in shared mode. */
  readonly serial?: string | undefined;
  readonly stopped: boolean;
  readonly policy: { readonly [key: string]: string | number | boolean };
}

export async function startDesk(_options: StartDeskOptions = {}): Promise<RunningDesk> {
  throw new Error('startDesk is being wired');
}
