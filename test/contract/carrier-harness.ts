import type { CarrierDeps } from '../../adapters/carriers/carrier-deps.ts';
import type {
  Carrier,
  CarrierTraits,
  CarrierWebhook,
  LookupRequest,
  WebhookRequest,
} from '../../core/carrier.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { WireRequest } from '../support/wire-server.ts';

type Answer = { readonly status: number; readonly body: string };

/** How a receipt for a test is signed. */
export type Signing = {
  /** @default the account's own key */
  readonly key?: string;
  /** @default now */
  readonly at?: Date;
  /** Where our API is. @default https://sms.example.com */
  readonly baseUrl?: string;
};

/** A carrier's webhook, as the contract suite must know it. */
export type WebhookHarness = {
  open(): Promise<CarrierWebhook>;
  /** A receipt signed by the vendor's own code, or so that the vendor's own code takes it. */
  signed(status: string, signing?: Signing): WebhookRequest;
  /** The incoming text `hello`, signed; left out where the carrier has no such form. */
  readonly inbound?: (signing?: Signing) => WebhookRequest;
  readonly delivered: Partial<Receipt>;
  /** The vendor's own judgement, so that a change which signs the same is not taken for a forgery. */
  isGenuine(request: WebhookRequest): boolean | Promise<boolean>;
  /** Seconds that the signature may be old, and ahead of us; without them it holds no time. */
  readonly tolerance?: { readonly old: number; readonly ahead: number };
};

/** A carrier's list of texts, as the contract suite must know it. */
export type LookupHarness = {
  /** Whether the list names the attempt that a text belongs to; otherwise other texts may pass for it. */
  readonly byAttempt: boolean;
  /** What the secret holds. */
  readonly secret: string;
  /** The adapter with other dependencies. */
  open(url: string, overrides: Partial<CarrierDeps>): Promise<Carrier>;
  /** A delivered text as an entry of the list. */
  entry(id: string, request: LookupRequest): object;
  /** The body of an answer that lists entries, with or without more to come. */
  page(entries: readonly object[], hasMore: boolean): string;
};

/** What the contract suite must know of a carrier, even of one that is not reached by a wire. */
export type ScriptedHarness = {
  /** Tells the APIs of one carrier apart. */
  readonly api?: string;
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
  /** For carriers that can be asked about texts. */
  readonly lookup?: LookupHarness;
  /** For carriers that post receipts to us. */
  readonly webhook?: WebhookHarness;
};
