import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { WorkQueue } from '../blocks/work-queue.ts';
import type { Carrier } from './carrier.ts';

/**
 * A carrier that sends nothing to anybody, to test a deployed pipeline with: the recipient decides what becomes of a
 * text, and receipts come as from any other carrier. docs/simulator.md has the numbers.
 */
export class SandboxCarrier implements Carrier {
  readonly name = 'sandbox';
  readonly settings = {};

  /** It reports by the queue that all receipts go through. */
  grantSubmit(sender: IGrantable, receipts: WorkQueue): void {
    receipts.grantSend(sender);
  }

  /** It cannot be asked. */
  grantSettle(): void {}

  /** It has no webhook. */
  grantVerify(): void {}

  /** Its receipts are in the queue already. */
  pushReceiptsTo(): void {}
}
