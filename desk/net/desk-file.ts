/** Where a running desk or portal says that it is: a desk.json, or the file of `--ready-file`. */
import { readFileSync } from 'node:fs';

export interface PortalAddress {
  /** `http://127.0.0.1:8420`, no slash at the end. */
  readonly portal: string;
  /** `http://127.0.0.1:8421`, no slash at the end; a WebSocket and `POST /rpc` answer there. None of a portal alone. */
  readonly control: string | undefined;
  /** The control secret. Goes into an Authorization header, never anywhere else. */
  readonly secret: string;
  readonly pid: number | undefined;
}

export interface DeskAddress extends PortalAddress {
  readonly control: string;
}

/** Undefined where the file can't be read, or tells of neither. */
export function readDeskFile(file: string): PortalAddress | undefined {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as { [key: string]: unknown };
    const { portal, control, secret, pid } = value;
    if (typeof portal !== 'string' || typeof secret !== 'string') return undefined;
    if (control !== undefined && typeof control !== 'string') return undefined;
    return { portal, control, secret, pid: typeof pid === 'number' ? pid : undefined };
  } catch {
    return undefined;
  }
}
