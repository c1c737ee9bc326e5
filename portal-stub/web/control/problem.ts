/** RFC 9457 problem details, with a stable `code`. */
import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { ControlError } from '../../rules/acts.ts';
import { HttpError, httpStatus, httpText } from '../http/http-error.ts';

/** Something this API names itself: not a matter of HTTP alone, and not one of the service's refusals. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** What the service refuses because of how things stand; whatever else it refuses is about what was sent (422). */
const conflicts = new Set(['serial-of-other-contract', 'kind-mixed', 'stock-other-secret']);

export function refused(error: ControlError): ControlProblem {
  const status = conflicts.has(error.code) ? 409 : error.code === 'not-recorded' ? 503 : 422;
  return new ControlProblem(status, error.code, error.message);
}

export function sendProblem(response: Response, error: unknown): void {
  const problem = error instanceof ControlProblem ? error : ofHttp(error);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="ichido"');
  response.locals['code'] = problem.code;
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[problem.status] ?? 'Error',
        status: problem.status,
        code: problem.code,
        detail: problem.message,
      }),
    );
}

function ofHttp(error: unknown): ControlProblem {
  const known = error instanceof HttpError ? error : new HttpError('internal');
  const { ja, en } = httpText[known.problem];
  return new ControlProblem(httpStatus[known.problem], known.problem, known.detail ?? `${ja} ${en}`);
}
