import * as z from 'zod';
import { FailureCode, failureCatalogue } from '../failures.ts';
import { AttemptId, attemptIdOf, MessageId } from '../ids.ts';
import { Lane } from '../lanes.ts';
import { Attempt, type MessageState, TimelineEntry } from '../message-state.ts';
import { isErased, type MessageRecord, Route } from '../outbound-message.ts';
import { Policy } from '../policy.ts';
import { Status } from '../status.ts';
import { Encoding } from '../text/encoding.ts';
import { Explanation } from './explanation.ts';

/** A message as the API shows it. */
export const MessageResource = z
  .strictObject({
    messageId: MessageId,
    status: Status,
    to: z.string().optional().meta({ description: 'The recipient in E.164, until the content is erased.' }),
    country: z.string().meta({ description: 'Of the recipient: ISO 3166-1 alpha-2.' }),
    from: z
      .string()
      .optional()
      .meta({ description: "The sender; absent where it is the carrier's own choice." }),
    type: Lane,
    body: z
      .string()
      .optional()
      .meta({ description: 'The text as it goes out, until the content is erased.' }),
    encoding: Encoding,
    segmentCount: z.number().int().positive(),
    billedSegmentCount: z
      .number()
      .int()
      .positive()
      .optional()
      .meta({ description: 'What the carrier billed, where it counts otherwise than we do.' }),
    carrier: z.string().meta({ description: 'Whom it was submitted to last, or will be first.' }),
    carrierMessageId: z.string().optional().meta({ description: "The carrier's own id of the text." }),
    reference: z.string().optional().meta({ description: 'Yours, from the request.' }),
    metadata: z.record(z.string(), z.string()).optional().meta({ description: 'Yours, from the request.' }),
    createdAt: z.iso.datetime(),
    sendAt: z.iso.datetime().optional().meta({ description: 'It is not sent before.' }),
    expiresAt: z.iso.datetime().meta({ description: 'From then on it is not sent any more.' }),
    erasedAt: z.iso.datetime().optional().meta({ description: 'When the content was erased.' }),
    error: z
      .strictObject({
        code: FailureCode,
        detail: z.string().meta({ description: 'The code in a sentence, for people.' }),
        carrierCode: z.string().optional().meta({ description: "The carrier's own code." }),
      })
      .optional()
      .meta({ description: 'Why it was not delivered.' }),
    possibleDuplicate: z
      .literal(true)
      .optional()
      .meta({ description: 'The carriers may have taken the text twice.' }),
    policy: Policy,
    route: Route,
    attempts: z.array(Attempt.extend({ attemptId: AttemptId })).meta({
      description:
        'Submits to a carrier, oldest first: the newest ten, and any before them that may have been taken.',
    }),
    timeline: z
      .array(TimelineEntry.extend({ version: z.number().int().nonnegative() }))
      .meta({ description: 'Every status, oldest first; each after the first is one event.' }),
    explanation: Explanation.optional().meta({ description: 'Where one message is asked for.' }),
  })
  .meta({ id: 'Message', description: 'A message, where it stands and how it got there.' });
export type MessageResource = z.infer<typeof MessageResource>;

const failed: ReadonlySet<Status> = new Set(['undelivered', 'failed', 'expired', 'blocked', 'unknown']);

const errorOf = ({ status, timeline }: MessageState): Pick<MessageResource, 'error'> => {
  if (!failed.has(status)) return {};
  const entry = timeline.findLast((candidate) => candidate.status === status && !candidate.contradicts);
  if (entry?.failureCode === undefined) return {};
  const { failureCode: code, carrierCode } = entry;
  const { sentence: detail } = failureCatalogue[code];
  return { error: { code, detail, ...(carrierCode !== undefined && { carrierCode }) } };
};

/** Shows a message in its state. Pure, so that a replayed request gets the very bytes of the first answer. */
export const messageResource = (message: MessageRecord, state: MessageState): MessageResource => {
  const lastAttempt = state.attempts.at(-1);
  const content = isErased(message) ? undefined : message;
  return {
    messageId: message.messageId,
    status: state.status,
    ...(content && { to: content.recipient }),
    country: message.country,
    ...(content?.sender !== undefined && { from: content.sender }),
    type: message.lane,
    ...(content && { body: content.body }),
    encoding: message.encoding,
    segmentCount: message.segmentCount,
    ...(state.billedSegmentCount !== undefined && { billedSegmentCount: state.billedSegmentCount }),
    carrier: lastAttempt?.carrier ?? message.route.carrier,
    ...(lastAttempt?.carrierMessageId !== undefined && { carrierMessageId: lastAttempt.carrierMessageId }),
    ...(message.reference !== undefined && { reference: message.reference }),
    ...(content?.metadata !== undefined && { metadata: content.metadata }),
    createdAt: message.createdAt,
    ...(message.sendAt !== undefined && { sendAt: message.sendAt }),
    expiresAt: message.expiresAt,
    ...(isErased(message) && { erasedAt: message.erasedAt }),
    ...errorOf(state),
    ...(state.possibleDuplicate && { possibleDuplicate: true as const }),
    policy: message.policy,
    route: message.route,
    attempts: state.attempts.map((attempt) => ({
      attemptId: attemptIdOf(message.messageId, attempt.number),
      ...attempt,
    })),
    timeline: state.timeline.map((entry, version) => ({ version, ...entry })),
  };
};
