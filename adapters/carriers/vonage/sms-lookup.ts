import * as z from 'zod';
import { basicAuthorization } from '../http-carrier.ts';
import { type LookupPlan, windowOf } from '../lookup.ts';
import { receiptFrom } from '../read-receipt.ts';
import { withoutPlus } from './digits.ts';
import type { SmsSecret } from './settings.ts';
import { factsOfSmsStatus } from './sms-receipt.ts';

const Report = z.object({
  message_id: z.string(),
  client_ref: z.string().nullable(),
  status: z.string(),
  error_code: z.coerce.string().nullish(),
});
const Reports = z.object({
  request_status: z.literal('SUCCESS'),
  records: z.array(Report),
  _links: z.object({ next: z.object({ href: z.string() }).optional() }).optional(),
});

/** Reports take whole seconds: `2026-11-22T10:16:00Z`. */
const reportTime = (time: Date): string => time.toISOString().replace(/\.\d+/, '');

/** The Reports API by our client reference: it answers for this attempt and no other, with a record for each segment. */
export const smsLookup = (apiUrl: string): LookupPlan<SmsSecret> => ({
  page: ({ request, secret: { apiKey, apiSecret } }, next) => {
    const { from, until } = windowOf(request);
    const first = new URLSearchParams({
      account_id: apiKey,
      product: 'SMS',
      direction: 'outbound',
      client_ref: request.attemptId,
      to: withoutPlus(request.recipient),
      date_start: reportTime(from),
      date_end: reportTime(until),
      include_message: 'false',
    });
    return {
      url: `${apiUrl}/v2/reports/records?${next ?? first}`,
      headers: { authorization: basicAuthorization(apiKey, apiSecret) },
    };
  },
  read: (body, { request: { attemptId }, now }) => {
    const reports = Reports.safeParse(body);
    if (!reports.success) return undefined;
    const { records, _links: links } = reports.data;
    return {
      receipts: records
        .filter(({ client_ref }) => client_ref === attemptId)
        .flatMap(({ message_id: id, status, error_code }) => {
          const facts = factsOfSmsStatus(status, error_code ?? undefined);
          return (
            receiptFrom(
              'vonage',
              { attemptId, receivedAt: now },
              { carrierMessageId: id, segment: id, ...facts },
            ) ?? []
          );
        }),
      next: links?.next?.href.split('?')[1],
    };
  },
});
