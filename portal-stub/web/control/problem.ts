/** RFC 9457 problem details, with a stable `code` and the text in each language. */
import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import { bothLanguages, type Text } from '../../../common/text.ts';
import type { ControlError } from '../../rules/acts.ts';
import { httpTexts } from '../../texts/http.ts';
import { HttpError, httpStatus } from '../http/http-error.ts';
import { controlStatus } from './control-status.ts';

/** Something this API names itself: not a matter of HTTP alone, and not one of the service's refusals. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text;

  constructor(status: number, code: string, text: Text) {
    super(code);
    this.status = status;
    this.code = code;
    this.text = text;
  }
}

export const refused = ({ code, text }: ControlError): ControlProblem =>
  new ControlProblem(controlStatus(code), code, text);

export function sendProblem(response: Response, error: unknown): void {
  const { status, code, text } = error instanceof ControlProblem ? error : ofHttp(error);
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="ichido"');
  response.locals['code'] = code;
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: bothLanguages(text),
    ...text,
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

function ofHttp(error: unknown): ControlProblem {
  const known = error instanceof HttpError ? error : new HttpError('internal');
  return new ControlProblem(httpStatus[known.problem], known.problem, known.detail ?? httpTexts[known.problem]);
}
