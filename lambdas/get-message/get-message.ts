import { explain } from '../../core/api/explanation.ts';
import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import { MessageId } from '../../core/ids.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { MessageStore, StatusStore } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';

export type GetMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: Pick<StatusStore, 'find'>;
};

/** Shows one message to its tenant. Another tenant's message is as unknown as one that never was. */
export const createGetMessage =
  ({ messages, statuses }: GetMessageDeps) =>
  async (tenant: string, messageId: string | undefined): Promise<MessageResource> => {
    const parsed = MessageId.safeParse(messageId);
    const [message, stored] = parsed.success
      ? await Promise.all([messages.find(parsed.data), statuses.find(parsed.data)])
      : [];
    if (message?.tenant !== tenant) throw new ProblemError('not_found', 'There is no message with this id.');
    const state = stored?.state ?? acceptedState(message);
    return { ...messageResource(message, state), explanation: explain(message, state) };
  };
