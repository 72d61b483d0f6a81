import type { Mutant } from './mutant.ts';

const accept = 'lambdas/accept-message/accept-message.ts';

export const acceptMutants: readonly Mutant[] = [
  {
    name: 'a message is queued before it is stored',
    file: accept,
    edits: [
      {
        find: 'const stored = await store(input.caller, offer);',
        replace: 'await enqueue(offer.message); const stored = await store(input.caller, offer);',
      },
      { find: '    await enqueue(message);\n', replace: '' },
    ],
  },
  {
    name: 'a repeated request is not queued again',
    file: accept,
    edits: [
      { find: '    await enqueue(message);\n', replace: '    if (stored.added) await enqueue(message);\n' },
    ],
  },
  {
    name: 'another request under the same key is taken for the first',
    file: accept,
    edits: [{ find: 'if (message.requestHash !== offer.message.requestHash)', replace: 'if (false)' }],
  },
  {
    name: 'a key does not name its message',
    file: accept,
    edits: [
      {
        find: ': deps.keyedMessageId(idempotencyScope(tenant, rights), idempotencyKey, place)',
        replace: ': deps.randomMessageId(now)',
      },
    ],
  },
  {
    name: 'the texts of a batch share one id',
    file: accept,
    edits: [
      {
        find: ': deps.keyedMessageId(idempotencyScope(tenant, rights), idempotencyKey, place)',
        replace: ': deps.keyedMessageId(idempotencyScope(tenant, rights), idempotencyKey)',
      },
    ],
  },
  {
    name: 'a text of a batch that is refused takes the others with it',
    file: 'lambdas/accept-batch/accept-batch.ts',
    edits: [
      {
        find: '    const settled = await Promise.allSettled(\n',
        replace:
          '    const all = async (texts: Promise<Awaited<ReturnType<typeof acceptOne>>>[]) =>\n      (await Promise.all(texts)).map((value) => ({ status: "fulfilled" as const, value, reason: undefined }));\n    const settled = await all(\n',
      },
    ],
  },
  {
    name: 'a text of a batch that could not be stored is told of as accepted',
    file: 'lambdas/accept-batch/accept-batch.ts',
    edits: [
      {
        find: '(outcome instanceof ProblemError ? outcome.toProblem() : outcome)',
        replace:
          '(outcome instanceof ProblemError ? (outcomes.find((one) => !(one instanceof ProblemError)) ?? outcome.toProblem()) : outcome)',
      },
    ],
  },
  {
    name: 'a message is not stored on condition',
    file: 'adapters/dynamodb/message-store.ts',
    edits: [{ find: "        ConditionExpression: 'attribute_not_exists(messageId)',\n", replace: '' }],
  },
  {
    name: 'a claimed message can be canceled',
    file: 'core/cancel.ts',
    edits: [
      { find: "(['scheduled', 'accepted'])", replace: "(['scheduled', 'accepted', 'sending'])" },
      {
        find: "move(state, { status: 'canceled', at: now.toISOString() })",
        replace:
          "({ ...state, status: 'canceled' as const, timeline: [...state.timeline, { status: 'canceled' as const, at: now.toISOString() }] })",
      },
    ],
  },
  {
    name: 'a cancel says yes without a write',
    file: 'lambdas/cancel-message/cancel-message.ts',
    edits: [
      {
        find: 'await transition({ statuses, events }, read, (found) => cancel(found, clock()))',
        replace: 'cancel(read.state, clock())',
      },
    ],
  },
  {
    name: 'an opt-out is acknowledged before it is written',
    file: 'lambdas/manage-opt-outs/manage-opt-outs.ts',
    edits: [
      {
        find: "await optOuts.record(tenant, recipientHash, { since: clock().toISOString(), source: 'api' });\n      return find(tenant, number);",
        replace: "return { number: number ?? '', since: clock().toISOString(), source: 'api' as const };",
      },
    ],
  },
];
