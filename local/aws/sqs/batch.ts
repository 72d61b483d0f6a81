import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../call.ts';
import { readInput } from '../input.ts';
import { batchError } from './errors.ts';

const Batch = z.object({ Entries: z.array(z.looseObject({ Id: z.string() })).default([]) });

/** Runs one action for each entry of a batch: one that fails does not fail the others. */
export const eachEntry = (given: unknown, run: (entry: Members) => object) => {
  const { Entries: entries } = readInput(Batch, { Entries: given }, 'InvalidParameterValue');
  if (entries.length === 0)
    throw batchError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10) {
    const message = `Maximum number of entries per request are 10. You have sent ${entries.length}.`;
    throw batchError('TooManyEntriesInBatchRequest', message);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw batchError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    throw batchError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores.',
    );
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
};
