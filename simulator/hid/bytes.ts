/** Bytes as the protocols write them. PURE. */
export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');

/** Spaces allowed. Throws on anything else, since only our own constants and checked files come here. */
export function unhex(text: string): Uint8Array {
  const plain = text.replaceAll(' ', '');
  if (plain.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(plain)) throw new Error('expected an even number of hex digits');
  return Uint8Array.from(Buffer.from(plain, 'hex'));
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** `bytes` at the start of `length` bytes; the rest is `fill`. */
export function padded(bytes: Uint8Array, length: number, fill = 0): Uint8Array {
  if (bytes.length > length) throw new Error(`expected at most ${length} bytes, got ${bytes.length}`);
  const out = new Uint8Array(length).fill(fill);
  out.set(bytes);
  return out;
}

export function u64be(value: bigint): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value);
  return out;
}

export function u64le(value: bigint): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value, true);
  return out;
}

export function u32le(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value, true);
  return out;
}

export function u32be(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value);
  return out;
}

export const readU32le = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);

export const readU32be = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at);

export const readU16be = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

export const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
