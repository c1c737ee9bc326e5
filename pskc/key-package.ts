/** `<KeyPackage>` (RFC 6030 §4.2, §4.3) to the model. PURE but for the opener that it is handed. */
import { attributesOf, childrenOf, exactTextOf, needAttribute, optionalText, textOf, where } from './element.ts';
import { readEncrypted } from './encryption.ts';
import type { PskcDevice, PskcKey, PskcOther } from './model.ts';
import { otpAlgorithms, pinAlgorithm, suites } from './names.ts';
import { instantOf, readPolicy } from './policy.ts';
import type { Opener } from './protect.ts';
import { refuse } from './refuse.ts';
import { fromBase64, octetsToInteger, toBoolean, toInteger } from './values.ts';
import type { XmlElement } from './xml.ts';

export interface PackageReader {
  /** Opens encrypted values; undefined in a file without `<EncryptionKey>`. */
  readonly open: Opener | undefined;
  /** Called when a plain secret is met, so that a file which pretends to be protected is refused. */
  readonly plainSecret: (at: string) => void;
  /** Called when a plain secret, as written or as decoded, reads as hexadecimal or Base32: a maker's slip. */
  readonly encodedSecret: (at: string) => void;
  readonly extensions: (element: XmlElement) => void;
}

/** The key of a package; undefined when it holds none. */
export function readKeyPackage(element: XmlElement, reader: PackageReader): PskcKey | PskcOther | undefined {
  attributesOf(element, []);
  const children = childrenOf(element, { DeviceInfo: 'one', CryptoModuleInfo: 'one', Key: 'one', Extensions: 'many' });
  children.all('Extensions').forEach(reader.extensions);
  const device = readDevice(children.get('DeviceInfo'), reader);
  const cryptoModule = readCryptoModule(children.get('CryptoModuleInfo'), reader);
  const key = children.get('Key');
  return key && readKey(key, { ...device, device: { ...device.device, cryptoModule } }, reader);
}

interface Owner {
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly device: PskcDevice;
}

function readDevice(element: XmlElement | undefined, reader: PackageReader): Owner {
  if (element === undefined) return { device: {} };
  attributesOf(element, []);
  const children = childrenOf(element, {
    Manufacturer: 'one',
    SerialNo: 'one',
    Model: 'one',
    IssueNo: 'one',
    DeviceBinding: 'one',
    StartDate: 'one',
    ExpiryDate: 'one',
    UserId: 'one',
    Extensions: 'many',
  });
  children.all('Extensions').forEach(reader.extensions);
  const serial = children.get('SerialNo');
  return {
    // People type it: an importer must see its blanks, not have them taken away unsaid (D-14).
    serial: serial === undefined || textOf(serial) === '' ? undefined : exactTextOf(serial),
    manufacturer: optionalText(children.get('Manufacturer')),
    device: {
      model: optionalText(children.get('Model')),
      issueNo: optionalText(children.get('IssueNo')),
      binding: optionalText(children.get('DeviceBinding')),
      startDate: instantOf(children.get('StartDate')),
      expiryDate: instantOf(children.get('ExpiryDate')),
      userId: optionalText(children.get('UserId')),
    },
  };
}

function readCryptoModule(element: XmlElement | undefined, reader: PackageReader): string | undefined {
  if (element === undefined) return undefined;
  attributesOf(element, []);
  const children = childrenOf(element, { Id: 'one', Extensions: 'many' });
  children.all('Extensions').forEach(reader.extensions);
  return textOf(children.need('Id'));
}

