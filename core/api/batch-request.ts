import * as z from 'zod';
import { MessageRequest } from './message-request.ts';

/** Texts in one call, at most. */
export const maxBatch = 100;

const batchOf = <Message extends z.ZodType>(message: Message) =>
  z.strictObject({ messages: z.array(message).min(1).max(maxBatch) });

/** The body of `POST /v1/messages/batch`. */
export const BatchRequest = batchOf(MessageRequest).meta({
  id: 'BatchRequest',
  description: 'Texts to send, each as if it were sent by itself.',
});

/** What of it is judged as a whole: its texts are judged one by one. */
export const BatchEnvelope = batchOf(z.unknown());
