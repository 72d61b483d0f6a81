import type { TwilioList } from './list-form.ts';
import { pathOf, type TwilioMessage } from './message-json.ts';

/** So many pages lead back at most: each makes the URI longer, which the gateway takes up to 10 KB. */
const longestTrail = 20;

/** A page of messages, with the links to the one after it and to the one before it. */
export const listJson = (
  accountSid: string,
  query: URLSearchParams,
  { page, pageSize, trail }: TwilioList,
  found: { readonly messages: readonly TwilioMessage[]; readonly nextToken: string | undefined },
) => {
  const linkTo = (number: number, tokens: readonly string[]): string => {
    const link = new URLSearchParams(query);
    link.set('PageSize', String(pageSize));
    link.set('Page', String(number));
    if (tokens.length === 0) link.delete('PageToken');
    else link.set('PageToken', tokens.slice(-longestTrail).join('.'));
    return `${pathOf(accountSid, 'Messages')}?${link}`;
  };
  const start = page * pageSize;
  // Of a page far along only the last few are known, and the number of a page may be anything.
  const isBackKnown = page > 0 && (page === 1 || trail.length > 1);
  return {
    end: start + Math.max(found.messages.length - 1, 0),
    first_page_uri: linkTo(0, []),
    messages: found.messages,
    next_page_uri: found.nextToken === undefined ? null : linkTo(page + 1, [...trail, found.nextToken]),
    page,
    page_size: pageSize,
    previous_page_uri: isBackKnown ? linkTo(page - 1, trail.slice(0, -1)) : null,
    start,
    uri: linkTo(page, trail),
  };
};
