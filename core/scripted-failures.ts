import { type FailureCode, failureCatalogue } from './failures.ts';
import type { ReceiptRow, ScriptRow } from './scripted-outcomes.ts';

/** What a carrier can say of a text, in the order of the catalogue: its place is the end of its numbers. */
const ofCarriers: readonly FailureCode[] = [
  'invalid_destination',
  'unknown_subscriber',
  'landline',
  'opted_out',
  'recipient_blocked',
  'unreachable_handset',
  'subscriber_funds',
  'handset_busy',
  'carrier_blocked',
  'spam_filtered',
  'content_rejected',
  'sender_invalid',
  'sender_unregistered',
  'regulatory',
  'age_restricted',
  'unroutable',
  'too_long',
  'price_cap',
  'invalid_request',
  'network_error',
  'carrier_unreachable',
  'throttled',
  'queue_full',
  'daily_cap',
  'provider_error',
  'auth',
  'account_suspended',
  'insufficient_funds',
  'permission',
];

const submit = { kind: 'accept', answerAfterMs: 0 } as const;
const sent: ReceiptRow = { status: 'sent', afterMs: [50, 150] };
const end = { afterMs: [200, 700] } as const;

const numbered = (first: number, rowOf: (failure: FailureCode) => ScriptRow): [string, ScriptRow][] =>
  ofCarriers.map((failure, i) => [`+447700900${first + i}`, rowOf(failure)]);

/** Every class of failure by a number of its own: refused from …101 on, reported from …151 on; then other ends. */
export const failureScripts: Readonly<Record<string, ScriptRow>> = Object.fromEntries([
  ...numbered(101, (failure) => ({
    sentence: `Refused at the submit, \`${failure}\`: ${failureCatalogue[failure].sentence}`,
    submit: { kind: 'reject', failure },
    receipts: [],
  })),
  ...numbered(151, (failure) => ({
    sentence: `Undelivered, \`${failure}\`: ${failureCatalogue[failure].sentence}`,
    submit,
    receipts: [sent, { status: 'undelivered', ...end, failure }],
  })),
  [
    '+447700900191',
    {
      sentence: 'Expired: the validity passes on the way.',
      submit,
      receipts: [sent, { status: 'expired', ...end, failure: 'validity_passed' }],
    },
  ],
  [
    '+447700900192',
    { sentence: 'Canceled by the carrier.', submit, receipts: [{ status: 'canceled', ...end }] },
  ],
  [
    '+447700900193',
    {
      sentence: 'The last segment is undelivered, the others are delivered.',
      submit,
      receipts: [
        sent,
        { status: 'delivered', ...end, segments: 'others' },
        { status: 'undelivered', ...end, failure: 'unreachable_handset', segments: 'last' },
      ],
    },
  ],
  [
    '+447700900194',
    {
      sentence: 'Delivered; of the last segment no final receipt comes.',
      submit,
      receipts: [sent, { status: 'delivered', ...end, segments: 'others' }],
    },
  ],
] satisfies [string, ScriptRow][]);
