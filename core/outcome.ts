import type { FailureCode, FailureKind } from './failures.ts';

/** Why a submit to a carrier did not end in a clear yes. */
export type Failure = {
  readonly kind: FailureKind;
  readonly code: FailureCode;
  /** The carrier's own code, for the operator. Never its message: that may quote the number or the text. */
  readonly carrierCode?: string;
  /** Seconds that the carrier asked us to wait. */
  readonly retryAfterSeconds?: number;
};

/** Expected failure is data; everything else throws. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };
