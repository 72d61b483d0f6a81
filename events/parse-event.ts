import * as z from 'zod';
import { eventSource } from '../core/events.ts';
import { SmsEvent } from './sms-event.ts';

const FromTheBus = z.object({ source: z.literal(eventSource), 'detail-type': z.string(), detail: SmsEvent });

/** Something else than an event of the pipeline. It tells which fields are wrong and quotes no value. */
export class SmsEventError extends Error {
  override readonly name = 'SmsEventError';
}

/**
 * Reads what EventBridge hands to a target: `{ source, 'detail-type', detail, … }`.
 * @throws SmsEventError for anything but an event of the pipeline, of a type that this package knows.
 */
export const parseEvent = (event: unknown): SmsEvent => {
  const parsed = FromTheBus.safeParse(event);
  if (parsed.success) return parsed.data.detail;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the event itself');
  throw new SmsEventError(`not an event of the SMS pipeline: wrong are ${fields.join(', ')}`);
};
