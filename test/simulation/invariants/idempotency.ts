import type { MessageResource } from '../../../core/api/message-resource.ts';
import type { Answer, History } from '../history.ts';

/** Under one key: one request, always answered with the same bytes; any other is told so. */
export const checkIdempotency = ({ answers }: History): string[] => {
  const byKey = Map.groupBy(
    answers.filter(({ idempotencyKey }) => idempotencyKey !== undefined),
    ({ idempotencyKey }) => idempotencyKey,
  );
  return [
    ...answers.flatMap(refusalsOf),
    ...sharedIds(answers),
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
  // Whether a key was used for another text is seen where all its answers are.
  const isLawful = problem === 'idempotency_key_reused' || (problem === 'invalid_request' && isLate(told));
  return isLawful ? [] : [`text ${told.index}: refused: ${problem}`];
};

/** No two texts are one message. */
const sharedIds = (answers: readonly Answer[]): string[] => {
  const owners = new Map<string, number>();
  return answers.flatMap(({ index, answer }) => {
    if (!('message' in answer)) return [];
    const { messageId } = answer.message;
    const owner = owners.get(messageId) ?? index;
    owners.set(messageId, owner);
    return owner === index ? [] : [`${messageId}: answers texts ${owner} and ${index}`];
  });
};

/** What is left to tell once the content was erased in between. */
const withoutContent = ({ to, body, erasedAt, ...left }: MessageResource): Partial<MessageResource> => left;

const problemsOf = (told: readonly Answer[]): string[] => {
  const messages = told.flatMap(({ body, answer }) => ('message' in answer ? [{ body, ...answer }] : []));
  const isErased = messages.some(({ message }) => message.erasedAt !== undefined);
  const taken = messages.map(({ body, message }) => ({
    body,
    text: JSON.stringify(isErased ? withoutContent(message) : message),
  }));
  const refused = told.flatMap(({ body, answer }) => ('problem' in answer ? [{ body, ...answer }] : []));
  return [
    ...(new Set(taken.map(({ text }) => text)).size > 1 ? ['two different answers'] : []),
    ...(new Set(taken.map(({ body }) => body)).size > 1 ? ['two different requests were accepted'] : []),
    ...(refused.some(({ problem }) => problem === 'idempotency_key_reused') && taken.length === 0
      ? ['refused for a text that was never accepted']
      : []),
    ...(refused.some(({ body }) => taken.some((one) => one.body === body))
      ? ['refused what it had accepted']
      : []),
  ];
};
