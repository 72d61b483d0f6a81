import type { TwilioMessage } from './message-json.ts';

/** The media of a text: none. */
export const mediaList = ({ subresource_uris: { media: uri } }: TwilioMessage) => ({
  end: 0,
  first_page_uri: `${uri}?PageSize=50&Page=0`,
  media_list: [],
  next_page_uri: null,
  page: 0,
  page_size: 50,
  previous_page_uri: null,
  start: 0,
  uri,
});
