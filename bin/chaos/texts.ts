import { type Lane, lanes } from '../../core/lanes.ts';
import type { Policy } from '../../core/policy.ts';
import { scripts } from '../../core/scripted-outcomes.ts';
import { draw } from '../../local/aws/faults/fault-plan.ts';

export type Text = {
  readonly to: string;
  readonly body: string;
  readonly type: Lane;
  readonly carrier?: string;
  readonly policy: Policy;
  readonly validitySeconds: number;
};

/** Taken, though the answer is a server error, and no receipt ever comes. */
const neverTold = '+447700900016';

/** Numbers whose submits answer in time: a time-out keeps a function for seconds, and says no more than a 5xx. */
const scripted = Object.entries(scripts)
  .filter(([, { submit }]) => submit.kind !== 'accept' || submit.answerAfterMs < 1_000)
  .map(([recipient]) => recipient);

const oneOf = <T>(choices: readonly T[], drawn: number): T | undefined =>
  choices[Math.floor(drawn * choices.length)];

/** Long enough for each lane, and short enough that a text which no carrier ever takes does not try for a day. */
const validitySeconds = 300;

/** How many numbers there are without a script: those from +447700900200 on, all kept for drama. */
const ownNumbers = 800;

/** What the first texts of every seed must meet: a look-up, and a double that the policy allows and the row must tell. */
const firstTexts: readonly Partial<Text>[] = [
  { to: neverTold, type: 'transactional', carrier: 'twilio' },
  { to: neverTold, type: 'otp', carrier: 'sns', policy: 'at-least-once' },
];

/**
 * The texts of a seed: a third to the numbers that have a script, the others to numbers that are always reached; one in
 * twenty through the carrier that echoes no id of ours, each to a number of its own, by which it can be told.
 */
export const textsOf = (seed: number, count: number): readonly Text[] =>
  Array.from({ length: count }, (_, i) => {
    const own = `+447700900${200 + (i % ownNumbers)}`;
    const to = draw(seed, 'scripted', i) < 1 / 3 ? oneOf(scripted, draw(seed, 'recipient', i)) : undefined;
    const bySns = to === undefined && i < ownNumbers && draw(seed, 'sns', i) < 1 / 20;
    return {
      to: to ?? own,
      body: `Text ${i} of seed ${seed}`,
      type: oneOf(lanes, draw(seed, 'lane', i)) ?? 'transactional',
      policy: draw(seed, 'policy', i) < 1 / 4 ? 'at-least-once' : 'at-most-once',
      ...(bySns && { carrier: 'sns' }),
      validitySeconds,
      ...firstTexts[i],
    };
  });
