import type { Mutant } from './mutant.ts';

const apply = 'core/apply-receipt.ts';
const ingest = 'lambdas/ingest-receipt/ingest-receipt.ts';

export const receiptMutants: readonly Mutant[] = [
  {
    name: 'a receipt is acknowledged before it is queued',
    file: 'lambdas/receive-webhook/receive-webhook.ts',
    edits: [
      {
        find: 'await receipts.enqueue(verdict.receipts);',
        replace: 'receipts.enqueue(verdict.receipts).catch(() => {});',
      },
    ],
  },
  {
    name: 'a receipt that the queue refused counts as queued',
    file: 'adapters/sqs/send-batches.ts',
    edits: [{ find: 'if (Failed.length > 0)', replace: 'if (Failed.length > batch.length)' }],
  },
  {
    name: 'a receipt is dropped when it comes before the outcome is written',
    file: ingest,
    edits: [
      {
        find: '    const after = await merge(found, receipt);',
        replace:
          "    if (found.state.status === 'sending') return;\n    const after = await merge(found, receipt);",
      },
    ],
  },
  {
    name: 'a receipt is dropped when its message is not known yet',
    file: ingest,
    edits: [
      {
        find: "    const found = await mustFind(statuses, await messageOf(receipt), 'recent');\n",
        replace:
          '    const linked = await messageOf(receipt).catch(() => undefined);\n    if (!linked) return;\n    const found = await mustFind(statuses, linked);\n',
      },
    ],
  },
  {
    name: 'an early receipt does not prove the submit',
    file: apply,
    edits: [
      {
        find: "state.status === 'sending' || state.status === 'accepted'",
        replace: "state.status === 'accepted'",
      },
    ],
  },
  {
    name: 'a receipt settles nothing that is unknown',
    file: apply,
    edits: [
      {
        find: 'if (canMove(taken.status, status)) return',
        replace: "if (taken.status !== 'unknown' && canMove(taken.status, status)) return",
      },
    ],
  },
  {
    name: 'a later receipt overturns a final status',
    file: 'core/status.ts',
    edits: [
      {
        find: '  delivered: [],\n  undelivered: [],',
        replace: "  delivered: ['undelivered', 'failed', 'expired'],\n  undelivered: ['delivered'],",
      },
    ],
  },
  {
    name: 'a contradicting receipt is dropped',
    file: apply,
    edits: [
      {
        find: '  return { ...state, timeline: [...state.timeline, entry] };',
        replace: '  return entry ? state : state;',
      },
    ],
  },
  {
    name: 'a contradicting receipt is told of as often as it comes',
    file: apply,
    edits: [
      {
        find: '  if (known || state.timeline.some((entry) => entry.contradicts === undefined && entry.status === status))\n',
        replace:
          '  if (!known && state.timeline.some((entry) => entry.contradicts === undefined && entry.status === status))\n',
      },
    ],
  },
  {
    name: 'a receipt without news publishes nothing',
    file: ingest,
    edits: [
      {
        find: 'if (versionOf(found.state) > 1) await republish(events, found.state);',
        replace: 'versionOf(found.state);',
      },
    ],
  },
];
