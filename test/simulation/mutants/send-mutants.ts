import type { Mutant } from './mutant.ts';

const send = 'lambdas/send-message/send-message.ts';
const claim = 'lambdas/send-message/claim-message.ts';
const gates = 'lambdas/send-message/check-gates.ts';
const lifecycle = 'core/lifecycle.ts';
const statusStore = 'adapters/dynamodb/status-store.ts';

export const sendMutants: readonly Mutant[] = [
  {
    name: 'the first claim is not conditional',
    file: statusStore,
    edits: [{ find: "{ ConditionExpression: 'attribute_not_exists(pk)' }", replace: '{}' }],
  },
  {
    name: 'the version is not conditional',
    file: statusStore,
    edits: [
      {
        find: "ConditionExpression: 'revision = :read'",
        replace: "ConditionExpression: 'attribute_exists(pk)'",
      },
    ],
  },
  {
    name: 'a write that the SDK repeats is taken for another’s',
    file: statusStore,
    edits: [
      {
        find: "return found?.revision === stored.revision ? stored : 'conflict';",
        replace: "return 'conflict';",
      },
    ],
  },
  {
    name: 'whoever loses the claim submits as well',
    file: claim,
    edits: [
      {
        find: "if (claimed === 'conflict') throw",
        replace: "if (claimed === 'conflict') return found;\n      if (claimed === 'conflict') throw",
      },
    ],
  },
  {
    name: 'a claim is a lease that expires',
    file: lifecycle,
    edits: [
      { find: "> claimLifetimeMs ? 'stale' : 'live'", replace: "> claimLifetimeMs ? 'claimable' : 'live'" },
      { find: "if (!canMove(state.status, 'sending'))", replace: 'if (false)' },
    ],
  },
  {
    name: 'a claim is dead before its function is',
    file: claim,
    edits: [{ find: 'claimLifetimeMs = 30_000', replace: 'claimLifetimeMs = 3_000' }],
  },
  {
    name: 'a claim that timed out goes back to the queue',
    file: lifecycle,
    edits: [
      {
        find: "failureCode: 'outcome_unknown' });\n  return becomeUnknown(ended, at, resolution);",
        replace: "failureCode: 'outcome_unknown' });\n  return { ...ended, status: 'accepted' };",
      },
    ],
  },
  {
    name: 'an entry is acknowledged while another run has the claim',
    file: claim,
    edits: [
      {
        find: 'is the only one left that would notice.\n      throw',
        replace: 'is the only one left that would notice.\n      return undefined;\n      throw',
      },
    ],
  },
  {
    name: 'an entry is acknowledged though another run has claimed again',
    file: send,
    edits: [{ find: "if (after.status === 'sending') {", replace: 'if (false) {' }],
  },
  {
    name: 'an entry that finds its message done publishes nothing',
    file: claim,
    edits: [{ find: '      await republish(events, found.state);\n', replace: '' }],
  },
  {
    name: 'a submit that timed out is made again',
    file: lifecycle,
    edits: [
      {
        find: "    case 'ambiguous':\n      return becomeUnknown(ended, at, resolution);",
        replace: "    case 'ambiguous':\n      return { ...ended, status: 'accepted' };",
      },
    ],
  },
  {
    name: 'a no for now fails the message',
    file: lifecycle,
    edits: [
      {
        find: "return { ...ended, status: 'accepted' };\n    case 'permanent':",
        replace: "case 'permanent':",
      },
    ],
  },
  {
    name: 'a no for good is tried again',
    file: lifecycle,
    edits: [{ find: "    case 'temporary':\n", replace: "    case 'permanent':\n    case 'temporary':\n" }],
  },
  {
    name: 'a retry is not queued',
    file: send,
    edits: [{ find: 'await queue.enqueue({ messageId, tenant }, delay);', replace: 'void delay;' }],
  },
  {
    name: 'an answer is written into whichever attempt is the last',
    file: lifecycle,
    edits: [
      {
        find: 'if (attempt?.number !== number) return state;\n  const end',
        replace: 'if (!attempt) return state;\n  const end',
      },
    ],
  },
  {
    name: 'the validity is not looked at',
    file: gates,
    edits: [{ find: 'clock().toISOString() >= expiresAt ?', replace: 'clock().toISOString() < tenant ?' }],
  },
  {
    name: 'the validity is looked at before the other gates only',
    file: gates,
    edits: [
      { find: 'follows at once.\n  return expiry();', replace: 'follows at once.\n  return undefined;' },
    ],
  },
  {
    name: 'opt-outs are not looked at',
    file: gates,
    edits: [{ find: 'if (await optOuts.isOptedOut(tenant, recipientHash)) {', replace: 'if (false) {' }],
  },
  {
    name: 'opt-outs are read as they were a moment ago',
    file: 'adapters/dynamodb/opt-out-store.ts',
    edits: [
      {
        find: "openReader({ table, key: 'pk' }, 'current')",
        replace: "openReader({ table, key: 'pk' }, 'recent')",
      },
    ],
  },
  {
    name: 'opt-outs are read before the claim',
    file: send,
    edits: [
      {
        find: '    const claimed = await claimMessage(deps, message, choice.carrierFor);\n    if (claimed) await submitClaimed(message, inTurn, claimed, choice.probe);',
        replace:
          '    const early = await checkGates(deps, message, { attempts: [] } as never);\n    const claimed = await claimMessage(deps, message, choice.carrierFor);\n    if (claimed) await submitClaimed(message, inTurn, claimed, choice.probe, early);',
      },
      {
        find: '    probe: boolean,\n  ): Promise<void>',
        replace:
          '    probe: boolean,\n    early: Awaited<ReturnType<typeof checkGates>>,\n  ): Promise<void>',
      },
      { find: 'const refusal = await refusalOf(message, claimed);', replace: 'const refusal = early;' },
    ],
  },
  {
    name: 'a gate that cannot be asked is open',
    file: send,
    edits: [{ find: '      throw error;\n', replace: '      return undefined;\n' }],
  },
  {
    name: 'a text is sent before its time',
    file: send,
    edits: [{ find: 'if (untilDue > 0) {', replace: 'if (false) {' }],
  },
  {
    name: 'an unknown outcome is not handed on',
    file: send,
    edits: [{ find: '    await handToReconcile(deps, message, after);\n', replace: '' }],
  },
  {
    name: 'the id of a carrier without echo is not remembered',
    file: send,
    edits: [
      {
        find: 'await statuses.link(carrier.name, outcome.value.carrierMessageId, claimed.state);',
        replace: '',
      },
    ],
  },
  {
    name: 'the id of a carrier without echo is remembered after the outcome',
    file: send,
    edits: [
      {
        find: '      await statuses.link(carrier.name, outcome.value.carrierMessageId, claimed.state);\n',
        replace: '',
      },
      {
        find: "    log[level]('submitted', {",
        replace:
          "    if (outcome.ok && !carrier.traits.echo) await statuses.link(carrier.name, outcome.value.carrierMessageId, claimed.state);\n    log[level]('submitted', {",
      },
    ],
  },
];
