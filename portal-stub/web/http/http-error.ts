/** A request that cannot be judged at all: not a refusal of the bank but of its web server. PURE. */
import type { Text } from '../../../common/text.ts';
import type { HttpProblem } from '../../texts/http.ts';

export const httpStatus: Record<HttpProblem, number> = {
  'bad-request': 400,
  'malformed-body': 400,
  unauthorized: 401,
  'foreign-origin': 403,
  'outer-request': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-media-type': 415,
  misdirected: 421,
  'not-recorded': 503,
  internal: 500,
};

export class HttpError extends Error {
  readonly problem: HttpProblem;
  /** Named for the caller where it helps and gives nothing away; only the control plane prints it. */
  readonly detail: Text | undefined;

  constructor(problem: HttpProblem, detail?: Text) {
    super(problem);
    this.problem = problem;
    this.detail = detail;
  }
}
