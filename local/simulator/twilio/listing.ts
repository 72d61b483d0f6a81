import type { MessageFilter, TwilioMessages } from './messages.ts';
import { messageResource } from './resource.ts';

const dayMs = 86_400_000;

/** Filters take a day, `2026-11-22`, or a second of it. */
const periodOf = (text: string): { from: number; until: number } | undefined => {
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  return { from, until: from + (/^\d{4}-\d\d-\d\d$/.test(text) ? dayMs : 1000) };
};

/** `DateSent=`, `DateSent>=` and `DateSent<=`: the sign is part of the parameter's name. */
const datesOf = (query: URLSearchParams): { from: number; until: number } => {
  const on = periodOf(query.get('DateSent') ?? '');
  const since = periodOf(query.get('DateSent>') ?? '');
  const until = periodOf(query.get('DateSent<') ?? '');
  return {
    from: Math.max(on?.from ?? 0, since?.from ?? 0),
    until: Math.min(on?.until ?? Number.MAX_SAFE_INTEGER, until?.until ?? Number.MAX_SAFE_INTEGER),
  };
};

const wholeNumber = (text: string | null, fallback: number, most: number): number =>
  text !== null && /^\d{1,9}$/.test(text) ? Math.min(Number(text), most) : fallback;

/** One page of Twilio's message list, newest first, with the links that its SDK follows. */
export const listMessages = (messages: TwilioMessages, accountSid: string, query: URLSearchParams) => {
  const pageSize = Math.max(wholeNumber(query.get('PageSize'), 50, 1000), 1);
  const page = wholeNumber(query.get('Page'), 0, 1_000_000);
  const start = page * pageSize;
  const filter: MessageFilter = {
    recipient: query.get('To'),
    sender: query.get('From'),
    ...datesOf(query),
    offset: start,
    // One more than the page shows whether there is a next one
    limit: pageSize + 1,
  };
  const found = messages.list(filter);
  const shown = found.slice(0, pageSize);

  const linkTo = (number: number): string => {
    const link = new URLSearchParams(query);
    link.set('PageSize', String(pageSize));
    link.set('Page', String(number));
    return `/2010-04-01/Accounts/${accountSid}/Messages.json?${link}`;
  };
  return {
    end: start + Math.max(shown.length - 1, 0),
    first_page_uri: linkTo(0),
    messages: shown.map((message) => messageResource(message, accountSid)),
    next_page_uri: found.length > pageSize ? linkTo(page + 1) : null,
    page,
    page_size: pageSize,
    previous_page_uri: page > 0 ? linkTo(page - 1) : null,
    start,
    uri: linkTo(page),
  };
};
