import { MessageState } from '../../core/message-state.ts';
import type { Item } from './operand.ts';

const states = new WeakMap<Item, MessageState>();

/** What a status row says. Rows are replaced and never changed, so each is read once. */
export const stateIn = (item: Item): MessageState => {
  const known = states.get(item);
  if (known) return known;
  const state = MessageState.parse(item);
  states.set(item, state);
  return state;
};
