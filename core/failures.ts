import * as z from 'zod';

/**
 * - `permanent`: this text to this recipient will not go; trying again is pointless.
 * - `temporary`: the carrier surely did not take it; it may be tried again.
 * - `ambiguous`: it may have been sent; it is never blindly sent again.
 */
export type FailureKind = 'permanent' | 'temporary' | 'ambiguous';

type CatalogueEntry = {
  readonly kind: FailureKind;
  /** Whether another text may get through later with nothing changed: so for what is temporary, unless said here. */
  readonly retryable?: boolean;
  /** No text ought to go to this number again. */
  readonly suppress?: true;
  readonly sentence: string;
};

/** Every reason why a message is not delivered, in one place: API errors, events and documentation read it. */
export const failureCatalogue = {
  // The recipient
  invalid_destination: {
    kind: 'permanent',
    suppress: true,
    sentence: 'The number does not exist or cannot receive texts.',
  },
  unknown_subscriber: {
    kind: 'permanent',
    suppress: true,
    sentence: 'The network does not know the subscriber.',
  },
  landline: { kind: 'permanent', suppress: true, sentence: 'The number is a landline.' },
  opted_out: { kind: 'permanent', suppress: true, sentence: 'The recipient has opted out.' },
  recipient_blocked: { kind: 'permanent', sentence: 'The recipient or the device blocks this text.' },
  unreachable_handset: { kind: 'temporary', sentence: 'The handset was off or out of coverage.' },
  subscriber_funds: { kind: 'temporary', sentence: "The recipient's prepaid account is empty." },
  handset_busy: { kind: 'temporary', sentence: 'The handset was busy or its memory full.' },
  // The text or its sender
  carrier_blocked: { kind: 'permanent', sentence: 'The carrier or network blocked the message.' },
  spam_filtered: { kind: 'permanent', sentence: 'The message was filtered as spam.' },
  content_rejected: { kind: 'permanent', sentence: 'The carrier refused the content.' },
  sender_invalid: { kind: 'permanent', sentence: 'The carrier does not accept the sender.' },
  sender_unregistered: { kind: 'permanent', sentence: 'The sender is not registered for this country.' },
  regulatory: { kind: 'permanent', sentence: 'A regulation of the country forbids the message.' },
  age_restricted: { kind: 'permanent', sentence: 'The recipient has no verified age for this content.' },
  unroutable: { kind: 'permanent', sentence: 'The carrier has no route to this number.' },
  too_long: { kind: 'permanent', sentence: 'The carrier refused the length of the message.' },
  price_cap: { kind: 'permanent', sentence: 'The message would cost more than the configured maximum.' },
  invalid_request: { kind: 'permanent', sentence: 'The carrier refused the request.' },
  // The way there
  network_error: { kind: 'temporary', sentence: 'The mobile network failed.' },
  carrier_unreachable: { kind: 'temporary', sentence: 'No connection to the carrier.' },
  throttled: { kind: 'temporary', sentence: 'The carrier asked to slow down.' },
  queue_full: { kind: 'temporary', sentence: "The carrier's queue for this sender is full." },
  daily_cap: { kind: 'temporary', sentence: 'A daily limit of the sender is reached.' },
  provider_error: { kind: 'temporary', sentence: 'The carrier failed.' },
  // Our account at the carrier
  auth: { kind: 'temporary', retryable: false, sentence: 'The carrier refused our credentials.' },
  account_suspended: {
    kind: 'temporary',
    retryable: false,
    sentence: 'Our account at the carrier is suspended.',
  },
  insufficient_funds: {
    kind: 'temporary',
    retryable: false,
    sentence: 'Our account at the carrier has no funds.',
  },
  permission: {
    kind: 'temporary',
    retryable: false,
    sentence: 'Our account at the carrier lacks a permission.',
  },
  // Ours
  validity_passed: {
    kind: 'permanent',
    retryable: true,
    sentence: 'The validity of the message passed before it could be sent.',
  },
  budget_exhausted: { kind: 'permanent', sentence: "The tenant's budget of segments for the day is spent." },
  outcome_unknown: { kind: 'ambiguous', sentence: 'The carrier may or may not have taken the message.' },
  receipt_missing: {
    kind: 'ambiguous',
    sentence: 'The carrier took the message and never said what became of it.',
  },
  unclassified: { kind: 'permanent', sentence: 'The carrier reported a failure without a known reason.' },
} as const satisfies Record<string, CatalogueEntry>;

export type FailureCode = keyof typeof failureCatalogue;

/** Whether a failure says that no text ought to go to the number again. */
export const suppresses = (code: FailureCode): boolean => 'suppress' in failureCatalogue[code];

/** `Object.keys` forgets which keys an object has; the catalogue is constant, so it has these and no others. */
const codes = Object.keys(failureCatalogue) as [FailureCode, ...FailureCode[]];

export const FailureCode = z.enum(codes).meta({
  id: 'FailureCode',
  description: 'Why a message was not delivered: see docs/failures.md.',
  examples: ['unreachable_handset'],
});
