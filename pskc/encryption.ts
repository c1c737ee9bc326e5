/** `<EncryptionKey>`, `<MACMethod>` and the encrypted values of RFC 6030 §6, from XML to plain data. PURE. */
import { attributesOf, childrenOf, nameOf, needAttribute, textOf, where } from './element.ts';
import { type Cipher, ciphers, type HmacHash, hmacs, ns, pbkdf2Names } from './names.ts';
import { refuse } from './refuse.ts';
import { fromBase64, toInteger } from './values.ts';
import type { XmlElement } from './xml.ts';

/** How the key of the file is had. */
export type KeySource = { readonly kind: 'key' } | ({ readonly kind: 'password' } & Pbkdf2);

export interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Bytes. */
  readonly keyLength: number;
  readonly hash: HmacHash;
}

export interface Encrypted extends Cipher {
  /** Initialization vector (CBC only) and cipher text; undefined when it is no base64. */
  readonly octets: Uint8Array | undefined;
}

export interface MacMethod {
  /** Undefined when the file names none, as python-pskc leaves it beside key wrap: no matter until a MAC is needed. */
  readonly hash: HmacHash | undefined;
  /** Where it stands, for a refusal. */
  readonly at: string;
  readonly key: Encrypted;
}

/** E7: fewer protect nothing, more are a bomb. */
export const iterationLimits = { min: 1_000, max: 2_000_000 } as const;

export function readKeySource(element: XmlElement): KeySource {
  attributesOf(element, ['Id']);
  const transport = (child: XmlElement): never => refuse('key-transport-unsupported', nameOf(child));
  const children = childrenOf(element, { 'ds:KeyName': 'many', 'xenc11:DerivedKey': 'one' }, transport);
  for (const name of children.all('ds:KeyName')) textOf(name);
  const derived = children.get('xenc11:DerivedKey');
  return derived === undefined ? { kind: 'key' } : { kind: 'password', ...readDerivedKey(derived) };
}

function readDerivedKey(element: XmlElement): Pbkdf2 {
  attributesOf(element, ['Id', 'Type', 'Recipient']);
  const children = childrenOf(element, {
    'xenc11:KeyDerivationMethod': 'one',
    'xenc:ReferenceList': 'one',
    'xenc11:DerivedKeyName': 'one',
    'xenc11:MasterKeyName': 'one',
    'xenc:CarriedKeyName': 'one',
  });
  const method = children.need('xenc11:KeyDerivationMethod');
  const algorithm = needAttribute(method, attributesOf(method, ['Algorithm']), 'Algorithm');
  if (!pbkdf2Names.has(algorithm)) refuse('kdf-unsupported', algorithm);
  const parameters = method.children[0];
  if (parameters === undefined || method.children.length !== 1 || parameters.local !== 'PBKDF2-params') {
    refuse('element-missing', `PBKDF2-params < ${where(method)}`);
  }
  return readPbkdf2(parameters);
}

/** The RFC's figure 7 leaves the parameters without a namespace; others put them into PKCS #5's, XML Encryption's or the document's own. */
const parameterNamespaces = new Set<string>(['', ns.pkcs5, ns.xenc11, ns.pskc]);

function readPbkdf2(element: XmlElement): Pbkdf2 {
  if (!parameterNamespaces.has(element.uri)) refuse('element-unknown', where(element));
  const children = childrenOf(anywhere(element), { Salt: 'one', IterationCount: 'one', KeyLength: 'one', PRF: 'one' });
  const salt = fromBase64(textOf(childrenOf(anywhere(children.need('Salt')), { Specified: 'one' }).need('Specified')));
  if (salt === undefined || salt.length === 0 || salt.length > 1024) refuse('kdf-salt', where(element));
  const iterationsText = textOf(children.need('IterationCount'));
  const iterations = toInteger(iterationsText);
  if (iterations === undefined || iterations < iterationLimits.min || iterations > iterationLimits.max) {
    refuse('kdf-iterations', iterationsText);
  }
  const lengthText = textOf(children.need('KeyLength'));
  const keyLength = Number(toInteger(lengthText) ?? 0n);
  if (![16, 24, 32].includes(keyLength)) refuse('kdf-key-length', lengthText);
  return { salt, iterations: Number(iterations), keyLength, hash: readPrf(children.get('PRF')) };
}

/** PKCS #5 (RFC 8018 appendix A.2): without a name, the PRF is HMAC-SHA-1. python-pskc writes the name as text. */
function readPrf(element: XmlElement | undefined): HmacHash {
  if (element === undefined) return 'sha1';
  const text = textOf(element, ['Algorithm']);
  const algorithm = attributesOf(element, ['Algorithm']).get('Algorithm');
  if (algorithm !== undefined && text !== '') refuse('text-unexpected', where(element));
  const name = algorithm ?? text;
  return name === '' && algorithm === undefined ? 'sha1' : (hmacs.get(name) ?? refuse('kdf-hash-unsupported', name));
}

/** The same element, its PBKDF2 children seen as if they stood in the PSKC namespace. */
function anywhere(element: XmlElement): XmlElement {
  attributesOf(element, []);
  const children = element.children.map((child) =>
    parameterNamespaces.has(child.uri) ? { ...child, uri: ns.pskc } : child,
  );
  return { ...element, children };
}

export function readMacMethod(element: XmlElement): MacMethod {
  const algorithm = attributesOf(element, ['Algorithm']).get('Algorithm')?.trim();
  const hash = algorithm === undefined ? undefined : (hmacs.get(algorithm) ?? refuse('mac-unsupported', algorithm));
  const children = childrenOf(element, { MACKey: 'one', MACKeyReference: 'one' }, (child) =>
    refuse('extension-critical', where(child)),
  );
  const key = children.get('MACKey');
  if (key === undefined || children.has('MACKeyReference')) refuse('mac-key-missing', where(element));
  return { hash, at: where(element), key: readEncrypted(key) };
}

/** An xenc:EncryptedDataType under whatever name (`EncryptedValue`, `MACKey`). */
export function readEncrypted(element: XmlElement): Encrypted {
  attributesOf(element, ['Id', 'Type', 'MimeType', 'Encoding']);
  const children = childrenOf(element, { 'xenc:EncryptionMethod': 'one', 'xenc:CipherData': 'one' }, (child) =>
    nameOf(child) === 'ds:KeyInfo' ? refuse('key-transport-unsupported', where(child)) : false,
  );
  const method = children.get('xenc:EncryptionMethod') ?? refuse('cipher-unsupported', where(element));
  const algorithm = needAttribute(method, attributesOf(method, ['Algorithm']), 'Algorithm');
  childrenOf(method, {}, (child) => refuse('cipher-unsupported', where(child)));
  const cipher = ciphers.get(algorithm) ?? refuse('cipher-unsupported', algorithm);
  const data = children.need('xenc:CipherData');
  attributesOf(data, []);
  const value = childrenOf(data, { 'xenc:CipherValue': 'one' }, (child) =>
    nameOf(child) === 'xenc:CipherReference' ? refuse('cipher-reference') : false,
  ).need('xenc:CipherValue');
  return { ...cipher, octets: fromBase64(textOf(value)) };
}
