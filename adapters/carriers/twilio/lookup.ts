import * as z from 'zod';
import type { LookupRequest } from '../../../core/carrier.ts';
import { smartEncode } from '../../../core/text/smart-encoding.ts';
import { basicAuthorization } from '../http-carrier.ts';
import { type LookupPlan, windowOf } from '../lookup.ts';
import { receiptFrom } from '../read-receipt.ts';
import { factsOfTwilioStatus } from './receipt.ts';
import type { TwilioSecret } from './settings.ts';

/** So many texts of the longest kind fit into the largest answer that we read. */
const pageSize = 20;

const Message = z.object({
  sid: z.string(),
  direction: z.string(),
  body: z.string().nullable(),
  status: z.string(),
  error_code: z.coerce.string().nullable(),
  date_created: z.string().refine((date) => !Number.isNaN(Date.parse(date))),
});
type Message = z.infer<typeof Message>;
const List = z.object({ messages: z.array(Message), next_page_uri: z.string().nullable() });

/**
 * Whether Twilio may hold our text as this body: it puts a sentence before texts of trial accounts, a messaging
 * service may replace characters, and a redacted body is empty. A text wrongly left out would be sent twice.
 */
const mayBe = (body: string | null, text: string): boolean => {
  if (!body || body.endsWith(text)) return true;
  const encoded = smartEncode(text);
  return encoded !== undefined && encoded === smartEncode(body);
};

const isCandidate = ({ direction, body, date_created }: Message, request: LookupRequest): boolean => {
  const { from, until } = windowOf(request);
  const created = new Date(date_created);
  return direction.startsWith('outbound') && created >= from && created <= until && mayBe(body, request.text);
};

/**
 * Twilio's message list by recipient, newest first. Not by `DateSent`, because a text that waits in its queue has no
 * such date, and not by sender, because a messaging service chooses one.
 */
export const twilioLookup = (apiUrl: string): LookupPlan<TwilioSecret> => ({
  page: ({ request, secret: { accountSid, authToken } }, next) => {
    const first = new URLSearchParams({ To: request.recipient, PageSize: String(pageSize) }).toString();
    return {
      url: `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json?${next ?? first}`,
      headers: { authorization: basicAuthorization(accountSid, authToken) },
    };
  },
  read: (body, { request, now }) => {
    const list = List.safeParse(body);
    if (!list.success) return undefined;
    const { messages, next_page_uri } = list.data;
    const { from } = windowOf(request);
    const isPast = messages.every(({ date_created }) => new Date(date_created) < from);
    return {
      receipts: messages
        .filter((message) => isCandidate(message, request))
        .flatMap(
          ({ sid, status, error_code }) =>
            receiptFrom(
              'twilio',
              { attemptId: undefined, receivedAt: now },
              { carrierMessageId: sid, ...factsOfTwilioStatus(status, error_code ?? undefined) },
            ) ?? [],
        ),
      next: isPast ? undefined : next_page_uri?.split('?')[1],
    };
  },
});
