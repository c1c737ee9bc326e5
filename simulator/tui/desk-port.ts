/**
 * What the TUI knows of the world: a desk (in this process, or reached over the control socket), what the portal said,
 * and the plugged-in HID devices. PURE: shapes only; composition roots fill them.
 *
 * Readers answer at once and from memory, so that drawing never waits. They return the SAME array or object as long as
 * nothing changed, so that "has it changed?" is one comparison.
 */
import type { Text } from '../../common/text.ts';
import type { ClockChange, ClockState } from '../cell/clock.ts';
import type { LiveTrayEvent } from '../cell/live-tray.ts';
import type { Face, TokenSummary } from '../device/face.ts';

/** A device without its face: asking for one costs the same with 10 and with 10,000 on the desk. */
export type TokenInfo = Omit<TokenSummary, 'face'>;

/** A real token that is bound to its serial: a person presses it, and it has no battery or clock that the desk could set. */
export const isReal = (info: TokenInfo): boolean => info.profile === realProfile;

/** As `real-token.ts` names it, which would bring the whole code generator into the first frame. */
export const realProfile = 'real';

export interface DeskReader {
  /** Every serial on the desk, in the order in which they came. */
  serials(): readonly string[];
  info(serial: string): TokenInfo | undefined;
  /** What the device shows at `now` (the desk's clock); `dark` for a serial that is not here. */
  face(serial: string, now: number): Face;
  clock(): ClockState;
  /** Profiles that a new hardware token can have, the usual one first. */
  profiles(): readonly { readonly name: string; readonly difference: Text }[];
}

export type DeskCommand =
  | { readonly type: 'press'; readonly serial: string }
  | { readonly type: 'issue'; readonly profile?: string | undefined }
  | { readonly type: 'install' }
  | { readonly type: 'changePhone'; readonly serial: string }
  | { readonly type: 'backup'; readonly serial: string }
  | { readonly type: 'restore'; readonly backup: string }
  | { readonly type: 'uninstall'; readonly serial: string }
  | { readonly type: 'setBattery'; readonly serial: string; readonly percent: number }
  | {
      readonly type: 'drift';
      readonly serial: string;
      readonly ppm?: number | undefined;
      readonly offsetMs?: number | undefined;
    }
  | { readonly type: 'clock'; readonly change: ClockChange }
  /** The whole stock as PSKC, encrypted with the desk's key. */
  | { readonly type: 'exportStock' };

/** What a command led to. `serial` is the device that came into being, `content` a backup or a PSKC file. */
export type DeskReply =
  | {
      readonly ok: true;
      readonly serial?: string | undefined;
      readonly content?: string | undefined;
      readonly standing?: SerialStanding | undefined;
    }
  | { readonly ok: false; readonly text: Text };

/** The tray's own events, whether they come from this process or over the control socket. */
export type DeskEvent =
  | LiveTrayEvent
  /** The socket of an attached desk went away, or came back. */
  | { readonly type: 'link'; readonly up: boolean };

