/** One HTTP exchange over a connection that is kept: the answer's status, headers and text. SHELL. */
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Question {
  readonly method: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | undefined;
  /** The longest that the other side may be silent. */
  readonly deadlineMs: number;
}

/** Follows nothing, keeps no cookie. Idle connections hold no process alive. */
const agent = new Agent({ keepAlive: true });

export function exchange(url: string, { method, headers = {}, body, deadlineMs }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.setTimeout(deadlineMs, () =>
      asked.destroy(new Error(`${method} ${new URL(url).pathname}: no answer in time`)),
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
