import type { HttpAnswer } from '../../adapters/lambda/http.ts';
import { methodsOf } from '../../core/api/routes.ts';
import { ProblemError } from '../../core/problem.ts';

type Unrouted = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

const isPreflight = ({ method, headers }: Unrouted): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/**
 * Says precisely why no route took a request: the method or the path. A browser that asks before a request from
 * another origin gets here too: whether it may is in the headers that the gateway adds to the answer, or does not.
 * @throws ProblemError
 */
export const answerUnrouted = (request: Unrouted): HttpAnswer => {
  const allowed = methodsOf(request.path).join(', ');
  if (allowed === '') throw new ProblemError('not_found', 'There is nothing at this path.');
  if (isPreflight(request)) return { status: 204 };
  throw new ProblemError('method_not_allowed', `${request.method} is not allowed here, only ${allowed}.`, {
    headers: { allow: allowed },
  });
};
