import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface AwsEumDeliveryEventsProps {
  /**
   * The numbers and sender ids, as events show them, whose texts are the pipeline's: give them where others in the
   * account send texts of their own, whose events would be taken for lost receipts.
   * @default - all texts of this account and region
   */
  readonly originationPhoneNumbers?: readonly string[];
}

/** What End User Messaging tells the account's default bus about its texts, without anything to be switched on. */
export class AwsEumDeliveryEvents extends Construct {
  private readonly rule: Rule;

  constructor(scope: Construct, id: string, { originationPhoneNumbers }: AwsEumDeliveryEventsProps = {}) {
    super(scope, id);
    this.rule = new Rule(this, 'Rule', {
      description: 'What became of texts, from End User Messaging to the pipeline',
      eventPattern: {
        source: ['aws.sms-voice'],
        detailType: ['Text Message Delivery Status Updated'],
        ...(originationPhoneNumbers && {
          detail: { originationPhoneNumber: [...originationPhoneNumbers] },
        }),
      },
    });
  }

  /** Hands each event to the function. */
  subscribe(ingest: IFunction): void {
    this.rule.addTarget(new LambdaFunction(ingest));
  }
}
