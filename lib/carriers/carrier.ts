import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { WorkQueue } from '../blocks/work-queue.ts';

/** How fast a carrier takes texts: a text of three segments counts as three. */
export interface CarrierPacing {
  /**
   * Segments a second of each sender that `senders` does not name.
   * @default - these are not paced
   */
  readonly segmentsPerSecond?: number;

  /**
   * How far a sender may run ahead of its rate, in segments.
   * @default - what 0.4 seconds take, at least 10
   */
  readonly burstSegments?: number;

  /**
   * Seconds after which a text that waits for its sender's turn looks for room at the next carrier of its route.
   * @default - it waits, however long
   */
  readonly overflowSeconds?: number;

  /**
   * Segments a second of single senders: numbers in E.164 with `+`, short codes, names.
   * @default - all have the carrier's rate
   */
  readonly senders?: Readonly<Record<string, number>>;
}

/** What the stack knows of a carrier: how its functions are set up, and what they may do. */
export interface Carrier {
  /** As in the API, the webhook's path and the folder in `adapters/carriers`. */
  readonly name: string;

  /** What its adapter is set up with. Plain JSON, tokens allowed, secrets by ARN only. */
  readonly settings: Readonly<Record<string, unknown>>;

  /** How fast it takes texts. */
  readonly pacing?: CarrierPacing;

  /** Who texts that name no sender come from, where that is known: they share that sender's rate. */
  readonly defaultSender?: string;

  /** Lets a sender submit to the carrier. The queue is for a carrier that puts its receipts there itself. */
  grantSubmit(sender: IGrantable, receipts: WorkQueue): void;

  /** Lets the settler ask the carrier what became of a submit. */
  grantSettle(settler: IGrantable): void;

  /** Lets the receiver of its webhooks verify them. */
  grantVerify(receiver: IGrantable): void;

  /** Connects receipts that come by push instead of by webhook. */
  pushReceiptsTo(ingest: IFunction): void;
}
