import type { History } from '../history.ts';
import type { World } from '../world.ts';

/** Said here once more: what must be gone. */
const content = ['recipient', 'body', 'sender', 'metadata'];

/** What was erased is gone, and nothing is made of it any more. */
export const checkErasure = ({ messages, history }: World): string[] =>
  history.withdrawals.flatMap((one) => {
    if (one.kind !== 'erase') return [];
    const { messageId, at } = one;
    const row = messages.items.get(messageId) ?? {};
    return [
      ...content.flatMap((name) => (name in row ? [`${messageId}: erased, but its ${name} is there`] : [])),
      ...submitsAfter(history, messageId, at).map(() => `${messageId}: submitted after it was erased`),
    ];
  });

const submitsAfter = (history: History, messageId: string, at: number) =>
  history.submits.filter((submit) => submit.messageId === messageId && submit.at > at);
