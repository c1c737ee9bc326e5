/**
 * RFC 6030 in: XML to the model, whole or refused by name. Touches no file and no socket.
 *
 * A signature (RFC 6030 §8) is accepted and reported, not verified: the desk has no certificate that it could trust, and a
 * refusal would protect nobody, since whoever can alter a signed file can also take its signature away.
 */
import { attributesOf, nameOf, needAttribute, where } from './element.ts';
import { type KeySource, type MacMethod, readKeySource, readMacMethod } from './encryption.ts';
import { type Place, pskcError } from './errors.ts';
import { readKeyPackage } from './key-package.ts';
import type { Protection, PskcFile, PskcKey, PskcNotice, PskcOther, PskcResult } from './model.ts';
import { draftNamespacePrefix, ns } from './names.ts';
import { noticeOf } from './notices.ts';
import { keyOf, type Opener, opener } from './protect.ts';
import { Refused, refuse } from './refuse.ts';
import { atOnce, type KeyWish, type Stepwise } from './stepwise.ts';
import { trimXml } from './values.ts';
import { looksLike } from './words/looks-like.ts';
import { readXml, type XmlElement } from './xml.ts';

/** Far above every honest file; the XML has limits of its own (xml.ts). */
export const most = { keys: 100_000, emptyPackages: 1_000, extensionElements: 10_000 } as const;

/**
 * Reads a PSKC file. `protection` is what the person supplies: `plain` for a file without encryption; a key for a plain file,
 * or none for an encrypted one, is refused by name (no silent fallback). Never throws on bad input.
 * @example
 * const read = readPskc(readFileSync('tokens.xml'), { kind: 'key', key: Buffer.from(hex, 'hex') });
 * if (!read.ok) throw new Error(read.error.text.en);
 * for (const { serial, digits, periodSeconds } of read.value.keys) console.log(serial, digits, periodSeconds);
 */
export function readPskc(xml: string | Uint8Array, protection: Protection): PskcResult<PskcFile> {
  return atOnce(readPskcStepwise(xml, protection));
}

