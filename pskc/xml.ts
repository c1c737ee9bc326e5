/**
 * The XML below PSKC: strict, namespaced, inside limits, one child of the root at a time. PURE.
 *
 * Whatever could reach outside or blow up is refused where it is first seen: DOCTYPE, entities, processing instructions,
 * XInclude; then length, depth and number. The text is fed in small pieces, so a bomb costs what came before the refusal.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ns } from './names.ts';
import { Refused, refuse } from './refuse.ts';

export interface XmlAttribute {
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

export interface XmlElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All character data directly inside. */
  readonly text: string;
  readonly line: number;
}

/** Far above every honest file; a bomb meets them within the first 128 KiB. */
export const limits = {
  bytes: 64 * 1024 * 1024,
  depth: 32,
  attributes: 32,
  attributeChars: 4096,
  textChars: 64 * 1024,
  /** Characters without a single event: an endless name, comment, text or tag. */
  silentChars: 128 * 1024,
  /** Elements inside one child of the root. */
  elements: 1000,
  /** In the whole file. */
  allElements: 4_000_000,
  comments: 10_000,
  cdataSections: 10_000,
} as const;

const pieceChars = 16 * 1024;

/**
 * Reads the document piece by piece: the root's start tag is handed to `visitRoot`, and each piece yields the children of
 * the root that are complete with it. Children are not kept. Throws `Refused`.
 */
export function* readXml(
  input: string | Uint8Array,
  visitRoot: (root: XmlElement) => void,
): Generator<readonly XmlElement[], void, void> {
  if (input.length > limits.bytes) refuse('too-large', `${limits.bytes / 1024 / 1024} MiB`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  // The parser looks entities up in a plain object, where `&constructor;` would find something.
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });
  let complete: XmlElement[] = [];
  const events = listen(parser, { root: visitRoot, child: (child) => complete.push(child) });
  let prolog = '';
  let silentChars = 0;
  try {
    for (const piece of pieces(input)) {
      const before = events.count;
      if (!events.rootSeen) prolog = (prolog + piece).slice(0, limits.silentChars);
      parser.write(piece);
      silentChars = events.count === before ? silentChars + piece.length : 0;
      if (silentChars > limits.silentChars) refuse('too-long', `${limits.silentChars}`);
      const children = complete;
      complete = [];
      yield children;
    }
    parser.close();
  } catch (error) {
    // A DOCTYPE is named as such even if it never ends or is wrong in itself.
    if (error instanceof Refused && !events.rootSeen && /<!DOCTYPE/i.test(prolog)) refuse('doctype');
    throw error;
  }
}

interface OpenElement extends XmlElement {
  readonly attributes: XmlAttribute[];
  readonly children: XmlElement[];
  text: string;
}

interface Visit {
  readonly root: (root: XmlElement) => void;
  readonly child: (child: XmlElement) => void;
}

function listen(parser: SaxesParser<{ xmlns: true; position: true }>, visit: Visit) {
  const events = { count: 0, rootSeen: false };
  const open: OpenElement[] = [];
  let attributes = 0;
  let elements = 0;
  const counts = { allElements: 0, comments: 0, cdataSections: 0 };
  const count = (kind: keyof typeof counts): void => {
    counts[kind] += 1;
    if (counts[kind] > limits[kind]) refuse('too-many', `${limits[kind]}`);
  };

  const text = (piece: string): void => {
    events.count += 1;
    const inside = open.at(-1);
    if (inside === undefined) return;
    if (open.length === 1 && piece.trim() !== '') refuse('text-unexpected', inside.local);
    if (inside.text.length + piece.length > limits.textChars) refuse('too-long', `${limits.textChars}`);
    if (open.length > 1) inside.text += piece;
  };

  parser.on('xmldecl', ({ version, encoding }) => {
    events.count += 1;
    if (version !== '1.0') refuse('xml-version', version ?? '');
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) refuse('encoding-unsupported', encoding);
  });
  parser.on('doctype', () => refuse('doctype'));
  parser.on('processinginstruction', ({ target }) => refuse('processing-instruction', target));
  parser.on('comment', () => {
    events.count += 1;
    count('comments');
  });
  parser.on('error', (error) => {
    const at = `${parser.line}:${parser.column}`;
    refuse(error.message.includes('undefined entity') ? 'entity' : 'xml-malformed', at);
  });
  parser.on('opentagstart', () => {
    events.count += 1;
    attributes = 0;
    count('allElements');
    elements = open.length <= 1 ? 0 : elements + 1;
    if (elements > limits.elements) refuse('too-many', `${limits.elements}`);
    if (open.length >= limits.depth) refuse('too-deep', `${limits.depth}`);
  });
  parser.on('attribute', ({ value }) => {
    events.count += 1;
    attributes += 1;
    if (attributes > limits.attributes) refuse('too-many', `${limits.attributes}`);
    if (value.length > limits.attributeChars) refuse('too-long', `${limits.attributeChars}`);
  });
  parser.on('opentag', (tag) => {
    if (tag.uri === ns.xinclude) refuse('xinclude');
    const element = opened(tag, parser.line);
    open.push(element);
    if (open.length === 1) {
      events.rootSeen = true;
      visit.root(element);
    }
  });
  parser.on('text', text);
  parser.on('cdata', (piece) => {
    count('cdataSections');
    text(piece);
  });
  parser.on('closetag', () => {
    events.count += 1;
    const element = open.pop();
    if (element === undefined) return;
    if (open.length === 1) visit.child(element);
    else open.at(-1)?.children.push(element);
  });
  return events;
}

function opened(tag: SaxesTagNS, line: number): OpenElement {
  const attributes: XmlAttribute[] = [];
  for (const { local, uri, value } of Object.values(tag.attributes)) {
    if (uri !== ns.xmlns) attributes.push({ local, uri, value });
  }
  return { local: tag.local, uri: tag.uri, attributes, children: [], text: '', line };
}

function* pieces(input: string | Uint8Array): Generator<string> {
  if (typeof input === 'string') {
    for (let at = 0; at < input.length; at += pieceChars) yield input.slice(at, at + pieceChars);
    return;
  }
  // A byte order mark of UTF-16 or UTF-32, or a NUL among the first four bytes (RFC 3023 and XML 1.0 appendix F).
  const head = input.subarray(0, 4);
  if (head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    refuse('encoding-unsupported', 'UTF-16');
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < input.length; at += pieceChars) yield decode(input.subarray(at, at + pieceChars), true);
  yield decode(undefined, false);

  function decode(bytes: Uint8Array | undefined, stream: boolean): string {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      return refuse('encoding-unsupported', 'invalid UTF-8');
    }
  }
}
