import type { Answer, History } from '../history.ts';

/** Under one key: one request, always answered with the same bytes; any other is told so. */
export const checkIdempotency = ({ answers }: History): string[] => {
  const byKey = Map.groupBy(
    answers.filter(({ idempotencyKey }) => idempotencyKey !== undefined),
    ({ idempotencyKey }) => idempotencyKey,
  );
  return [
    ...answers.flatMap(refusalsOf),
    ...[...byKey].flatMap(([key, told]) => problemsOf(told).map((what) => `${key}: ${what}`)),
  ];
};

/** How much later than its `sendAt` a request is always taken, by the slowest clock, in milliseconds. */
const graceMs = 55_000;

/** A request that is repeated for minutes without success may be past the time that it asks for. */
const isLate = ({ body, at }: Answer): boolean => at > Date.parse(JSON.parse(body).sendAt) + graceMs;

/** No client of this world sends anything that could be refused for itself. */
const refusalsOf = (told: Answer): string[] => {
  if (!('problem' in told.answer)) return [];
  const { problem } = told.answer;
  const isLawful = problem === 'idempotency_key_reused' || (problem === 'invalid_request' && isLate(told));
  return isLawful ? [] : [`text ${told.index}: refused: ${problem}`];
};

const problemsOf = (told: readonly Answer[]): string[] => {
  const taken = told.flatMap(({ body, answer }) =>
    'message' in answer ? [{ body, text: JSON.stringify(answer.message) }] : [],
  );
  const refused = told.filter(({ answer }) => 'problem' in answer);
  return [
    ...(new Set(taken.map(({ text }) => text)).size > 1 ? ['two different answers'] : []),
    ...(new Set(taken.map(({ body }) => body)).size > 1 ? ['two different requests were accepted'] : []),
    ...(refused.some(({ body }) => taken.some((one) => one.body === body))
      ? ['refused what it had accepted']
      : []),
  ];
};
