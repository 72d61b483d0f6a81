import type { Mutant } from './mutant.ts';

const settle = 'lambdas/settle-message/settle-message.ts';
const lookUp = 'lambdas/settle-message/look-up.ts';
const again = 'lambdas/settle-message/submit-again.ts';
const settlement = 'core/settlement.ts';

export const settleMutants: readonly Mutant[] = [
  {
    name: 'a look-up is believed before the carrier surely knows',
    file: settlement,
    edits: [
      {
        find: 'const settledAt = Date.parse(endedAt) + (traits?.settleSeconds ?? 0) * 1000;',
        replace: 'const settledAt = Date.parse(endedAt) + 0 * (traits?.settleSeconds ?? 0);',
      },
    ],
  },
  {
    name: 'what a look-up leaves open is submitted again',
    file: settle,
    edits: [
      {
        find: "if (finding.kind === 'absent' && mayTryAgain(found.state)) {",
        replace: 'if (mayTryAgain(found.state)) {',
      },
    ],
  },
  {
    name: 'what a look-up finds is not told',
    file: settle,
    edits: [{ find: 'return receipts.enqueue(finding.receipts);', replace: 'return;' }],
  },
  {
    name: 'a look-up is made once only',
    file: settle,
    edits: [{ find: 'if (now.getTime() < times.decidedAt) {', replace: 'if (false) {' }],
  },
  {
    name: 'a released message is not queued',
    file: settle,
    edits: [
      {
        find: '    if (wasReleased(after, number)) await toLane(message, after);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'a release whose run was killed is forgotten',
    file: settle,
    edits: [
      {
        find: '    if (wasReleased(found.state, number)) return toLane(message, found.state);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'what became of a released message before its lane had an entry is told of by nobody',
    file: settle,
    edits: [
      {
        find: 'if (wasReleased(found.state, number)) return',
        replace: "if (wasReleased(found.state, number) && found.state.status === 'accepted') return",
      },
    ],
  },
  {
    name: 'the row forgets an attempt that may have been taken',
    file: 'core/lifecycle.ts',
    edits: [{ find: '(attempt) => !mayBeTaken(attempt)', replace: '({ number }) => number > 0' }],
  },
  {
    name: 'every message is submitted again at its deadline',
    file: settle,
    edits: [{ find: "message.policy === 'at-least-once' && now", replace: 'now' }],
  },
  {
    name: 'the policy takes its risk again and again',
    file: 'core/release.ts',
    edits: [{ find: 'state.policyReleasedAttempt === undefined\n', replace: 'state.attemptCount > 0\n' }],
  },
  {
    name: 'a possible duplicate is told of by nobody',
    file: 'core/duplicates.ts',
    edits: [{ find: 'countTaken(state) > 1', replace: 'countTaken(state) > 9' }],
  },
  {
    name: 'everything is a possible duplicate',
    file: 'core/duplicates.ts',
    edits: [{ find: 'countTaken(state) > 1', replace: 'countTaken(state) > 0' }],
  },
  {
    name: 'what the policy let go of is forgotten when the next attempt fails',
    file: 'core/duplicates.ts',
    edits: [{ find: '  policyReleasedAttempt !== undefined;', replace: '  policyReleasedAttempt === 0;' }],
  },
  {
    name: 'a look-up takes another message’s text for its own',
    file: lookUp,
    edits: [
      {
        find: 'anonymous.filter(({ carrierMessageId }) => !theirs.has(carrierMessageId))',
        replace: '[...anonymous].filter(({ carrierMessageId }) => carrierMessageId !== String(theirs.size))',
      },
    ],
  },
  {
    name: 'a look-up takes the next attempt’s text for its own',
    file: lookUp,
    edits: [
      {
        find: '  if (!(await isStillOpen(deps, message.messageId, attempt))) return unclear;\n',
        replace: '',
      },
    ],
  },
  {
    name: 'a look-up does not see that an earlier attempt may claim the same text',
    file: lookUp,
    edits: [{ find: '  return !haveRival(\n', replace: '  return !![haveRival].length || !haveRival(\n' }],
  },
  {
    name: 'a look-up does not see that another message may claim the same text',
    file: lookUp,
    edits: [{ find: 'others.some(({ attempts }) => haveRival(attempts, attempt))', replace: 'false' }],
  },
  {
    name: 'the same submit is made again at a carrier that does not drop doubles',
    file: settle,
    edits: [
      {
        find: "seen.kind === 'unclear' && carrier?.traits.dedupe",
        replace: "seen.kind === 'unclear' && carrier",
      },
    ],
  },
  {
    name: 'a submit is made again in spite of an opt-out',
    file: again,
    edits: [
      {
        find: 'if (await optOuts.isOptedOut(message.tenant, message.recipientHash)) return unclear;',
        replace: 'void optOuts;',
      },
    ],
  },
  {
    name: 'a submit is made again past its validity',
    file: again,
    edits: [{ find: 'if (clock().toISOString() >= message.expiresAt) return unclear;', replace: '' }],
  },
];