function readKey(element: XmlElement, owner: Owner, reader: PackageReader): PskcKey | PskcOther {
  const attributes = attributesOf(element, ['Id', 'Algorithm']);
  const id = needAttribute(element, attributes, 'Id');
  if (id === '') refuse('attribute-missing', `Id < ${where(element)}`);
  const children = childrenOf(element, {
    Issuer: 'one',
    AlgorithmParameters: 'one',
    KeyProfileId: 'one',
    KeyReference: 'one',
    // RFC 6030 §4.2 marks its language with xml:lang; a name in a second language is passed over.
    FriendlyName: 'many',
    Data: 'one',
    UserId: 'one',
    Policy: 'one',
    Extensions: 'many',
  });
  children.all('Extensions').forEach(reader.extensions);
  const algorithmName = attributes.get('Algorithm')?.trim();
  if (algorithmName === undefined || algorithmName === '') refuse('algorithm-missing', where(element));
  const algorithm = otpAlgorithms.get(algorithmName);
  if (algorithm === undefined && algorithmName !== pinAlgorithm) refuse('algorithm-unsupported', algorithmName);

  const parameters = readParameters(children.get('AlgorithmParameters'));
  const data = readData(children.get('Data'), reader);
  const policyElement = children.get('Policy');
  const policy = policyElement && readPolicy(policyElement);
  const keyProfileId = optionalText(children.get('KeyProfileId'));
  const keyReference = optionalText(children.get('KeyReference'));
  const { serial, manufacturer, device } = owner;
  const common = { id, line: element.line, serial, manufacturer };

  // A key that is derived from another one is not in the file, whatever its Data holds.
  if (keyReference !== undefined)
    return { kind: 'reference', ...common, algorithm: algorithmName, keyReference, keyProfileId };
  const secret = data.secret ?? refuse('secret-missing', where(element));
  if (secret.length < 1 || secret.length > 256) refuse('secret-length', where(element));
  if (algorithm === undefined) {
    return {
      kind: 'pin',
      ...common,
      algorithm: algorithmName,
      keyProfileId,
      pin: Buffer.from(secret).toString('utf8'),
    };
  }
  return {
    ...common,
    issuer: optionalText(children.get('Issuer')),
    friendlyName: optionalText(children.get('FriendlyName')),
    userId: optionalText(children.get('UserId')),
    keyProfileId,
    algorithm,
    ...otpParameters(parameters),
    periodSeconds: data.periodSeconds,
    counter: data.counter,
    timeDrift: data.timeDrift,
    time: data.time,
    secret,
    policy,
    device: Object.values(device).some((value) => value !== undefined) ? device : undefined,
  };
}

interface Parameters {
  readonly suite?: string | undefined;
  readonly response?: { readonly encoding: string; readonly length: string; readonly checkDigits: boolean } | undefined;
  readonly challenge?: string | undefined;
}

function readParameters(element: XmlElement | undefined): Parameters {
  if (element === undefined) return {};
  attributesOf(element, []);
  const children = childrenOf(element, { Suite: 'one', ChallengeFormat: 'one', ResponseFormat: 'one' }, (child) =>
    child.local === 'Extensions' ? refuse('extension-critical', where(child)) : false,
  );
  const suite = children.get('Suite');
  const challenge = children.get('ChallengeFormat');
  const response = children.get('ResponseFormat');
  return {
    suite: suite && textOf(suite),
    challenge: challenge && where(challenge),
    response: response && readResponse(response),
  };
}

function readResponse(element: XmlElement): NonNullable<Parameters['response']> {
  const attributes = attributesOf(element, ['Encoding', 'Length', 'CheckDigits']);
  childrenOf(element, {});
  const checkDigits = toBoolean(attributes.get('CheckDigits') ?? 'false');
  if (checkDigits === undefined) refuse('value-invalid', `CheckDigits < ${where(element)}`);
  return {
    encoding: needAttribute(element, attributes, 'Encoding'),
    length: needAttribute(element, attributes, 'Length'),
    checkDigits,
  };
}

/** Nothing is filled in that the file does not say, but the hash: RFC 4226 knows SHA-1 only, and RFC 6238 §1.2 takes it unless told otherwise. */
function otpParameters({ suite, response, challenge }: Parameters): Pick<PskcKey, 'hash' | 'digits' | 'checkDigits'> {
  if (challenge !== undefined) refuse('challenge-unsupported', challenge);
  const hash = suite === undefined ? 'SHA1' : suites.get(suite.toUpperCase());
  if (hash === undefined) refuse('suite-unsupported', suite);
  if (response === undefined) return { hash, digits: undefined, checkDigits: undefined };
  if (response.encoding !== 'DECIMAL') refuse('encoding-of-response', response.encoding);
  const digits = Number(toInteger(response.length) ?? 0n);
  // RFC 6030 §10.1
  if (digits < 6 || digits > 9) refuse('digits-unsupported', response.length);
  return { hash, digits, checkDigits: response.checkDigits };
}

