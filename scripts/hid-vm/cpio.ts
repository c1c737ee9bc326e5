/**
 * An uncompressed "newc" cpio archive, the form in which Linux takes its first root file system
 * (Documentation/driver-api/early-userspace/buffer-format.rst). PURE: bytes in, bytes out.
 */
export interface CpioEntry {
  /** Relative, without a leading slash. */
  readonly name: string;
  readonly mode: number;
  readonly data?: Uint8Array;
}

export const directory = (name: string): CpioEntry => ({ name, mode: 0o040755 });
export const executable = (name: string, data: Uint8Array): CpioEntry => ({ name, mode: 0o100755, data });
export const plainFile = (name: string, data: Uint8Array): CpioEntry => ({ name, mode: 0o100644, data });

export function cpio(entries: readonly CpioEntry[]): Buffer {
  const all = [...entries, { name: 'TRAILER!!!', mode: 0 }];
  return Buffer.concat(all.flatMap((entry, index) => record(entry, index + 1)));
}

function record(entry: CpioEntry, inode: number): Buffer[] {
  const name = Buffer.from(`${entry.name}\0`, 'latin1');
  const data = Buffer.from(entry.data ?? []);
  const fields = [inode, entry.mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`, 'latin1');
  return [header, name, padding(header.length + name.length), data, padding(data.length)];
}

const padding = (length: number): Buffer => Buffer.alloc((4 - (length % 4)) % 4);
