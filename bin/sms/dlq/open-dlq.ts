import { createDeadLetterNotes } from '../../../adapters/dynamodb/dead-letter-notes.ts';
import { createStatusStore } from '../../../adapters/dynamodb/status-store.ts';
import type { DeadLetterNoteReader, DeadLetterNotes, StatusReader } from '../../../core/ports.ts';
import { openDocuments, openSqs, outputOf } from '../open-aws.ts';
import type { CommonOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTarget } from '../target.ts';
import { deadLetterQueuesOf, type NamedQueue } from './dead-letter-queues.ts';

/** What the commands look at and change: the queues, why entries are in them, and what became of their messages. */
export type Dlq = {
  /** For people. */
  readonly target: string;
  readonly queues: readonly NamedQueue[];
  readonly notes: DeadLetterNotes & DeadLetterNoteReader;
  readonly statuses: StatusReader;
};

export const openDlq = (options: CommonOptions, surroundings: Surroundings): Dlq => {
  const target = resolveTarget(options, surroundings);
  const table = outputOf(target, 'StatusesTable');
  const documents = openDocuments(target);
  return {
    target: target.name,
    queues: deadLetterQueuesOf(target.outputs(), openSqs(target)),
    notes: createDeadLetterNotes(documents, table, surroundings.now),
    statuses: createStatusStore(documents, table),
  };
};
