import type { Carrier, CarrierTraits, CarrierWebhook, WebhookRequest } from '../../core/carrier.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { WireRequest } from '../support/wire-server.ts';

type Answer = { readonly status: number; readonly body: string };

/** What the contract suite must know of a carrier, even of one that is not reached by a wire. */
export type ScriptedHarness = {
  readonly traits: CarrierTraits;
  /** The adapter as a function opens it, against a carrier at this URL. */
  open(url: string): Promise<Carrier>;
  /** The carrier with the simulator's outcomes by recipient. */
  simulate(): Promise<{
    readonly url: string;
    /** Submits that reached the carrier for a recipient. */
    submits(recipient: string): Promise<number>;
    /** The adapter, where the simulator wants it set up in another way. @default that of `open` */
    open?(): Promise<Carrier>;
    stop(): Promise<void>;
  }>;
};

/** What it must know of one that is. */
export type CarrierHarness = ScriptedHarness & {
  /** The text that a submit carried on the wire. */
  textOf(request: WireRequest): string;
  readonly accepted: Answer & { readonly carrierMessageId: string };
  readonly throttled: Answer;
  /** A refusal in the carrier's words, dressed as a success. */
  readonly refusalInside: Answer;
  /** For carriers that post receipts to us. */
  readonly webhook?: {
    open(): Promise<CarrierWebhook>;
    /** A receipt signed by the vendor's own code, with this key or the right one. */
    signed(status: string, key?: string): WebhookRequest;
    readonly delivered: Partial<Receipt>;
    /** The vendor's own judgement, so that a change which signs the same is not taken for a forgery. */
    isGenuine(request: WebhookRequest): boolean;
  };
};
