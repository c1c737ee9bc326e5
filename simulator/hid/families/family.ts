/** What a family of tokens is to everything that knows tokens: one record, so that whoever adds a family sees it all. PURE. */
import type { Text } from '../../../common/text.ts';
import type { ClockMode } from '../../cell/clock.ts';
import type { FakeDevice } from '../fake.ts';
import type { HidDeviceInfo, HidResult } from '../port.ts';
import type { Conversation, TokenReading } from '../talk/conversation.ts';
import type { Withholding } from '../talk/recording.ts';

export interface Family {
  /** hid.md's table: the first model of the first family that fits a device is the device's. The udev rules come of them. */
  readonly models: readonly Model[];
  /** The collection that it is spoken to through. A page of 0 means that the system does not tell. */
  readonly fits: (device: HidDeviceInfo) => boolean;
  readonly canDo: Text;
  /** A family that types is answered for in the input field; its reports are read only when somebody names it. */
  readonly answersBy: 'reports' | 'typing';
  /** What is asked of the token, from what a person says; kept in a recording's header. */
  readonly request: (device: HidDeviceInfo, options: ReadOptions) => HidResult<ReadRequest>;
  /** The conversation that a request stands for; the request may come from a file. */
  readonly begin: (request: ReadRequest) => HidResult<() => Conversation<TokenReading>>;
  /** What there is to choose from on one token. */
  readonly choices?: () => Conversation<readonly Choice[]>;
  /** Keeps out of a recording what a person typed on the same device. */
  readonly withholds?: () => Withholding;
  /** What `ichido plug --as` calls it, when a virtual token can be plugged in as one. */
  readonly plugsAs: 'keyboard' | 'vendor' | undefined;
  /** Loaded only where it is used: nobody's first frame waits for it. */
  readonly pretend: (now: () => number) => Promise<Pretended>;
  /** Its row in docs/hid.md. */
  readonly docs: {
    readonly token: string;
    readonly how: string;
    readonly linux: string;
    readonly macos: string;
    readonly windows: string;
  };
}

export interface Model {
  readonly name: string;
  readonly vendorId: number;
  /** Empty = every product of this vendor that has the collection. */
  readonly productIds: readonly number[];
}

export interface ReadOptions {
  /** As people count: 1 to 15 on a Nitrokey Pro, 1 or 2 on a YubiKey. */
  readonly slot?: number | undefined;
  readonly name?: string | undefined;
  readonly digits?: number | undefined;
  readonly periodSeconds?: number | undefined;
  /** Read the keyboard's reports themselves (hidraw), though the keys also reach whatever has the focus. */
  readonly keyboard?: boolean | undefined;
  /** False when SET_TIME was sent since the key was plugged in: each one wears its flash. */
  readonly setTime?: boolean | undefined;
  readonly clockMode?: ClockMode | undefined;
  readonly keyboardWithinMs?: number | undefined;
}

/** Enough to begin the same reading again. */
export interface ReadRequest {
  readonly [key: string]: string | number | boolean;
}

/** One of several secrets on a token; what it calls it is foreign text. */
export interface Choice {
  /** As people count. */
  readonly slot?: number | undefined;
  readonly name: string;
  /** It gives TOTP codes. */
  readonly totp: boolean;
}

/** A pretended token with the secret of RFC 6238, and how it is asked for an eight-digit code. */
export interface Pretended {
  readonly device: FakeDevice;
  /** Undefined for one that always wants a finger. */
  readonly untouched?: ReadOptions | undefined;
  /** Undefined for one that never wants a finger. */
  readonly touched?: ReadOptions | undefined;
  /** The finger; one that has no clock types the code of the second 59. */
  readonly touch: () => void;
}

/** A whole number of a request within its bounds, or undefined. */
export function whole(request: ReadRequest, key: string, low: number, high: number): number | undefined {
  const value = request[key];
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high ? value : undefined;
}
