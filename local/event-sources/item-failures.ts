import * as z from 'zod';

const Answer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * The ids of the messages that the function did not handle. What Lambda cannot read, or an id that is not of the
 * batch, fails the whole batch; no list or an empty one is a complete success.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const failedItems = (answer: unknown, batch: ReadonlySet<string>): ReadonlySet<string> => {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return batch;
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((id) => batch.has(id)) ? failed : batch;
};
