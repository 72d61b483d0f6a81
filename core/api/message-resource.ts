import * as z from 'zod';
import { FailureCode, failureCatalogue } from '../failures.ts';
import { AttemptId, attemptIdOf, MessageId } from '../ids.ts';
import { Lane } from '../lanes.ts';
import { Attempt, type MessageState, TimelineEntry } from '../message-state.ts';
import { type OutboundMessage, Route } from '../outbound-message.ts';
import { Status } from '../status.ts';
import { Encoding } from '../text/encoding.ts';

/** A message as the API shows it. */
export const MessageResource = z
  .strictObject({
    messageId: MessageId,
    status: Status,
    to: z.string(),
    country: z.string(),
    from: z.string().optional(),
    type: Lane,
    body: z.string(),
    encoding: Encoding,
    segmentCount: z.number().int().positive(),
    billedSegmentCount: z.number().int().positive().optional(),
    carrier: z.string(),
    carrierMessageId: z.string().optional(),
    reference: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    error: z
      .strictObject({ code: FailureCode, detail: z.string(), carrierCode: z.string().optional() })
      .optional(),
    route: Route,
    attempts: z.array(Attempt.extend({ attemptId: AttemptId })),
    timeline: z.array(TimelineEntry.extend({ version: z.number().int().nonnegative() })),
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
export const messageResource = (message: OutboundMessage, state: MessageState): MessageResource => {
  const lastAttempt = state.attempts.at(-1);
  return {
    messageId: message.messageId,
    status: state.status,
    to: message.recipient,
    country: message.country,
    ...(message.sender !== undefined && { from: message.sender }),
    type: message.lane,
    body: message.body,
    encoding: message.encoding,
    segmentCount: message.segmentCount,
    ...(state.billedSegmentCount !== undefined && { billedSegmentCount: state.billedSegmentCount }),
    carrier: lastAttempt?.carrier ?? message.route.carrier,
    ...(lastAttempt?.carrierMessageId !== undefined && { carrierMessageId: lastAttempt.carrierMessageId }),
    ...(message.reference !== undefined && { reference: message.reference }),
    ...(message.metadata !== undefined && { metadata: message.metadata }),
    createdAt: message.createdAt,
    expiresAt: message.expiresAt,
    ...errorOf(state),
    route: message.route,
    attempts: state.attempts.map((attempt) => ({
      attemptId: attemptIdOf(message.messageId, attempt.number),
      ...attempt,
    })),
    timeline: state.timeline.map((entry, version) => ({ version, ...entry })),
  };
};
