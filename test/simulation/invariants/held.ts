import type { MessageId } from '../../../core/ids.ts';
import type { World } from '../world.ts';

/** Who is to be worked on: no run may let go of the last entry that would bring it back after a crash. */
const open: readonly string[] = ['accepted', 'sending'];

/** Looks at a message whose queue entry was deleted just now. */
export const checkHeld = (world: World, messageId: MessageId): void => {
  const { lanes, reconcile, history } = world;
  const status = world.statusOf(messageId);
  if (!open.includes(status)) return;
  const isHeld = [...Object.values(lanes), reconcile].some((queue) => queue.holds(messageId));
  if (!isHeld) history.violations.push(`${messageId}: let go by its last queue entry while it is ${status}`);
};
