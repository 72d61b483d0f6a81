import type { FailureCode } from '../../../core/failures.ts';
import type { Clock } from '../../clock.ts';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { stepOf, type TakenText, type TakenTexts } from '../texts.ts';
import { errorCodeOf } from './failure-codes.ts';

const mostPerPage = 50;

const statuses = {
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'delivery_failed',
  failed: 'sending_failed',
  expired: 'expired',
  canceled: 'sending_failed',
} as const;

const errorsOf = (failure: FailureCode | undefined): string[] =>
  failure === undefined ? [] : [errorCodeOf(failure)];

const recordOf = (text: TakenText, now: number) => {
  const step = stepOf(text, now);
  return {
    record_type: 'message_detail_record',
    uuid: text.ids[0],
    created_at: new Date(text.createdAt).toISOString(),
    updated_at: new Date(step?.at ?? text.createdAt).toISOString(),
    cld: text.recipient,
    cli: text.sender,
    direction: 'outbound',
    message_type: 'SMS',
    status: step === undefined ? 'queued' : statuses[step.status],
    delivery_status_webhook_url: text.callbackUrl,
    parts: text.segmentCount,
    errors: errorsOf(step?.failure),
    cost: '0.0040',
    currency: 'USD',
  };
};

const refusal = (status: number, code: string, title: string): SimulatorAnswer => ({
  status,
  json: { errors: [{ code, title, detail: title }] },
});

const numberOf = (text: string | null, fallback: number, most: number): number =>
  text !== null && /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), most) : fallback;

const timeOf = (text: string | null, fallback: number): number =>
  text === null ? fallback : Date.parse(text);

/** Telnyx's `GET /v2/detail_records` for texts, by recipient and time. */
export const createDetailRecords = (
  { texts, clock }: { readonly texts: TakenTexts; readonly clock: Clock },
  { apiKey }: { readonly apiKey: string },
): Route => {
  return ({ method, url: { searchParams: query }, headers }) => {
    if (headers.authorization !== `Bearer ${apiKey}`) return refusal(401, '10009', 'Authentication failed');
    if (method !== 'GET') return refusal(405, '10005', 'Method not allowed');
    if (query.get('filter[record_type]') !== 'messaging') return refusal(400, '10015', 'Bad Request');
    const isInbound = query.get('filter[direction]') === 'inbound';
    const found = isInbound
      ? []
      : texts.list({
          api: 'telnyx',
          recipient: query.get('filter[cld]') ?? undefined,
          from: timeOf(query.get('filter[created_at][gte]'), 0),
          until: timeOf(query.get('filter[created_at][lt]'), Number.MAX_SAFE_INTEGER),
        });
    const size = numberOf(query.get('page[size]'), 20, mostPerPage);
    const page = numberOf(query.get('page[number]'), 1, 1_000_000);
    return {
      status: 200,
      json: {
        data: found.slice((page - 1) * size, page * size).map((text) => recordOf(text, clock.now())),
        meta: {
          total_pages: Math.ceil(found.length / size),
          total_results: found.length,
          page_number: page,
          page_size: size,
        },
      },
    };
  };
};