export interface DeskPort extends DeskReader {
  send(command: DeskCommand): Promise<DeskReply>;
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

/** A contract as the desk shows it. PINs of the stub are test data and may be shown. */
export interface ContractFacts {
  readonly contractId: string;
  readonly password: string;
  readonly confirmationPin: string;
  readonly mode: 'shared' | 'individual';
  readonly stopped: boolean;
  /** Registered for the whole contract (shared mode). */
  readonly serial: string | undefined;
  readonly users: readonly {
    readonly userId: string;
    readonly name: string;
    readonly password: string;
    readonly confirmationPin: string;
    readonly serial: string | undefined;
    readonly stopped: boolean;
  }[];
  /** The bank's switches for it, by name. */
  readonly policy: { readonly [name: string]: string | number | boolean };
}

export interface Holders {
  readonly contractId: string;
  readonly mode: 'shared' | 'individual';
  readonly users: readonly { readonly userId: string; readonly name: string }[];
}

export interface PortalReader {
  readonly status: 'starting' | 'up' | 'gone';
  /** No slash at the end; undefined while the portal starts. */
  url(): string | undefined;
  /** The name of what is wrong with it on purpose. */
  readonly fault?: string | undefined;
  /** The contract that the desk shows first. */
  demo(): ContractFacts | undefined;
  /** Who holds a serial; undefined when it is registered nowhere. */
  holders(serial: string): Holders | undefined;
  /** What the bank wrote down of the shown contract before this TUI began, oldest first; undefined until it is known. */
  past(): readonly PastFact[] | undefined;
}

/** Something that had happened already. */
export interface PastFact {
  readonly at: number;
  readonly fact: PortalFact;
}

/** What happened in the portal, as far as somebody with tokens in the hand cares. */
export type PortalFact =
  | {
      readonly type: 'registered';
      readonly contractId: string;
      readonly serial: string;
      /** Empty in shared mode: everybody. */
      readonly users: readonly string[];
      readonly oldSerials: readonly string[];
    }
  | {
      readonly type: 'deregistered';
      readonly contractId: string;
      readonly oldSerials: readonly string[];
      readonly users: readonly string[];
    }
  /** `what` is the history's own word (利用形態変更 and the like). */
  | { readonly type: 'done'; readonly contractId: string; readonly what: string; readonly users: readonly string[] }
  | {
      readonly type: 'refused';
      readonly contractId: string;
      readonly act: string;
      /** `管理者`, or a 利用者ID. */
      readonly who: string;
      /** The stop that fell with it (D-09). */
      readonly locked?: 'contract' | 'user' | 'serial' | undefined;
      readonly serial: string | undefined;
      readonly why: Text;
    }
  /** The administrator came in, or the user of that id. */
  | { readonly type: 'login'; readonly contractId: string; readonly userId?: string | undefined }
  | { readonly type: 'changed' };

/** What the bank alone knows of a serial. */
export interface SerialStanding {
  /** Registration forms refuse it (D-09). */
  readonly locked: boolean;
  /** The drift that the bank has learnt. */
  readonly driftSteps: number;
}

/** What the bank alone can do for a contract (D-09), or tell of a serial. */
export type BankAct =
  | { readonly type: 'look'; readonly serial: string }
  | { readonly type: 'unlock'; readonly contractId: string }
  | { readonly type: 'reset'; readonly serial: string };

export interface PortalPort extends PortalReader {
  bank(act: BankAct): Promise<DeskReply>;
  subscribe(listener: (fact: PortalFact) => void): () => void;
  /**
   * Which registered TOTP tokens could have made this six-digit code about now. Undefined: this desk cannot tell
   * (it is attached to one that does not say).
   */
  whoMade(code: string, now: number): Promise<readonly string[] | undefined>;
}

/** One plugged-in device. `name` is foreign text. */
export interface HidRow {
  readonly id: string;
  readonly name: string;
  /** What it can do here. */
  readonly can: Text;
  /** What is missing before it can (a right, a library), as one sentence of what to do. */
  readonly missing?: Text | undefined;
  /** What the person is asked now (touch, PIN). */
  readonly prompt?: Text | undefined;
  /** It waits for its PIN, which `pin` brings. */
  readonly wantsPin?: boolean | undefined;
  /** The serial of the stock that it is bound to. */
  readonly serial?: string | undefined;
  /** The code that it gave last. */
  readonly code?: string | undefined;
}

/** One of the several tokens that a device may hold. Absent: the one that it is bound by, or its usual one. */
export interface HidWhich {
  readonly slot?: number | undefined;
  readonly name?: string | undefined;
}

export interface HidPanelPort {
  /** Why there is no list at all (no node-hid, no libusb), or undefined. */
  unavailable(): Text | undefined;
  rows(): readonly HidRow[];
  /** Reads a code; prompts and the result come as changed rows. */
  read(id: string, which?: HidWhich): Promise<DeskReply>;
  /** Binds a device, or one slot or credential of it, to a serial of the stock. */
  bind(id: string, serial: string, which?: HidWhich): Promise<DeskReply>;
  /** The device stands for the serial no more. */
  release(serial: string): Promise<DeskReply>;
  /** Answers a device that wants its PIN; undefined = the person declines. */
  pin?(id: string, pin: string | undefined): void;
  /** A code typed into the input field: true when a real token that was pressed was waiting for it. */
  typed?(code: string): boolean;
  subscribe(listener: () => void): () => void;
}

/** Everything together: what a running TUI is given. */
export interface World {
  readonly desk: DeskPort;
  readonly portal: PortalPort;
  readonly hid: HidPanelPort;
  /** What would be lost by quitting now, or undefined. */
  wouldLose(): Text | undefined;
  /** Writes an exported file with mode 0600; never over an existing one. */
  saveFile(path: string, text: string): Promise<DeskReply>;
  /** True when the servers end with this TUI; false when it is attached to somebody else's. */
  readonly owns: boolean;
}
