import type { MessageId } from './ids.ts';
import type { StatusStore } from './ports.ts';

/** Takes the number out of the state of a message whose events showed it. Who writes meanwhile does not bring it back. */
export const forgetNumber = async (
  statuses: Pick<StatusStore, 'find' | 'save'>,
  messageId: MessageId,
): Promise<void> => {
  const stored = await statuses.find(messageId);
  if (stored?.state.recipientNumber === undefined) return;
  const { recipientNumber: _forgotten, ...state } = stored.state;
  const saved = await statuses.save(state, stored.revision);
  if (saved === 'conflict') await forgetNumber(statuses, messageId);
};
