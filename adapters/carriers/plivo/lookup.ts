import * as z from 'zod';
import { basicAuthorization } from '../http-carrier.ts';
import { type LookupPlan, windowOf } from '../lookup.ts';
import { receiptFrom } from '../read-receipt.ts';
import { factsOfPlivoStatus } from './receipt.ts';
import type { PlivoSecret } from './settings.ts';

/** The most that Plivo gives at once. */
const pageSize = 20;

const Message = z.object({
  message_uuid: z.string(),
  message_state: z.string(),
  error_code: z.coerce.string().nullish(),
  units: z.coerce.number().int().positive().optional().catch(undefined),
});
const List = z.object({
  objects: z.array(Message),
  meta: z.object({ next: z.string().nullable(), offset: z.coerce.number().int().min(0) }),
});

/** `2026-11-22 10:16:00`, in UTC. */
const plivoTime = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');

/** Plivo's message list by recipient and time: it holds no text, and nothing of ours. */
export const plivoLookup = (apiUrl: string): LookupPlan<PlivoSecret> => ({
  page: ({ request, secret: { authId, authToken } }, next = '0') => {
    const { from, until } = windowOf(request);
    const query = new URLSearchParams({
      message_direction: 'outbound',
      to_number: request.recipient,
      message_time__gte: plivoTime(from),
      message_time__lte: plivoTime(until),
      limit: String(pageSize),
      offset: next,
    });
    return {
      url: `${apiUrl}/v1/Account/${authId}/Message/?${query}`,
      headers: { authorization: basicAuthorization(authId, authToken) },
    };
  },
  read: (body, { now }) => {
    const list = List.safeParse(body);
    if (!list.success) return undefined;
    const { objects, meta } = list.data;
    return {
      receipts: objects.flatMap(
        ({ message_uuid, message_state, error_code, units }) =>
          receiptFrom(
            'plivo',
            { attemptId: undefined, receivedAt: now },
            {
              carrierMessageId: message_uuid,
              ...factsOfPlivoStatus(message_state, error_code ?? undefined),
              segmentCount: units,
            },
          ) ?? [],
      ),
      next: meta.next === null ? undefined : String(meta.offset + pageSize),
    };
  },
});
