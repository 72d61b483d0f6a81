import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { digits } from '../digits.ts';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { stepOf, type TakenText, type TakenTexts } from '../texts.ts';
import { smsErrorOf } from './failure-codes.ts';

type ReportDeps = { readonly texts: TakenTexts; readonly clock: Clock };

const dayMs = 86_400_000;

/** Records of a page: fewer than Vonage gives, so that a short list has pages too. */
const pageSize = 2;

const statuses = {
  sent: 'accepted',
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'rejected',
  expired: 'expired',
  canceled: 'rejected',
} as const;

const problem = (status: number, title: string): SimulatorAnswer => ({
  status,
  json: { type: 'https://developer.nexmo.com/api-errors', title, detail: title, instance: randomUUID() },
});

/** `2026-11-22T10:16:00+0000` */
const reportTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z/, '+0000');

/** One record for each segment. */
const recordsOf = (text: TakenText, now: number, apiKey: string) => {
  const step = stepOf(text, now);
  return text.ids.map((id) => ({
    account_id: apiKey,
    message_id: id,
    client_ref: text.reference,
    direction: 'outbound',
    from: digits(text.sender),
    to: digits(text.recipient),
    network: '23410',
    country: 'GB',
    date_received: reportTime(text.createdAt),
    date_finalized: step === undefined || step.status === 'sent' ? null : reportTime(step.at),
    status: step === undefined ? 'submitted' : statuses[step.status],
    error_code: step?.failure === undefined ? '0' : smsErrorOf(step.failure),
    currency: 'EUR',
    total_price: '0.03330000',
  }));
};

/** Vonage's Reports API for texts of the SMS API, `GET /v2/reports/records` by reference, recipient and time. */
export const createVonageReports = (
  { texts, clock }: ReportDeps,
  account: { readonly apiKey: string; readonly apiSecret: string },
): Route => {
  const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64');

  return ({ method, url, headers }) => {
    if (headers.authorization !== `Basic ${basic}`) return problem(401, 'Authorization failed');
    if (method !== 'GET') return problem(405, 'Method not allowed');
    const query = url.searchParams;
    const [from, until] = [query.get('date_start'), query.get('date_end')].map((time) =>
      Date.parse(time ?? ''),
    );
    const isWindow = from !== undefined && until !== undefined && until > from && until - from <= dayMs;
    if (!isWindow || query.get('account_id') !== account.apiKey || query.get('product') !== 'SMS') {
      return problem(422, 'Invalid parameters');
    }
    const recipient = query.get('to');
    const found = texts
      .list({
        api: 'vonage-sms',
        recipient: recipient === null ? undefined : `+${recipient}`,
        reference: query.get('client_ref') ?? undefined,
        from,
        until,
      })
      .flatMap((text) => recordsOf(text, clock.now(), account.apiKey));
    const start = Number(query.get('cursor') ?? 0);
    const records = found.slice(start, start + pageSize);
    const linkTo = (cursor: number) => {
      const next = new URLSearchParams(query);
      next.set('cursor', String(cursor));
      return { href: `https://api.nexmo.com/v2/reports/records?${next}` };
    };
    return {
      status: 200,
      json: {
        _links: {
          self: linkTo(start),
          ...(found.length > start + pageSize && { next: linkTo(start + pageSize) }),
        },
        request_id: randomUUID(),
        request_status: 'SUCCESS',
        received_at: reportTime(clock.now()),
        direction: 'outbound',
        include_message: false,
        items_count: records.length,
        records,
      },
    };
  };
};
