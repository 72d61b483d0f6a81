import { parseRecipient } from '../../core/number/recipient.ts';
import { isDeleted, type MessageRecord } from '../../core/outbound-message.ts';
import type { MessageReader } from '../../core/ports.ts';
import { readListForm, type TwilioList } from '../../core/twilio-api/list-form.ts';
import { listJson } from '../../core/twilio-api/list-json.ts';
import { type TwilioMessage, twilioMessage } from '../../core/twilio-api/message-json.ts';
import { createListMessages, type ListMessagesDeps } from '../list-messages/list-messages.ts';

/** The most messages that the listing behind this one gives at once. */
const largestStep = 100;

/** Listings for one page: a page that a filter leaves nearly nothing of is answered short, not late. */
const mostSteps = 20;

/** Leaves out what was deleted, and keeps the rows: a listed message does not say what Twilio's API was told. */
const keepingRows = (messages: MessageReader, rows: Map<string, MessageRecord>): MessageReader => ({
  findAll: async (ids) => {
    const found = (await messages.findAll(ids)).filter((row) => !isDeleted(row));
    for (const row of found) rows.set(row.messageId, row);
    return found;
  },
});

const queryOf = ({ to, from, until }: TwilioList, limit: number, cursor: string | undefined): string =>
  new URLSearchParams({
    limit: String(limit),
    ...(to !== undefined && { to }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(cursor !== undefined && { cursor }),
  }).toString();

/** Lists the account's messages, newest first, in the form of Twilio. */
export const createTwilioList = (deps: ListMessagesDeps) => {
  const pageOf = async (tenant: string, accountSid: string, list: TwilioList) => {
    const rows = new Map<string, MessageRecord>();
    const listMessages = createListMessages({ ...deps, messages: keepingRows(deps.messages, rows) });
    const messages: TwilioMessage[] = [];
    let token = list.trail.at(-1);
    for (let steps = 0; steps < mostSteps && messages.length < list.pageSize; steps += 1) {
      const limit = Math.min(list.pageSize - messages.length, largestStep);
      const { messages: found, nextCursor } = await listMessages(tenant, queryOf(list, limit, token));
      const kept = found.filter(({ from }) => list.sender === undefined || from === list.sender);
      messages.push(
        ...kept.map((message) =>
          twilioMessage(message, { ...rows.get(message.messageId)?.twilio, accountSid }),
        ),
      );
      token = nextCursor;
      if (token === undefined) break;
    }
    return { messages, nextToken: token };
  };

  return async (tenant: string, accountSid: string, query: string) => {
    const parameters = new URLSearchParams(query);
    const list = readListForm(parameters);
    const nobody = list.to !== undefined && !parseRecipient(list.to, { allowFixedLine: true }).ok;
    const found = nobody ? { messages: [], nextToken: undefined } : await pageOf(tenant, accountSid, list);
    return listJson(accountSid, parameters, list, found);
  };
};