/** The same in steps of at most 16 KiB, for a file that may be long while others wait. */
export function* readPskcStepwise(xml: string | Uint8Array, protection: Protection): Stepwise<PskcResult<PskcFile>> {
  try {
    checkProtection(protection);
    return { ok: true, value: yield* read(xml, protection) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const strange = ['xml-malformed', 'doctype', 'not-pskc'].includes(error.code) ? looksLike(xml) : undefined;
    if (strange !== undefined) return { ok: false, error: pskcError(strange) };
    return { ok: false, error: pskcError(error.code, error.detail, error.place) };
  }
}

/** Also the writer's check. Throws `Refused`. */
export function checkProtection(protection: Protection): void {
  if (protection.kind === 'key' && ![16, 24, 32].includes(protection.key.length)) refuse('key-length');
  if (protection.kind === 'password' && protection.password === '') refuse('password-empty');
}

function* read(xml: string | Uint8Array, protection: Protection): Stepwise<PskcFile> {
  const keys: PskcKey[] = [];
  const others: PskcOther[] = [];
  const notices = new Map<string, PskcNotice>();
  const ids = new Set<string>();
  let id: string | undefined;
  let source: KeySource | undefined;
  let macMethod: MacMethod | undefined;
  let open: Opener | undefined;
  let signed = false;
  let packages = 0;
  let emptyPackages = 0;
  let extensionElements = 0;
  /** The root's children come in the order of the schema: header, packages, signature, extensions. */
  let stage = 0;

  const notice = (code: PskcNotice['code'], detail = ''): void => {
    const same = `${code} ${detail}`;
    if (notices.size < 20 && !notices.has(same)) notices.set(same, noticeOf(code, detail));
  };
  const extensions = (element: XmlElement): void => {
    extensionElements += countOf(element);
    if (extensionElements > most.extensionElements) refuse('too-many', `${most.extensionElements}`);
    readExtensions(element, (name) => notice('extension-ignored', name));
  };
  const plainSecret = (at: string): void => {
    if (source !== undefined) refuse('mixed-protection', at);
    if (protection.kind !== 'plain') refuse('not-encrypted');
  };

  const encodedSecret = (at: string): void => notice('secret-looks-encoded', at);

  const readPackage = (element: XmlElement): void => {
    packages += 1;
    const key = readKeyPackage(element, { open, plainSecret, extensions, encodedSecret });
    if (key === undefined) {
      emptyPackages += 1;
      if (emptyPackages > most.emptyPackages) refuse('too-many', `${most.emptyPackages}`);
      notice('package-without-key', where(element));
      return;
    }
    if (ids.has(key.id)) refuse('id-duplicate', key.id);
    ids.add(key.id);
    if (ids.size > most.keys) refuse('too-many', `${most.keys}`);
    if ('kind' in key) others.push(key);
    else keys.push(key);
  };

  const readSignature = (element: XmlElement): void => {
    if (signed) refuse('element-repeated', where(element));
    signed = true;
    notice('signature-unverified');
  };

  const child: { readonly [name: string]: { readonly stage: number; readonly read: (element: XmlElement) => void } } = {
    EncryptionKey: {
      stage: 1,
      read: (element) => {
        if (source !== undefined) refuse('element-repeated', where(element));
        source = readKeySource(element);
      },
    },
    MACMethod: {
      stage: 2,
      read: (element) => {
        if (macMethod !== undefined) refuse('element-repeated', where(element));
        if (source === undefined) refuse('encryption-key-missing', where(element));
        macMethod = readMacMethod(element);
      },
    },
    KeyPackage: { stage: 3, read: readPackage },
    // RFC 6030's own figure 9 writes the signature in the PSKC namespace.
    Signature: { stage: 4, read: readSignature },
    'ds:Signature': { stage: 4, read: readSignature },
    Extensions: { stage: 5, read: extensions },
  };

  const readChild = (element: XmlElement): void => {
    const name = nameOf(element);
    const known = Object.hasOwn(child, name) ? child[name] : undefined;
    const rule = known ?? refuse('element-unknown', where(element));
    if (rule.stage < stage) refuse('element-order', where(element));
    stage = rule.stage;
    rule.read(element);
  };
  const visitRoot = (root: XmlElement): void => {
    id = readRoot(root);
  };
  for (const children of readXml(xml, visitRoot)) {
    for (const element of children) {
      if (nameOf(element) === 'KeyPackage' && source !== undefined && open === undefined) {
        const key: Uint8Array | KeyWish = keyOf(source, protection);
        open = opener(source, macMethod, key instanceof Uint8Array ? key : ((yield key) ?? new Uint8Array()));
      }
      try {
        readChild(element);
      } catch (error) {
        if (error instanceof Refused) error.place ??= placeOf(element);
        throw error;
      }
    }
    yield;
  }
  if (packages === 0) refuse('element-missing', 'KeyPackage');
  return { id, protectedBy: source?.kind ?? 'plain', keys, others, notices: [...notices.values()] };
}

/** Line, key and serial as far as the element tells them. */
function placeOf(element: XmlElement): Place {
  const child = (of: XmlElement | undefined, local: string) => of?.children.find((it) => it.local === local);
  const key = child(element, 'Key');
  const id = key?.attributes.find((it) => it.local === 'Id')?.value;
  const serial = child(child(element, 'DeviceInfo'), 'SerialNo')?.text.trim();
  return { line: (key ?? element).line, id, serial };
}

function readRoot(root: XmlElement): string | undefined {
  if (root.local !== 'KeyContainer' || root.uri !== ns.pskc) {
    if (root.uri !== ns.pskc && root.uri.startsWith(draftNamespacePrefix)) refuse('draft-namespace', root.uri);
    refuse('not-pskc', nameOf(root));
  }
  // Figure 8 of the RFC writes `id`.
  const attributes = attributesOf(root, ['Version', 'Id', 'id']);
  const version = needAttribute(root, attributes, 'Version');
  if (version !== '1.0') refuse('version-unsupported', version);
  return attributes.get('Id') ?? attributes.get('id');
}

/** Foreign elements may be passed over (RFC 6030 §4.1), unless they say that they must not be. */
function readExtensions(element: XmlElement, ignored: (name: string) => void): void {
  attributesOf(element, ['definition']);
  for (const child of element.children) {
    if (child.uri === ns.pskc || child.uri === '') refuse('element-unknown', where(child));
    if (critical(child)) refuse('extension-critical', where(child));
    ignored(nameOf(child));
  }
}

function countOf(element: XmlElement): number {
  return element.children.reduce((sum, child) => sum + countOf(child), 1);
}

function critical(element: XmlElement): boolean {
  const says = element.attributes.some(
    ({ local, value }) => /^(critical|mustUnderstand)$/i.test(local) && /^(true|1)$/.test(trimXml(value)),
  );
  return says || element.children.some(critical);
}
