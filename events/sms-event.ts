import * as z from 'zod';
import { CarrierEvent } from '../core/carrier-events.ts';
import { MessageEvent } from '../core/events.ts';
import { InboundReceived, RecipientEvent } from '../core/inbound/inbound-events.ts';

/**
 * What is published, as a consumer may trust it: a deployment that is newer than this package may add fields and
 * failure codes, and its events are still read.
 */
const { data, ...envelope } = MessageEvent.shape;
const tolerant = z.object({
  ...data.shape,
  recipient: z.object(data.shape.recipient.shape),
  error: z.object({ code: z.string(), carrierCode: z.string().optional() }).optional(),
});

const becoming = <S extends string>(status: S) =>
  z.object({
    ...envelope,
    type: z.literal(`sms.message.${status}`),
    data: tolerant.extend({ status: z.literal(status) }),
  });

const carrier = CarrierEvent.shape;
const ofCarrier = <Change extends string>(change: Change) =>
  z.object({
    ...carrier,
    type: z.literal(`sms.carrier.${change}`),
    data: z.object({
      ...carrier.data.shape,
      reason: z.string().optional(),
      error: z.object({ code: z.string() }).optional(),
    }),
  });

const received = InboundReceived.shape;
const person = z.object(received.data.shape.sender.shape);
const inbound = z.object({
  ...received,
  data: z.object({ ...received.data.shape, sender: person, keyword: z.string().optional() }),
});
const spoken = RecipientEvent.shape;
const ofRecipient = <Change extends string>(change: Change) =>
  z.object({
    ...spoken,
    type: z.literal(`sms.recipient.${change}`),
    data: z.object({ ...spoken.data.shape, recipient: person }),
  });

/** Every event of the pipeline, told apart by its `type`. */
export const SmsEvent = z.discriminatedUnion('type', [
  becoming('sent'),
  becoming('delivered'),
  becoming('undelivered'),
  becoming('failed'),
  becoming('expired'),
  becoming('canceled'),
  becoming('blocked'),
  becoming('unknown'),
  z.object({ ...envelope, type: z.literal('sms.message.corrected'), data: tolerant }),
  inbound,
  ofRecipient('opted-out'),
  ofRecipient('opted-in'),
  ofCarrier('opened'),
  ofCarrier('closed'),
]);
export type SmsEvent = z.infer<typeof SmsEvent>;
