import { messageResource } from '../../core/api/message-resource.ts';
import type { MessageId } from '../../core/ids.ts';
import { acceptedState, isDeleted } from '../../core/outbound-message.ts';
import type { MessageStore, StatusStore } from '../../core/ports.ts';
import { TwilioError } from '../../core/twilio-api/errors.ts';
import { type TwilioMessage, twilioMessage } from '../../core/twilio-api/message-json.ts';

export type FindMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: Pick<StatusStore, 'find'>;
};

/** Shows a message of the tenant, by whichever API it came in. @throws TwilioError where there is none. */
export const createFindMessage =
  ({ messages, statuses }: FindMessageDeps) =>
  async (tenant: string, accountSid: string, messageId: MessageId): Promise<TwilioMessage> => {
    const [message, stored] = await Promise.all([messages.find(messageId), statuses.find(messageId)]);
    if (message?.tenant !== tenant || isDeleted(message)) throw new TwilioError(20404);
    const resource = messageResource(message, stored?.state ?? acceptedState(message));
    return twilioMessage(resource, { ...message.twilio, accountSid });
  };
