import type { Clock, WindowCounters } from '../ports.ts';
import type { Quota } from './limits.ts';

/** Where a quota stands, as far as is known here. */
export type Standing = {
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
};

export type Allotments = {
  /** Takes so much of the quota, or nothing of it and answers false. Throws when the counters do not answer. */
  take(quota: Quota, amount: number): Promise<boolean>;
  /** What was taken and not used is there for the next. */
  giveBack(quota: Quota, amount: number): void;
  standing(quota: Quota): Standing;
};

type Hand = { readonly window: number; inHand: number; left: number };

/** Hands that are kept at most. Beyond that all are dropped, and what they held is lost for its window. */
const maxHands = 1_000;

/**
 * A counter that everybody asked at each request would cost as much as storing the message. So each container takes a
 * hundredth of the quota at once and deals it out. What it has not dealt when the window ends is lost, so the true
 * limit may be a few hundredths below the quota and is never above it. Nobody asks a counter that has nothing left.
 */
export const createAllotments = (counters: WindowCounters, clock: Clock): Allotments => {
  const hands = new Map<string, Hand>();

  const handOf = ({ subject, quota, windowSeconds }: Quota): Hand => {
    const window = Math.floor(clock().getTime() / 1000 / windowSeconds) * windowSeconds;
    const known = hands.get(subject);
    if (known?.window === window) return known;
    if (hands.size >= maxHands) hands.clear();
    const hand = { window, inHand: 0, left: quota };
    hands.set(subject, hand);
    return hand;
  };

  const refill = async (hand: Hand, { subject, quota, windowSeconds }: Quota, amount: number) => {
    const wanted = Math.max(amount - hand.inHand, Math.ceil(quota / 100));
    const total = await counters.add(`${subject}#${hand.window}`, wanted, hand.window + 2 * windowSeconds);
    hand.inHand += Math.min(wanted, Math.max(0, quota - (total - wanted)));
    hand.left = Math.max(0, quota - total);
  };

  return {
    take: async (quota, amount) => {
      const hand = handOf(quota);
      if (hand.inHand < amount && hand.left > 0) await refill(hand, quota, amount);
      if (hand.inHand < amount) return false;
      hand.inHand -= amount;
      return true;
    },
    giveBack: (quota, amount) => {
      handOf(quota).inHand += amount;
    },
    standing: (quota) => {
      const { window, inHand, left } = handOf(quota);
      const resetSeconds = Math.max(1, Math.ceil(window + quota.windowSeconds - clock().getTime() / 1000));
      return { remaining: inHand + left, resetSeconds };
    },
  };
};
