import type { Submitted } from '../carrier.ts';
import type { FailureCode } from '../failures.ts';
import type { Outcome } from '../outcome.ts';
import type { Receipt } from '../receipt.ts';

/** Definite noes that the carrier's own state causes. */
const ofCarrier: readonly FailureCode[] = ['carrier_unreachable', 'provider_error'];

/** Definite noes to our haste: a carrier that takes a part of what it is sent is well. */
const ofHaste: readonly FailureCode[] = ['throttled', 'queue_full'];

/** Definite noes to our account, whatever the text and its recipient. */
const ofAccount = ['auth', 'account_suspended', 'insufficient_funds', 'permission'] as const;
export type AccountFailure = (typeof ofAccount)[number];

/**
 * What one text tells of the carrier that had it.
 * - `answered`: it was taken, or refused for its own sake: the carrier works.
 * - `refused`: a definite no that is the carrier's fault.
 * - `throttled`: a definite no because we were too fast for it.
 * - `ambiguous`: nobody knows whether it was taken.
 * - `account`: a definite no to our account.
 * - `delivered`: how long the way to the handset took after the submit, in seconds.
 */
export type Observation =
  | { readonly kind: 'answered' | 'refused' | 'throttled' | 'ambiguous' }
  | { readonly kind: 'account'; readonly code: AccountFailure }
  | { readonly kind: 'delivered'; readonly seconds: number };

const faultOf = (code: FailureCode): Observation | undefined => {
  const account = ofAccount.find((candidate) => candidate === code);
  if (account !== undefined) return { kind: 'account', code: account };
  if (ofHaste.includes(code)) return { kind: 'throttled' };
  return ofCarrier.includes(code) ? { kind: 'refused' } : undefined;
};

/** What the outcome of a submit tells. A no to this text or its recipient never counts against the carrier. */
export const observedOutcome = (outcome: Outcome<Submitted>): Observation => {
  if (outcome.ok) return { kind: 'answered' };
  const { kind, code } = outcome.failure;
  return kind === 'ambiguous' ? { kind } : (faultOf(code) ?? { kind: 'answered' });
};

/**
 * What a receipt tells that settled its text; undefined where it is nothing about the carrier. A missing permission is
 * never the account's here: the submit had it, so it is about the country or the recipient.
 * @param sentAt when the submit was answered.
 */
export const observedReceipt = (receipt: Receipt, sentAt: Date): Observation | undefined => {
  if (receipt.status === 'delivered') {
    return { kind: 'delivered', seconds: (Date.parse(receipt.receivedAt) - sentAt.getTime()) / 1000 };
  }
  const { failureCode } = receipt;
  return failureCode === undefined || failureCode === 'permission' ? undefined : faultOf(failureCode);
};
