import type { TwilioList } from './list-form.ts';
import { pathOf, type TwilioMessage } from './message-json.ts';

/** A page of messages, with the link to the next one. There is none back: a place is known only from what is before it. */
export const listJson = (
  accountSid: string,
  query: URLSearchParams,
  { page, pageSize }: TwilioList,
  found: { readonly messages: readonly TwilioMessage[]; readonly nextToken: string | undefined },
) => {
  const linkTo = (number: number, token: string | undefined): string => {
    const link = new URLSearchParams(query);
    link.set('PageSize', String(pageSize));
    link.set('Page', String(number));
    if (token === undefined) link.delete('PageToken');
    else link.set('PageToken', token);
    return `${pathOf(accountSid, 'Messages')}?${link}`;
  };
  const start = page * pageSize;
  return {
    end: start + Math.max(found.messages.length - 1, 0),
    first_page_uri: linkTo(0, undefined),
    messages: found.messages,
    next_page_uri: found.nextToken === undefined ? null : linkTo(page + 1, found.nextToken),
    page,
    page_size: pageSize,
    previous_page_uri: null,
    start,
    uri: linkTo(page, query.get('PageToken') ?? undefined),
  };
};
