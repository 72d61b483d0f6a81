import { methodsOf } from '../../core/api/routes.ts';
import { ProblemError } from '../../core/problem.ts';

/** Says precisely why no route took a request: the method or the path. */
export const answerUnrouted = (method: string, path: string): ProblemError => {
  const allowed = methodsOf(path).join(', ');
  if (allowed === '') return new ProblemError('not_found', 'There is nothing at this path.');
  return new ProblemError('method_not_allowed', `${method} is not allowed here, only ${allowed}.`, {
    headers: { allow: allowed },
  });
};
