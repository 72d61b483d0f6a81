import * as z from 'zod';
import { FailureCode } from './failures.ts';
import { MessageId } from './ids.ts';
import { Lane } from './lanes.ts';
import { type MessageState, Resolution, type TimelineEntry } from './message-state.ts';
import { Status } from './status.ts';

/** The `source` of every event on the bus. */
export const eventSource = 'sms-pipeline';

const publishedStatuses = [
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'canceled',
  'blocked',
  'unknown',
] as const satisfies readonly Status[];

export const MessageEventType = z.templateLiteral([
  'sms.message.',
  z.enum([...publishedStatuses, 'corrected']),
]);
export type MessageEventType = z.infer<typeof MessageEventType>;

/** The `detail` of an event on the bus. No text, and a keyed hash instead of the number unless the deployer wants both. */
export const MessageEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z
      .string()
      .meta({ description: '`messageId:version`: the same event published again has the same id.' }),
    type: MessageEventType,
    time: z.iso.datetime().meta({ description: 'When it happened.' }),
    tenant: z.string().meta({ description: 'Whose message it is.' }),
    data: z.strictObject({
      messageId: MessageId,
      version: z
        .number()
        .int()
        .positive()
        .meta({ description: 'Counts the events of a message from 1, without gaps.' }),
      status: Status,
      previousStatus: Status.meta({
        description: 'Where it stood before; of a correction, the final status that stays.',
      }),
      type: Lane,
      carrier: z.string().optional().meta({ description: 'Whom it was submitted to.' }),
      carrierMessageId: z.string().optional().meta({ description: "The carrier's own id of the text." }),
      segmentCount: z.number().int().positive(),
      billedSegmentCount: z
        .number()
        .int()
        .positive()
        .optional()
        .meta({ description: 'What the carrier billed, where it counts otherwise than we do.' }),
      recipient: z.strictObject({
        hash: z.string().meta({ description: 'Keyed hash of the number: equal for equal numbers.' }),
        country: z.string().meta({ description: 'ISO 3166-1 alpha-2.' }),
        number: z.string().optional().meta({
          description: 'E.164 with `+`, only where the deployment lets events show it: `eventRecipient`.',
        }),
      }),
      reference: z.string().optional().meta({ description: "The sender's own reference." }),
      callback: z
        .literal(true)
        .optional()
        .meta({ description: 'Set where the change is also posted to a URL that came with the message.' }),
      evidence: z
        .enum(['carrier', 'handset'])
        .optional()
        .meta({ description: 'Whose word a delivery rests on.' }),
      error: z
        .strictObject({
          code: FailureCode,
          carrierCode: z.string().optional().meta({ description: "The carrier's own code." }),
        })
        .optional()
        .meta({ description: 'Why it was not delivered.' }),
      attempt: z
        .number()
        .int()
        .positive()
        .optional()
        .meta({ description: 'With `unknown`: the attempt whose outcome is not known.' }),
      resolution: Resolution.optional().meta({
        description: 'With `unknown`: what will be tried to settle it. A receipt may settle it at any time.',
      }),
      possibleDuplicate: z.literal(true).optional().meta({
        description: 'The recipient may get the text twice.',
      }),
    }),
  })
  .meta({ id: 'MessageEvent', description: 'A message changed its status.' });
export type MessageEvent = z.infer<typeof MessageEvent>;

const typeOf = (entry: TimelineEntry): MessageEventType =>
  MessageEventType.parse(`sms.message.${entry.contradicts === undefined ? entry.status : 'corrected'}`);

/** Made of what is written once, so that an event published again is the same to the byte. */
const eventOf = (
  state: MessageState,
  version: number,
  entry: TimelineEntry,
  previous: TimelineEntry,
): MessageEvent => {
  const { carrierMessageId, billedSegmentCount, attempt, resolution, possibleDuplicate } = entry;
  return {
    specversion: '1.0',
    id: `${state.messageId}:${version}`,
    type: typeOf(entry),
    time: entry.at,
    tenant: state.tenant,
    data: {
      messageId: state.messageId,
      version,
      status: entry.status,
      previousStatus: entry.contradicts ?? previous.status,
      type: state.lane,
      ...(entry.carrier !== undefined && { carrier: entry.carrier }),
      ...(carrierMessageId !== undefined && { carrierMessageId }),
      segmentCount: state.segmentCount,
      ...(billedSegmentCount !== undefined && { billedSegmentCount }),
      recipient: {
        hash: state.recipientHash,
        country: state.country,
        ...(state.recipientNumber !== undefined && { number: state.recipientNumber }),
      },
      ...(state.reference !== undefined && { reference: state.reference }),
      ...(state.callback && { callback: state.callback }),
      ...(entry.evidence !== undefined && { evidence: entry.evidence }),
      ...(entry.failureCode !== undefined && {
        error: {
          code: entry.failureCode,
          ...(entry.carrierCode !== undefined && { carrierCode: entry.carrierCode }),
        },
      }),
      ...(attempt !== undefined && { attempt }),
      ...(resolution !== undefined && { resolution }),
      ...(possibleDuplicate && { possibleDuplicate }),
    },
  };
};

/** The events of all changes after `version`, oldest first; 0 gives every event of the message. */
export const eventsSince = (state: MessageState, version: number): MessageEvent[] =>
  state.timeline.flatMap((entry, index) => {
    const previous = state.timeline[index - 1];
    return index > version && previous ? [eventOf(state, index, entry, previous)] : [];
  });
