import type { Dlt } from './dlt.ts';
import type { AttemptId, MessageId } from './ids.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { Lane } from './lanes.ts';
import type { Outcome } from './outcome.ts';
import type { Receipt } from './receipt.ts';
import type { Encoding } from './text/encoding.ts';

/** What the core must know of a carrier to settle an ambiguous submit. */
export type CarrierTraits = {
  /** The carrier drops a second submit with the same token. */
  readonly dedupe: boolean;
  /** The carrier can be asked what became of a submit. */
  readonly lookup: boolean;
  /** The carrier gives our attempt id back in its receipts. */
  readonly echo: boolean;
  /** Seconds after which a look-up surely shows a submit that was taken. */
  readonly settleSeconds: number;
  /**
   * Who decides where a long text is divided, and so how many segments are billed. `standard`: the carrier divides as
   * the standard says, so our count is its count. `carrier`: in a way of its own, so ours is an estimate.
   */
  readonly segmentsBy: 'standard' | 'carrier';
};

/** One text for one recipient, ready for the wire. */
export type SubmitRequest = {
  readonly messageId: MessageId;
  readonly attemptId: AttemptId;
  /** E.164 with `+`. */
  readonly recipient: string;
  /** Where the caller names none, the carrier's configured sender is used. */
  readonly sender?: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly lane: Lane;
  /** The registration of a text to India, where the text names one itself. */
  readonly dlt?: Dlt;
  /** What is left of the validity, whole seconds, at least 1. */
  readonly validitySeconds: number;
  /** Milliseconds that the whole submit may take. */
  readonly deadlineMs: number;
};

/** Asks a carrier what became of a submit whose answer never came. */
export type LookupRequest = Pick<SubmitRequest, 'attemptId' | 'recipient' | 'sender' | 'text'> & {
  /** When the submit began. */
  readonly submittedAt: Date;
  /** Milliseconds that the whole look-up may take. */
  readonly deadlineMs: number;
};

/**
 * - `found`: the carrier's account of each message that may be the attempt. None: it surely never took the attempt. A
 *   receipt with the attempt's id is its own, one for each segment where the carrier reports so. A carrier that keeps
 *   nothing of ours can only go by recipient, time and perhaps text: then there may be several, or one that is another
 *   message's, and who asks must tell by the carrier's id.
 * - `unclear`: the carrier could not be asked, or its answer not be read.
 */
export type LookupAnswer =
  | { readonly kind: 'found'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'unclear' };

export type Submitted = { readonly carrierMessageId: string };

/** Submits to one carrier: at most one request on the wire per call, and it never throws for what a carrier does. */
export interface Carrier {
  readonly name: string;
  readonly traits: CarrierTraits;
  submit(request: SubmitRequest): Promise<Outcome<Submitted>>;
  /** There where the traits declare it. Like a submit, it never throws for what a carrier does. */
  lookup?(request: LookupRequest): Promise<LookupAnswer>;
}

/** A carrier's HTTP call to us, as it came: the body byte for byte, the URL as the carrier was given it. */
export type WebhookRequest = {
  readonly method: string;
  /** Scheme, host and path of the public URL, with the query as received. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The last path segment: the attempt id for receipts. */
  readonly token: string;
  readonly receivedAt: Date;
};

export type WebhookVerdict =
  | { readonly kind: 'receipts'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'inbound'; readonly messages: readonly InboundMessage[] }
  | {
      readonly kind: 'both';
      readonly receipts: readonly Receipt[];
      readonly messages: readonly InboundMessage[];
    }
  /** The signature is missing or wrong: 403, and nothing changes. */
  | { readonly kind: 'forged' }
  /** Signed, but nothing that we can read: 400 with the reason. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Verifies and parses what one carrier posts to us. */
export interface CarrierWebhook {
  receive(request: WebhookRequest): Promise<WebhookVerdict>;
}
