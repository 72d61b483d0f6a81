import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Pacing } from '../../core/pacing/pacing.ts';
import type { WorkQueue } from '../blocks/work-queue.ts';
import { checkedPacing } from '../pacing.ts';
import type { Carrier } from './carrier.ts';
import { SandboxCarrier } from './sandbox-carrier.ts';

/** The configured carriers, the default one first; and the sandbox, for the texts of test keys. */
export class Carriers {
  /** Those that routing and callers may name. The sandbox is only among them where it was configured. */
  readonly names: readonly string[];
  private readonly carriers: readonly Carrier[];
  private readonly pacing: Pacing;

  /** Throws when there is no carrier, or two by the same name. */
  constructor(carriers: readonly Carrier[]) {
    this.names = carriers.map(({ name }) => name);
    const sandbox = new SandboxCarrier();
    this.carriers = this.names.includes(sandbox.name) ? carriers : [...carriers, sandbox];
    if (carriers.length === 0) {
      throw new Error('The pipeline has no carrier to submit to: give at least one in `carriers`.');
    }
    const twice = this.names.find((name, index) => this.names.indexOf(name) !== index);
    if (twice) throw new Error(`The carrier ${twice} is given twice in \`carriers\`: give it once.`);
    this.pacing = checkedPacing(carriers);
  }

  /** Carrier name to its settings: the variable `CARRIERS` of the functions that talk to carriers. */
  toJson(scope: Construct): string {
    return Stack.of(scope).toJsonString(
      Object.fromEntries(this.carriers.map(({ name, settings }) => [name, settings])),
    );
  }

  /** Whether any carrier is paced. */
  get paced(): boolean {
    return Object.keys(this.pacing).length > 0;
  }

  /** Carrier name to its pace: the variable `PACING` of the senders. */
  pacingToJson(scope: Construct): string {
    return Stack.of(scope).toJsonString(this.pacing);
  }

  grantSubmit(sender: IGrantable, receipts: WorkQueue): void {
    for (const carrier of this.carriers) carrier.grantSubmit(sender, receipts);
  }

  grantSettle(settler: IGrantable): void {
    for (const carrier of this.carriers) carrier.grantSettle(settler);
  }

  grantVerify(receiver: IGrantable): void {
    for (const carrier of this.carriers) carrier.grantVerify(receiver);
  }

  pushReceiptsTo(ingest: IFunction): void {
    for (const carrier of this.carriers) carrier.pushReceiptsTo(ingest);
  }
}