interface KeyData {
  readonly secret?: Uint8Array | undefined;
  readonly counter?: bigint | undefined;
  readonly time?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly timeDrift?: number | undefined;
}

function readData(element: XmlElement | undefined, reader: PackageReader): KeyData {
  if (element === undefined) return {};
  attributesOf(element, []);
  const children = childrenOf(
    element,
    { Secret: 'one', Counter: 'one', Time: 'one', TimeInterval: 'one', TimeDrift: 'one' },
    (child) => refuse('extension-critical', where(child)),
  );
  const secret = children.get('Secret');
  const interval = children.get('TimeInterval');
  const periodSeconds = integerOf(interval, reader, { min: -(2n ** 31n), max: 2n ** 31n - 1n });
  if (interval !== undefined && periodSeconds! < 1n) refuse('period-invalid', where(interval));
  const counterElement = children.get('Counter');
  const counter = integerOf(counterElement, reader);
  if (counterElement !== undefined && (counter! < 0n || counter! >= 2n ** 64n)) {
    refuse('counter-invalid', where(counterElement));
  }
  return {
    secret: secret && readSecret(secret, reader),
    counter,
    time: numberOf(integerOf(children.get('Time'), reader, { min: -(2n ** 31n), max: 2n ** 32n - 1n })),
    periodSeconds: numberOf(periodSeconds),
    timeDrift: numberOf(integerOf(children.get('TimeDrift'), reader, { min: -(2n ** 31n), max: 2n ** 31n - 1n })),
  };
}

function readSecret(element: XmlElement, reader: PackageReader): Uint8Array {
  const value = readValue(element, reader);
  if (value.octets !== undefined) return value.octets;
  reader.plainSecret(where(element));
  const secret = fromBase64(value.text) ?? refuse('value-invalid', where(element));
  if ([value.text, Buffer.from(secret).toString('latin1')].some(looksEncoded)) reader.encodedSecret(where(element));
  return secret;
}

/** Of 16 bytes or more: shorter words are this by chance. */
const looksEncoded = (text: string): boolean => /^([0-9a-f]{32,}|[0-9A-F]{32,}|[A-Z2-7]{26,}=*)$/.test(text);

function integerOf(
  element: XmlElement | undefined,
  reader: PackageReader,
  range?: { readonly min: bigint; readonly max: bigint },
): bigint | undefined {
  if (element === undefined) return undefined;
  const { octets, text } = readValue(element, reader);
  const value =
    octets === undefined ? toInteger(text) : octetsToInteger(octets, range !== undefined && range.max < 2n ** 31n);
  if (value === undefined || (range !== undefined && (value < range.min || value > range.max))) {
    refuse('value-invalid', where(element));
  }
  return value;
}

type Value =
  | { readonly text: string; readonly octets?: undefined }
  | { readonly octets: Uint8Array; readonly text?: undefined };

/** Exactly one of `<PlainValue>` and `<EncryptedValue>`; the latter never without its MAC, if its cipher needs one. */
function readValue(element: XmlElement, reader: PackageReader): Value {
  attributesOf(element, []);
  const children = childrenOf(element, { PlainValue: 'one', EncryptedValue: 'one', ValueMAC: 'one' });
  const plain = children.get('PlainValue');
  const encrypted = children.get('EncryptedValue');
  const mac = children.get('ValueMAC');
  if (plain !== undefined && encrypted !== undefined) refuse('mixed-protection', where(element));
  if (plain !== undefined) {
    if (mac !== undefined) refuse('mac-unexpected', where(element));
    return { text: textOf(plain) };
  }
  if (encrypted === undefined) refuse('element-missing', `PlainValue < ${where(element)}`);
  if (reader.open === undefined) refuse('encryption-key-missing', where(element));
  const value = readEncrypted(encrypted);
  const macText = (mac && textOf(mac)) || undefined;
  if (macText === undefined && value.mode === 'cbc') refuse('mac-missing', where(element));
  return { octets: reader.open(value, macText === undefined ? undefined : { octets: fromBase64(macText) }) };
}

function numberOf(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
