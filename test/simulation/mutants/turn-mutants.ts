import type { Mutant } from './mutant.ts';

const choose = 'lambdas/send-message/choose-carrier.ts';

/** Texts that wait for their turn, or for a carrier that is ill. */
export const turnMutants: readonly Mutant[] = [
  {
    name: 'a text that waits for its turn is not queued',
    file: 'lambdas/send-message/send-message.ts',
    edits: [{ find: '      await queue.enqueue(entry, choice.seconds);\n', replace: '' }],
  },
  {
    name: 'nobody waits for a turn',
    file: choose,
    edits: [{ find: 'if (waitMs === 0) return first;', replace: 'if (waitMs >= 0) return first;' }],
  },
  {
    name: 'who finds a message in other hands claims it out of turn once it is let go',
    file: choose,
    edits: [{ find: "return { kind: 'look' };", replace: 'return go(inTurn);' }],
  },
  {
    name: 'an ill carrier gets texts like any other',
    file: choose,
    edits: [{ find: 'admission?.carriers.includes(name) ?? true', replace: 'name.length > 0' }],
  },
  {
    name: 'where every carrier is ill nobody waits',
    file: 'core/health/carrier-guard.ts',
    edits: [{ find: 'return healthy.length > 0', replace: 'return carriers.length > 0' }],
  },
];
