import { forgetNumber } from '../../core/forget-number.ts';
import { MessageId } from '../../core/ids.ts';
import { mayStillBeSubmitted } from '../../core/may-still-be-submitted.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { Clock, Log, MessageEraser, MessageStore, StatusStore } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';

export type EraseContentDeps = {
  readonly messages: Pick<MessageStore, 'find'> & MessageEraser;
  readonly statuses: Pick<StatusStore, 'find' | 'save'>;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Erases recipient, text, sender and metadata of a message whose last submit is past. Its status and timeline stay;
 * queues, dead-letter queues and the archive of events never held the content. Erasing again changes nothing.
 */
export const createEraseContent =
  ({ messages, statuses, clock, log }: EraseContentDeps) =>
  async (tenant: string, messageId: string | undefined): Promise<void> => {
    const parsed = MessageId.safeParse(messageId);
    const [message, stored] = parsed.success
      ? await Promise.all([messages.find(parsed.data), statuses.find(parsed.data)])
      : [];
    if (message?.tenant !== tenant) throw new ProblemError('not_found', 'There is no message with this id.');

    const now = clock();
    const state = stored?.state ?? acceptedState(message);
    if (mayStillBeSubmitted(state, message, now)) {
      throw new ProblemError(
        'not_erasable',
        `The message is ${state.status}: cancel it first, or wait until it is sent or expired.`,
      );
    }
    await messages.erase(message.messageId, now);
    if (message.numberInEvents) await forgetNumber(statuses, message.messageId);
    log.info('content erased', { messageId: message.messageId, tenant });
  };
