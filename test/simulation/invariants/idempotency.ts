import type { ProblemCode } from '../../../core/problem.ts';
import type { Answer, History } from '../history.ts';

/** Under one key: one request, always answered with the same bytes; any other is told so. */
export const checkIdempotency = ({ answers }: History): string[] => {
  const byKey = Map.groupBy(
    answers.filter(({ idempotencyKey }) => idempotencyKey !== undefined),
    ({ idempotencyKey }) => idempotencyKey,
  );
  return [...byKey].flatMap(([key, told]) => problemsOf(told).map((what) => `${key}: ${what}`));
};

/** A request that is repeated for minutes without success may be past the time that it asks for. */
const isLawful = (problem: ProblemCode, taken: number): boolean =>
  problem === 'idempotency_key_reused' || (problem === 'invalid_request' && taken === 0);

const problemsOf = (told: readonly Answer[]): string[] => {
  const taken = told.flatMap(({ body, answer }) =>
    'message' in answer ? [{ body, text: JSON.stringify(answer.message) }] : [],
  );
  const refused = told.flatMap(({ body, answer }) => ('problem' in answer ? [{ body, ...answer }] : []));
  return [
    ...(new Set(taken.map(({ text }) => text)).size > 1 ? ['two different answers'] : []),
    ...(new Set(taken.map(({ body }) => body)).size > 1 ? ['two different requests were accepted'] : []),
    ...refused.flatMap(({ problem }) => (isLawful(problem, taken.length) ? [] : [`refused: ${problem}`])),
    ...(refused.some(({ body }) => taken.some((one) => one.body === body))
      ? ['refused what it had accepted']
      : []),
  ];
};
