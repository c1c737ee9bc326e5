/** The XML Schema values inside a PSKC file: strict, and nothing is cut or guessed. PURE. */

/** XML white space only: a full-width blank is a character like any other. */
export function trimXml(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
}

/** xs:base64Binary in its one canonical spelling, white space aside; undefined when it is not. */
export function fromBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/[ \t\r\n]+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  // Unused bits in the last character must be zero, else two texts would mean one value.
  return bytes.toString('base64') === packed ? new Uint8Array(bytes) : undefined;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** xs:integer of at most 40 characters; exact. */
export function toInteger(text: string): bigint | undefined {
  const match = /^([+-]?)([0-9]{1,40})$/.exec(trimXml(text));
  if (match === null) return undefined;
  const value = BigInt(match[2]!);
  return match[1] === '-' ? -value : value;
}

/**
 * An integer that came out of a decryption: decimal digits, or octets in network byte order (writers in use
 * leave out leading zero octets, and some write the digits; digits win, as in other readers). A signed value of four octets
 * is an xs:int in two's complement.
 */
export function octetsToInteger(octets: Uint8Array, signed = false): bigint | undefined {
  if (octets.length === 0 || octets.length > 20) return undefined;
  const text = Buffer.from(octets).toString('latin1');
  if (/^[0-9]+$/.test(text)) return BigInt(text);
  if (octets.length > 8) return undefined;
  const value = BigInt(`0x${Buffer.from(octets).toString('hex')}`);
  return signed && octets.length === 4 ? BigInt.asIntN(32, value) : value;
}

/** xs:boolean */
export function toBoolean(text: string): boolean | undefined {
  const value = trimXml(text);
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return undefined;
}

/**
 * xs:dateTime as milliseconds since the epoch. RFC 6030 wants UTC: a time without a zone is taken as UTC, an offset is applied.
 * `24:00:00` is the next midnight, a leap second is refused, digits beyond milliseconds are dropped.
 */
export function toInstant(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})?$/.exec(
    trimXml(text),
  );
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const millis = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const endOfDay = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(match[7] ?? '');
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return undefined;
  const zone = zoneMinutes(match[8] ?? 'Z');
  if (zone === undefined) return undefined;
  // Date.UTC reads years below 100 as 19xx.
  const midnight = Date.UTC(year + 400, month - 1, day) - 400 * 365.2425 * 86_400_000;
  return midnight + ((hour * 60 + minute - zone) * 60 + second) * 1000 + millis;
}

/** Canonical xs:dateTime in UTC, milliseconds only when there are any. */
export function fromInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  // xs:dateTime: up to 14:00 either way.
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}
