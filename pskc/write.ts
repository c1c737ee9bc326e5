/**
 * RFC 6030 out: keys to XML. No I/O: randomness is an argument.
 *
 * Encrypted files carry AES-CBC of the key's own length, HMAC-SHA-256 with a MAC key of its own, and PBKDF2-HMAC-SHA-256;
 * secrets are encrypted, counters and times stay readable (as in the RFC's figure 6), which other tools take.
 */
import { iterationLimits } from './encryption.ts';
import { pskcError } from './errors.ts';
import type { Protection, PskcDevice, PskcKey, PskcPolicy, PskcResult } from './model.ts';
import { hmacSha256, ns, pbkdf2 } from './names.ts';
import { encrypt, hmac } from './protect.ts';
import { checkProtection } from './read.ts';
import { Refused, refuse } from './refuse.ts';
import { deriveNow } from './stepwise.ts';
import { fromInstant, toBase64 } from './values.ts';
import type { PskcErrorCode } from './words/error-texts.ts';

/** Fresh random bytes of the length asked for (node:crypto's `randomBytes` at the composition root). */
export type Random = (length: number) => Uint8Array;

/** OWASP's figure for PBKDF2-HMAC-SHA-256. */
export const defaultIterations = 600_000;

/**
 * Writes keys to one PSKC file (XML text, UTF-8). Refuses what no reader could take back: no key, an id twice, a secret of no length.
 * @example
 * const key = { id: 'SKTH00001', serial: 'SKTH00001', algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30, secret };
 * const written = writePskc([key], { kind: 'password', password }, { random: randomBytes });
 */
export function writePskc(
  keys: readonly PskcKey[],
  protection: Protection,
  ports: { readonly random: Random },
): PskcResult<string> {
  try {
    checkProtection(protection);
    if (keys.length === 0) refuse('nothing-to-write');
    return { ok: true, value: write(keys, protection, ports.random) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: pskcError(error.code, error.detail) };
    throw error;
  }
}

