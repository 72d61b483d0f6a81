import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Carrier, CarrierPacing } from './carrier.ts';
import type { SnsDeliveryLogs } from './sns-delivery-logs.ts';

export interface SnsCarrierProps {
  /** Where SNS reports what became of a text: it has no webhook. */
  readonly deliveryLogs: SnsDeliveryLogs;

  /**
   * Alphanumeric sender, where the country takes one.
   * @default - SNS picks one of the account's numbers
   */
  readonly senderId?: string;

  /**
   * The account's number, E.164, to send from.
   * @default - SNS picks one of the account's numbers
   */
  readonly originationNumber?: string;

  /**
   * The most that a text may cost, in USD: SNS drops a dearer one.
   * @default - the account's limit
   */
  readonly maxPriceUsd?: number;

  /**
   * Entity id of your registration in India, which its networks ask for.
   * @default - texts to India name that of their request, or none
   */
  readonly dltEntityId?: string;

  /**
   * Id of the registered template that your texts to India follow.
   * @default - texts to India name that of their request, or none
   */
  readonly dltTemplateId?: string;

  /**
   * How fast SNS takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Texts published by Amazon SNS to phone numbers, with receipts from its delivery logs. */
export class SnsCarrier implements Carrier {
  readonly name = 'sns';
  readonly settings: Carrier['settings'];
  readonly pacing?: CarrierPacing;
  readonly defaultSender?: string;
  private readonly deliveryLogs: SnsDeliveryLogs;

  constructor({ deliveryLogs, pacing, ...settings }: SnsCarrierProps) {
    this.deliveryLogs = deliveryLogs;
    this.settings = { ...settings };
    if (pacing) this.pacing = pacing;
    const defaultSender = settings.originationNumber ?? settings.senderId;
    if (defaultSender !== undefined) this.defaultSender = defaultSender;
  }

  /** A phone number has no ARN, so publishing to numbers alone is: to whatever is not a topic or an endpoint. */
  grantSubmit(sender: IGrantable): void {
    const anyTopic = Stack.of(this.deliveryLogs).formatArn({
      service: 'sns',
      region: '*',
      account: '*',
      resource: '*',
    });
    sender.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sns:Publish'], notResources: [anyTopic] }),
    );
  }

  /** SNS has no webhook. */
  grantVerify(): void {}

  /** It cannot be asked. */
  grantSettle(): void {}

  pushReceiptsTo(ingest: IFunction): void {
    this.deliveryLogs.subscribe(ingest);
  }
}
