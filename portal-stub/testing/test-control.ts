/** For tests: calls of the control plane, their answers as JSON. */
import type { TestPortal } from './test-portal.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape, looked into freely and judged by their schemas
export type Loose = any;

export const json = { 'content-type': 'application/json' };

export interface ControlAnswer {
  readonly status: number;
  readonly body: Loose;
  readonly headers: Headers;
}

/** `body` is sent as JSON when there is one. */
export async function callControl(
  portal: TestPortal,
  method: string,
  path: string,
  body?: unknown,
): Promise<ControlAnswer> {
  const response = await portal.admin(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: json }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}
