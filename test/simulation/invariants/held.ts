import type { MessageId } from '../../../core/ids.ts';
import type { World } from '../world.ts';

/** Who is to be worked on: no run may let go of the last entry that would bring it back after a crash. */
const open: readonly string[] = ['accepted', 'sending'];

/** Looks at a message whose queue entry was deleted just now. */
export const checkHeld = (world: World, messageId: MessageId): void => {
  const { lanes, reconcile, receipts, history } = world;
  const status = world.statusOf(messageId);
  if (!open.includes(status)) return;
  // A receipt on its way moves on what was taken, though a twin of the run that found that out has released it.
  const isHeld = [...Object.values(lanes), reconcile, receipts].some((queue) => queue.holds(messageId));
  if (!isHeld) history.violations.push(`${messageId}: let go by its last queue entry while it is ${status}`);
};
