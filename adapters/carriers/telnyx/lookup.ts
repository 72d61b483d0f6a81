import * as z from 'zod';
import { AttemptId } from '../../../core/ids.ts';
import { type LookupFacts, type LookupPlan, windowOf } from '../lookup.ts';
import { receiptFrom } from '../read-receipt.ts';
import { factsOfTelnyxStatus } from './receipt.ts';
import type { TelnyxSecret } from './settings.ts';

/** The most that Telnyx gives at once. */
const pageSize = 50;

const DetailRecord = z.object({
  uuid: z.string(),
  status: z.string(),
  errors: z
    .array(z.string().regex(/^\d{1,10}$/))
    .nullish()
    .catch(undefined),
  parts: z.number().int().positive().optional().catch(undefined),
  delivery_status_webhook_url: z.string().nullish(),
});
type DetailRecord = z.infer<typeof DetailRecord>;
const List = z.object({
  data: z.array(DetailRecord),
  meta: z.object({ page_number: z.int().min(1), total_pages: z.int().min(0) }),
});

/** The receipts' URL of a text ends in the attempt that it was given for. */
const attemptOf = ({ delivery_status_webhook_url: url }: DetailRecord): AttemptId | undefined =>
  AttemptId.safeParse(url?.split('/').at(-1)).data;

const receiptsOf = (record: DetailRecord, { request, now }: LookupFacts<TelnyxSecret>) => {
  const attemptId = attemptOf(record);
  if (attemptId !== undefined && attemptId !== request.attemptId) return [];
  const { uuid, status, errors, parts } = record;
  const facts = { ...factsOfTelnyxStatus(status, errors?.[0]), segmentCount: parts };
  return receiptFrom('telnyx', { attemptId, receivedAt: now }, { carrierMessageId: uuid, ...facts }) ?? [];
};

/** Telnyx's detail records by recipient and time: they hold no text, but where a text's receipts go. */
export const telnyxLookup = (apiUrl: string): LookupPlan<TelnyxSecret> => ({
  page: ({ request, secret: { apiKey } }, next = '1') => {
    const { from, until } = windowOf(request);
    const query = new URLSearchParams({
      'filter[record_type]': 'messaging',
      'filter[direction]': 'outbound',
      'filter[cld]': request.recipient,
      'filter[created_at][gte]': from.toISOString(),
      'filter[created_at][lt]': until.toISOString(),
      'page[size]': String(pageSize),
      'page[number]': next,
    });
    return { url: `${apiUrl}/v2/detail_records?${query}`, headers: { authorization: `Bearer ${apiKey}` } };
  },
  read: (body, facts) => {
    const list = List.safeParse(body);
    if (!list.success) return undefined;
    const { data, meta } = list.data;
    return {
      receipts: data.flatMap((record) => receiptsOf(record, facts)),
      next: meta.page_number < meta.total_pages ? String(meta.page_number + 1) : undefined,
    };
  },
});
