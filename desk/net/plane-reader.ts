/** The portal's control plane as an attached desk knows it: its JSON, its stream of events, and the bank's hands. */
import type { Text } from '../../common/text.ts';

export interface PlaneAddress {
  /** No slash at the end. */
  readonly portal: string;
  readonly secret: string;
}

/** Rejects when the answer is none of the 2xx. */
export async function getJson(plane: PlaneAddress, path: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(plane.portal + path, { headers: bearer(plane), signal });
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  return response.json();
}

/** What the plane did, or its refusal in both languages. Rejects when nobody answers. */
export async function postAct(
  plane: PlaneAddress,
  path: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly text: Text }> {
  const response = await fetch(plane.portal + path, { method: 'POST', headers: bearer(plane) });
  if (response.ok) {
    await response.body?.cancel();
    return { ok: true };
  }
  const { ja = '', en = '' } = (await response.json()) as Partial<Text>;
  return { ok: false, text: { ja, en } };
}

export interface StreamMessage {
  readonly id: string | undefined;
  readonly data: string;
}

/**
 * Resolves when the stream is open: from then on nothing that happens is missed.
 * @param lastId the last message of an earlier stream; what came after it comes first.
 */
export async function openEvents(
  plane: PlaneAddress,
  signal: AbortSignal,
  lastId: string | undefined,
): Promise<AsyncGenerator<StreamMessage>> {
  const headers = { ...bearer(plane), ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const response = await fetch(`${plane.portal}/__admin/events`, { headers, signal });
  if (!response.ok || response.body === null) throw new Error(`GET /__admin/events: ${response.status}`);
  // Locked at once: fetch cancels a body that nobody reads yet when its response is collected as garbage.
  return messagesOf(response.body.values());
}

/** Server-sent events (WHATWG HTML §9.2), as much of them as the portal sends. */
async function* messagesOf(body: AsyncIterableIterator<Uint8Array>): AsyncGenerator<StreamMessage> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    let end = text.indexOf('\n\n');
    while (end >= 0) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = of('data');
      if (data !== undefined) yield { id: of('id'), data };
      end = text.indexOf('\n\n');
    }
  }
}

const bearer = ({ secret }: PlaneAddress): Record<string, string> => ({ authorization: `Bearer ${secret}` });
