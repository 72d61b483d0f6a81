import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { WorkQueue } from '../blocks/work-queue.ts';

/** What the stack knows of a carrier: how its functions are set up, and what they may do. */
export interface Carrier {
  /** As in the API, the webhook's path and the folder in `adapters/carriers`. */
  readonly name: string;

  /** What its adapter is set up with. Plain JSON, tokens allowed, secrets by ARN only. */
  readonly settings: Readonly<Record<string, unknown>>;

  /** Lets a sender submit to the carrier. The queue is for a carrier that puts its receipts there itself. */
  grantSubmit(sender: IGrantable, receipts: WorkQueue): void;

  /** Lets the receiver of its webhooks verify them. */
  grantVerify(receiver: IGrantable): void;

  /** Connects receipts that come by push instead of by webhook. */
  pushReceiptsTo(ingest: IFunction): void;
}
