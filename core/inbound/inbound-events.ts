import * as z from 'zod';
import { InboundEntry } from './inbound-entry.ts';

const carrierFacts = {
  carrier: z.string(),
  carrierMessageId: z.string().meta({ description: "The carrier's own id of the incoming text." }),
};

const envelope = {
  specversion: z.literal('1.0'),
  time: z.iso.datetime().meta({ description: 'When the text reached us first.' }),
};

/** The `detail` of an event about an incoming text. Neither its words nor its sender's number. */
export const InboundReceived = z
  .strictObject({
    ...envelope,
    id: z.string().meta({
      description:
        '`inbound:carrier:carrierMessageId`: however often the carrier says it, the id is the same.',
    }),
    type: z.literal('sms.inbound.received'),
    tenant: z
      .string()
      .optional()
      .meta({ description: 'Whose number it was sent to. Missing where no setting says so.' }),
    data: z.strictObject({
      ...carrierFacts,
      recipient: z.string().meta({ description: 'Our number: E.164 with `+`, or a short code.' }),
      sender: InboundEntry.shape.sender,
      keyword: InboundEntry.shape.keyword,
      sentAt: InboundEntry.shape.sentAt.meta({
        description: "When it was sent, by the carrier's clock, where it said so.",
      }),
    }),
  })
  .meta({ id: 'InboundReceived', description: 'A text came in.' });
export type InboundReceived = z.infer<typeof InboundReceived>;

/** The `detail` of an event about somebody who wants no more texts, or texts again. */
export const RecipientEvent = z
  .strictObject({
    ...envelope,
    id: z.string().meta({ description: '`recipient:carrier:carrierMessageId`, of the text that said so.' }),
    type: z.enum(['sms.recipient.opted-out', 'sms.recipient.opted-in']),
    tenant: z.string().meta({ description: 'Whose texts are meant.' }),
    data: z.strictObject({ ...carrierFacts, recipient: InboundEntry.shape.sender }),
  })
  .meta({ id: 'RecipientEvent', description: 'A recipient asked for no more texts, or for texts again.' });
export type RecipientEvent = z.infer<typeof RecipientEvent>;

export type InboundEvent = InboundReceived | RecipientEvent;

const recipientEventOf = (entry: InboundEntry): RecipientEvent[] => {
  const { carrier, carrierMessageId, receivedAt: time, tenant, keyword, sender: recipient } = entry;
  if (tenant === undefined || (keyword !== 'stop' && keyword !== 'start')) return [];
  return [
    {
      specversion: '1.0',
      id: `recipient:${carrier}:${carrierMessageId}`,
      type: keyword === 'stop' ? 'sms.recipient.opted-out' : 'sms.recipient.opted-in',
      time,
      tenant,
      data: { carrier, carrierMessageId, recipient },
    },
  ];
};

/** What is published of an incoming text: the same to the byte, however often its entry comes. */
export const inboundEventsOf = (entry: InboundEntry): InboundEvent[] => {
  const { carrier, carrierMessageId, receivedAt: time, tenant, keyword, sentAt, sender, recipient } = entry;
  return [
    {
      specversion: '1.0',
      id: `inbound:${carrier}:${carrierMessageId}`,
      type: 'sms.inbound.received',
      time,
      ...(tenant !== undefined && { tenant }),
      data: {
        carrier,
        carrierMessageId,
        recipient,
        sender,
        ...(keyword !== undefined && { keyword }),
        ...(sentAt !== undefined && { sentAt }),
      },
    },
    ...recipientEventOf(entry),
  ];
};
