import { randomUUID } from 'node:crypto';
import { digits } from '../digits.ts';
import type { SimulatorAnswer } from '../http-server.ts';
import { stepOf, type TakenText, type TakenTexts } from '../texts.ts';
import { errorCodeOf } from './failure-codes.ts';

const mostPerPage = 20;

/** `2026-11-22 10:16:00+00:00` */
const plivoTime = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replace('T', ' ').concat('+00:00');

const resourceOf = (text: TakenText, now: number, base: string) => {
  const [id] = text.ids;
  const step = stepOf(text, now);
  return {
    error_code: step?.failure === undefined ? '000' : errorCodeOf(step.failure),
    from_number: digits(text.sender),
    message_direction: 'outbound',
    message_state: step?.status ?? 'queued',
    message_time: plivoTime(text.createdAt),
    message_type: 'sms',
    message_uuid: id,
    resource_uri: `${base}${id}/`,
    to_number: digits(text.recipient),
    total_amount: '0.00500',
    total_rate: '0.00500',
    units: text.segmentCount,
  };
};

/** A time of the query, in UTC: `2026-11-22 10:16[:00]`. */
const timeOf = (text: string | null, fallback: number): number =>
  text === null ? fallback : Date.parse(`${text.replace(' ', 'T')}Z`);

const wholeNumber = (text: string | null, fallback: number): number =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;

/** One page of Plivo's list of texts, newest first. */
export const listMessages = (
  texts: TakenTexts,
  base: string,
  query: URLSearchParams,
  now: number,
): SimulatorAnswer => {
  const limit = Math.min(Math.max(wholeNumber(query.get('limit'), mostPerPage), 1), mostPerPage);
  const offset = wholeNumber(query.get('offset'), 0);
  const recipient = query.get('to_number');
  const found = texts
    .list({
      api: 'plivo',
      recipient: recipient === null ? undefined : `+${digits(recipient)}`,
      from: timeOf(query.get('message_time__gte'), now - 86_400_000),
      until: timeOf(query.get('message_time__lte'), now + 1000),
    })
    .filter(() => query.get('message_direction') !== 'inbound');
  const linkTo = (start: number): string => {
    const link = new URLSearchParams(query);
    link.set('limit', String(limit));
    link.set('offset', String(start));
    return `${base}?${link}`;
  };
  return {
    status: 200,
    json: {
      api_id: randomUUID(),
      meta: {
        limit,
        next: found.length > offset + limit ? linkTo(offset + limit) : null,
        offset,
        previous: offset > 0 ? linkTo(Math.max(offset - limit, 0)) : null,
        total_count: found.length,
      },
      objects: found.slice(offset, offset + limit).map((text) => resourceOf(text, now, base)),
    },
  };
};

/** One text of Plivo's list. */
export const fetchMessage = (
  texts: TakenTexts,
  base: string,
  id: string,
  now: number,
): SimulatorAnswer | undefined => {
  const text = texts
    .list({ api: 'plivo', from: 0, until: Number.MAX_SAFE_INTEGER })
    .find(({ ids }) => ids[0] === id);
  return text && { status: 200, json: { api_id: randomUUID(), ...resourceOf(text, now, base) } };
};
