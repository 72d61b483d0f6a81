import * as z from 'zod';
import { AttemptId, MessageId, parseAttemptId } from '../../../core/ids.ts';
import { parseJson } from '../stack-outputs.ts';

/** The ids that entries of our queues carry. Nothing else of an entry is shown. */
const Entry = z.object({
  messageId: MessageId.optional(),
  attemptId: AttemptId.optional(),
  carrier: z.string().max(50).optional(),
  carrierMessageId: z.string().max(200).optional(),
  /** Of a status callback. */
  data: z.object({ messageId: MessageId }).optional(),
});

export type EntryNames = {
  readonly messageId?: MessageId | undefined;
  readonly carrier?: string | undefined;
  readonly carrierMessageId?: string | undefined;
};

/** Whose message an entry is about; undefined where it is none of ours. */
export const entryNames = (body: string): EntryNames | undefined => {
  const entry = Entry.safeParse(parseJson(body)).data;
  if (!entry) return undefined;
  const { messageId, attemptId, carrier, carrierMessageId, data } = entry;
  const echoed = attemptId && parseAttemptId(attemptId).messageId;
  return { messageId: messageId ?? echoed ?? data?.messageId, carrier, carrierMessageId };
};
