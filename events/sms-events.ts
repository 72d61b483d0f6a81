import { parseEvent } from './parse-event.ts';

/** A middleware for middy: the handler behind it gets the parsed event. */
export const smsEvents = () => ({
  before: (request: { event: unknown }): void => {
    request.event = parseEvent(request.event);
  },
});