function write(keys: readonly PskcKey[], protection: Protection, random: Random): string {
  const lock = protection.kind === 'plain' ? undefined : locked(protection, random);
  const ids = new Set<string>();
  const packages = keys.map((key) => {
    if (ids.has(key.id)) refuse('id-duplicate', key.id);
    ids.add(key.id);
    return keyPackage(key, lock);
  });
  const root = element('KeyContainer', { Version: '1.0', ...namespaces(protection) }, [lock?.header, ...packages]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/** Only what the file uses: some readers trip over more. */
function namespaces(protection: Protection): { readonly [name: string]: string } {
  const plain = { 'xmlns:pskc': ns.pskc };
  if (protection.kind === 'plain') return plain;
  const encrypted = { ...plain, 'xmlns:ds': ns.ds, 'xmlns:xenc': ns.xenc };
  return protection.kind === 'key' ? encrypted : { ...encrypted, 'xmlns:xenc11': ns.xenc11, 'xmlns:pkcs5': ns.pkcs5 };
}

interface Lock {
  readonly header: string;
  readonly secret: (plain: Uint8Array) => string;
}

function locked(protection: Exclude<Protection, { kind: 'plain' }>, random: Random): Lock {
  const { key, encryptionKey } = protection.kind === 'key' ? preShared(protection) : fromPassword(protection, random);
  const macKey = random(32);
  const encrypted = (plain: Uint8Array): Uint8Array => encrypt(plain, key, random(16));
  const data = (octets: Uint8Array): string =>
    `<xenc:EncryptionMethod Algorithm="${ns.xenc}aes${key.length * 8}-cbc"/>` +
    `<xenc:CipherData><xenc:CipherValue>${toBase64(octets)}</xenc:CipherValue></xenc:CipherData>`;
  const macMethod = `<pskc:MACMethod Algorithm="${hmacSha256}"><pskc:MACKey>${data(encrypted(macKey))}</pskc:MACKey></pskc:MACMethod>`;
  return {
    header: `${encryptionKey}${macMethod}`,
    secret: (plain) => {
      const octets = encrypted(plain);
      const mac = toBase64(hmac('sha256', macKey, octets));
      return `<pskc:EncryptedValue>${data(octets)}</pskc:EncryptedValue><pskc:ValueMAC>${mac}</pskc:ValueMAC>`;
    },
  };
}

interface FileKey {
  readonly key: Uint8Array;
  readonly encryptionKey: string;
}

function preShared({ key, keyName }: Extract<Protection, { kind: 'key' }>): FileKey {
  const name = escaped(keyName ?? 'Pre-shared-key');
  return { key, encryptionKey: element('EncryptionKey', {}, [`<ds:KeyName>${name}</ds:KeyName>`]) };
}

function fromPassword({ password, iterations }: Extract<Protection, { kind: 'password' }>, random: Random): FileKey {
  const parameters = {
    salt: random(16),
    iterations: iterations ?? defaultIterations,
    keyLength: 32,
    hash: 'sha256',
  } as const;
  if (parameters.iterations < iterationLimits.min || parameters.iterations > iterationLimits.max) {
    refuse('kdf-iterations', `${parameters.iterations}`);
  }
  // Figure 7 leaves the parameters inside PBKDF2-params without a namespace, and that is what other readers look for.
  const method =
    `<xenc11:KeyDerivationMethod Algorithm="${pbkdf2}"><pkcs5:PBKDF2-params>` +
    `<Salt><Specified>${toBase64(parameters.salt)}</Specified></Salt>` +
    `<IterationCount>${parameters.iterations}</IterationCount><KeyLength>${parameters.keyLength}</KeyLength>` +
    `<PRF Algorithm="${hmacSha256}"/></pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod>`;
  return {
    key: deriveNow({ ...parameters, password }),
    encryptionKey: element('EncryptionKey', {}, [`<xenc11:DerivedKey>${method}</xenc11:DerivedKey>`]),
  };
}

function keyPackage(key: PskcKey, lock: Lock | undefined): string {
  checkKey(key);
  const module = key.device?.cryptoModule;
  return element('KeyPackage', {}, [
    deviceInfo(key, key.device ?? {}),
    module === undefined ? undefined : element('CryptoModuleInfo', {}, [textElement('Id', module)]),
    element('Key', { Id: key.id, Algorithm: `${ns.pskc}:${key.algorithm.toLowerCase()}` }, [
      textElement('Issuer', key.issuer),
      algorithmParameters(key),
      textElement('KeyProfileId', key.keyProfileId),
      textElement('FriendlyName', key.friendlyName),
      data(key, lock),
      textElement('UserId', key.userId),
      key.policy && policy(key.policy, key.id),
    ]),
  ]);
}

function checkKey(key: PskcKey): void {
  const whole = (value: number | undefined, min: number, max: number): boolean =>
    value === undefined || (Number.isInteger(value) && value >= min && value <= max);
  const wrong = (code: PskcErrorCode): never => refuse(code, key.id);
  if (key.id === '') refuse('attribute-missing', 'Id');
  if (key.secret.length < 1 || key.secret.length > 256) wrong('secret-length');
  if (!whole(key.digits, 6, 9)) wrong('digits-unsupported');
  if (!whole(key.periodSeconds, 1, 2 ** 31 - 1)) wrong('period-invalid');
  if (!whole(key.timeDrift, -(2 ** 31), 2 ** 31 - 1) || !whole(key.time, -(2 ** 31), 2 ** 31 - 1))
    wrong('value-invalid');
  // xs:long, though the octets of an encrypted counter could hold one bit more.
  if (key.counter !== undefined && (key.counter < 0n || key.counter >= 2n ** 63n)) wrong('counter-invalid');
}

function deviceInfo(key: PskcKey, device: PskcDevice): string | undefined {
  return optional('DeviceInfo', {}, [
    textElement('Manufacturer', key.manufacturer),
    textElement('SerialNo', key.serial),
    textElement('Model', device.model),
    textElement('IssueNo', device.issueNo),
    textElement('DeviceBinding', device.binding),
    instantElement('StartDate', device.startDate),
    instantElement('ExpiryDate', device.expiryDate),
    textElement('UserId', device.userId),
  ]);
}

function algorithmParameters({ algorithm, hash, digits, checkDigits }: PskcKey): string | undefined {
  const format = { Length: `${digits}`, Encoding: 'DECIMAL', ...(checkDigits === true ? { CheckDigits: 'true' } : {}) };
  return optional('AlgorithmParameters', {}, [
    // HOTP is SHA-1 unless it says otherwise; a TOTP file always says which.
    algorithm === 'TOTP' || hash !== 'SHA1' ? textElement('Suite', `HMAC-${hash}`) : undefined,
    digits === undefined ? undefined : element('ResponseFormat', format, []),
  ]);
}

function data(key: PskcKey, lock: Lock | undefined): string {
  const plain = (name: string, value: number | bigint | undefined): string | undefined =>
    value === undefined ? undefined : element(name, {}, [textElement('PlainValue', `${value}`)]);
  return element('Data', {}, [
    element('Secret', {}, [lock?.secret(key.secret) ?? textElement('PlainValue', toBase64(key.secret))]),
    plain('Counter', key.counter),
    plain('Time', key.time),
    plain('TimeInterval', key.periodSeconds),
    plain('TimeDrift', key.timeDrift),
  ]);
}

function policy(it: PskcPolicy, id: string): string {
  // Written without what it did not understand, the key would be freer than it was.
  if (it.unknown) refuse('policy-unwritable', id);
  return element('Policy', {}, [
    instantElement('StartDate', it.startDate),
    instantElement('ExpiryDate', it.expiryDate),
    it.pin && element('PINPolicy', it.pin, []),
    ...it.keyUsages.map((usage) => textElement('KeyUsage', usage)),
    textElement('NumberOfTransactions', it.numberOfTransactions?.toString()),
  ]);
}

type Content = readonly (string | undefined)[];

function element(name: string, attributes: { readonly [name: string]: string }, content: Content): string {
  const start = Object.entries(attributes).reduce(
    (tag, [key, value]) => `${tag} ${key}="${escaped(value)}"`,
    `<pskc:${name}`,
  );
  const inside = content.filter((part) => part !== undefined).join('');
  return inside === '' ? `${start}/>` : `${start}>${inside}</pskc:${name}>`;
}

function optional(name: string, attributes: { readonly [name: string]: string }, content: Content): string | undefined {
  return content.some((part) => part !== undefined) ? element(name, attributes, content) : undefined;
}

function textElement(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `<pskc:${name}>${escaped(text)}</pskc:${name}>`;
}

function instantElement(name: string, at: number | undefined): string | undefined {
  return at === undefined ? undefined : textElement(name, fromInstant(at));
}

const escapes: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and attributes alike; white space that a parser would fold is written as a reference. */
function escaped(text: string): string {
  // XML 1.0 §2.2: these cannot be written in any way.
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(text)) refuse('text-unwritable', text);
  return text.replace(/[&<>"\t\n\r]/g, (char) => escapes[char] ?? `&#${char.charCodeAt(0)};`);
}
