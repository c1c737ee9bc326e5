/**
 * Bodies, read whole up to a limit and then parsed strictly. Stricter than the usual middleware on purpose: a field that
 * comes twice, that no form of ours has, or whose bytes are not UTF-8 is refused instead of guessed at, so no handler
 * ever meets an array where it wants a string.
 */

import type { IncomingMessage } from 'node:http';
import type { FormFields } from './form-fields.ts';
import { HttpError } from './http-error.ts';

export const formLimit = 16 * 1024;
export const jsonLimit = 256 * 1024;
export const stockLimit = 8 * 1024 * 1024;

/** The declared type in lower case without parameters; throws 415 for a compressed body or a charset besides UTF-8. */
export function mediaType(request: IncomingMessage): string {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new HttpError('unsupported-media-type');
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.trim().split('=');
    if (name === 'charset' && value.replaceAll('"', '') !== 'utf-8') throw new HttpError('unsupported-media-type');
  }
  return type.trim();
}

/** Throws 413 when the declared length says so already. */
export function refuseOversize(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new HttpError('too-large');
}

const continues = new WeakMap<IncomingMessage, () => void>();

/** `goOn` is called when a body is about to be read, so that its sender is not asked for one that is refused unread. */
export function whenRead(request: IncomingMessage, goOn: () => void): void {
  continues.set(request, goOn);
}

/** Throws 413 as soon as the limit is known to be passed, before anything is parsed. The rest is left to Node to drain. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  refuseOversize(request, limit);
  continues.get(request)?.();
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const settle = (error: HttpError | undefined) => {
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.resume();
        settle(new HttpError('too-large'));
      } else chunks.push(chunk);
    };
    const onEnd = () => settle(undefined);
    const onBroken = () => settle(new HttpError('bad-request'));
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

/**
 * application/x-www-form-urlencoded (WHATWG URL §5.1), strictly.
 * @param single names that may come once; @param repeated names that may come often, each time with another value.
 */
export function parseForm(body: Uint8Array, single: readonly string[], repeated: readonly string[]): FormFields {
  const fields = new Map<string, string[]>();
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    const value = cut < 0 ? '' : decode(pair.slice(cut + 1));
    const values = fields.get(name);
    if (values === undefined) {
      if (!single.includes(name) && !repeated.includes(name)) throw new HttpError('malformed-body');
      fields.set(name, [value]);
    } else {
      if (!repeated.includes(name) || values.includes(value)) throw new HttpError('malformed-body');
      values.push(value);
    }
  }
  return {
    one: (name) => fields.get(name)?.[0] ?? '',
    sent: (name) => fields.has(name),
    all: (name) => fields.get(name) ?? [],
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(text: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new HttpError('malformed-body');
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new HttpError('malformed-body');
  }
}
