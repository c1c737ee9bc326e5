/** Whoever holds the devices, and the one clock that they and the bank go by. PURE: shapes only. */
import type { Face, PressResult, TokenKind, TokenState } from '../simulator/device/face.ts';

/** Whoever holds the devices: a desk with a simulator, or a person with real ones. */
export interface TokenDevice {
  /** A new device or app, its serial. Its secret reaches the bank's stock by PSKC. */
  issue(kind: TokenKind, profile?: string): Promise<string>;
  /** What an eye sees now; nothing is pressed. */
  face(serial: string): Promise<Face>;
  /** Button ①; on an app: a look at it. */
  press(serial: string): Promise<PressResult>;
  /** False when the charge would have to rise: it only ever falls (P-06). */
  setBattery(serial: string, percent: number): Promise<boolean>;
  /** The whole percent left, `null` for an app, and what the desk's list says of the device. */
  battery(serial: string): Promise<{ readonly percent: number | null; readonly state: TokenState }>;
  /** It dies, without a warning (P-05). */
  fail(serial: string, as: 'dark' | 'garbage'): Promise<void>;
  drift(serial: string, change: { readonly ppm?: number; readonly offsetMs?: number }): Promise<void>;
  /** The new phone's serial; the old app stays readable until it is uninstalled. */
  changePhone(serial: string): Promise<string>;
  backup(serial: string): Promise<string>;
  restore(backup: string): Promise<string>;
  uninstall(serial: string): Promise<void>;
}

/** The one clock of the scene. It moves forwards only; nothing waits. */
export interface SceneClock {
  now(): Promise<number>;
  advance(ms: number): Promise<void>;
  /** True where it goes on by itself, so that an act of a moment ago bears another instant. */
  readonly runs?: boolean;
}
