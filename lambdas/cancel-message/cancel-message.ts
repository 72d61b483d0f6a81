import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import { cancel } from '../../core/cancel.ts';
import { MessageId } from '../../core/ids.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { Clock, EventBus, MessageStore, StatusStore } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import { republish, transition } from '../../core/transition.ts';

export type CancelMessageDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly clock: Clock;
};

/**
 * Cancels a message before its submit. It writes the row that a sender claims, on the same condition, so that one of
 * the two wins. Canceling again is answered alike.
 */
export const createCancelMessage =
  ({ messages, statuses, events, clock }: CancelMessageDeps) =>
  async (tenant: string, messageId: string | undefined): Promise<MessageResource> => {
    const parsed = MessageId.safeParse(messageId);
    const [message, stored] = parsed.success
      ? await Promise.all([messages.find(parsed.data), statuses.find(parsed.data)])
      : [];
    if (message?.tenant !== tenant) throw new ProblemError('not_found', 'There is no message with this id.');

    // The call that canceled it may have crashed before its event went out, and no queue entry drives it again.
    if (stored?.state.status === 'canceled') await republish(events, stored.state);
    const read = stored ?? { state: acceptedState(message), revision: undefined };
    const state = await transition({ statuses, events }, read, (found) => cancel(found, clock()));
    if (state.status !== 'canceled') {
      throw new ProblemError('not_cancelable', `The message is ${state.status}: its submit has begun.`);
    }
    return messageResource(message, state);
  };
