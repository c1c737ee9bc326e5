/** Asks the control plane of a running portal for one thing. What it says is foreign text: it is another process. */
import { clean } from '../../common/text-width.ts';
import type { PortalAddress } from '../../desk/net/desk-file.ts';
import { ExitError, exitCodes, failed } from '../exit.ts';

const deadlineMs = 10_000;

/** Rejects with `ExitError` 1 when nobody answers or the portal refuses. @param path below `/__admin/`. */
export async function askPlane<T>(
  { portal, secret }: Pick<PortalAddress, 'portal' | 'secret'>,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${portal}/__admin/${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(deadlineMs),
  }).catch((error: unknown) => {
    const why = clean(String((error as { cause?: { code?: string } }).cause?.code ?? 'no answer'), 80);
    throw failed(
      `ポータル（${portal}）から返事がありません（${why}）。`,
      `no answer from the portal at ${portal} (${why})`,
    );
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const { ja = `${response.status}`, en = `${response.status}` } = answer as {
    readonly ja?: string;
    readonly en?: string;
  };
  throw new ExitError(exitCodes.failed, { ja: clean(ja, 300), en: clean(en, 300) });
}
