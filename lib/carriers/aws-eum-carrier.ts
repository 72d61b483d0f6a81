import { Stack, Token } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AwsEumConfigurationSet } from './aws-eum-configuration-set.ts';
import type { AwsEumDeliveryEvents } from './aws-eum-delivery-events.ts';
import type { Carrier, CarrierPacing } from './carrier.ts';

export interface AwsEumCarrierProps {
  /** Where the service reports what became of a text. */
  readonly deliveryEvents: AwsEumDeliveryEvents;

  /** The number, sender id or pool that texts come from which name no sender: name, id or ARN. */
  readonly originationIdentity: string;

  /**
   * A configuration set of the stack. One that exists already goes by its name instead.
   * @default - none
   */
  readonly configurationSet?: AwsEumConfigurationSet;

  /**
   * Name or ARN of a configuration set that exists already.
   * @default - that of `configurationSet`
   */
  readonly configurationSetName?: string;

  /**
   * Id or ARN of the protect configuration that says which countries may be sent to.
   * @default - that of the configuration set or of the account
   */
  readonly protectConfigurationId?: string;

  /**
   * The most that a text may cost, in USD: the service refuses a dearer one.
   * @default - the account's limit
   */
  readonly maxPriceUsd?: number;

  /**
   * ARN of the SNS topic through which two-way numbers hand over incoming texts, or an event destination events. Subscribe
   * the webhook's URL to it: docs/deploying.md.
   * @default - none
   */
  readonly topicArn?: string;

  /**
   * DLT principal entity id of texts to India.
   * @default - none
   */
  readonly indiaEntityId?: string;

  /**
   * DLT template id of texts to India.
   * @default - none
   */
  readonly indiaTemplateId?: string;

  /**
   * How fast the service takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Texts sent by AWS End User Messaging, with receipts from its events. */
export class AwsEumCarrier implements Carrier {
  readonly name = 'aws-eum';
  readonly settings: Carrier['settings'];
  readonly pacing?: CarrierPacing;
  readonly defaultSender: string;
  private readonly props: AwsEumCarrierProps;

  constructor(props: AwsEumCarrierProps) {
    const { deliveryEvents: _events, configurationSet, pacing, ...settings } = props;
    if (configurationSet && settings.configurationSetName !== undefined) {
      throw new Error(
        'Give aws-eum either a configurationSet of the stack or a configurationSetName, not both.',
      );
    }
    this.props = props;
    this.defaultSender = settings.originationIdentity;
    if (pacing) this.pacing = pacing;
    this.settings = {
      ...settings,
      ...(configurationSet && { configurationSetName: configurationSet.configurationSetName }),
    };
  }

  /** Texts may name any sender of the account; one that another account shares is known by its ARN. */
  grantSubmit(sender: IGrantable): void {
    const { deliveryEvents, originationIdentity } = this.props;
    const ofThisAccount = Stack.of(deliveryEvents).formatArn({ service: 'sms-voice', resource: '*' });
    const shared =
      !Token.isUnresolved(originationIdentity) && originationIdentity.startsWith('arn:')
        ? [originationIdentity]
        : [];
    sender.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sms-voice:SendTextMessage'],
        resources: [ofThisAccount, ...shared],
      }),
    );
  }

  /** Its webhook is verified by certificates that SNS publishes. */
  grantVerify(): void {}

  /** It cannot be asked. */
  grantSettle(): void {}

  pushReceiptsTo(ingest: IFunction): void {
    this.props.deliveryEvents.subscribe(ingest);
    this.props.configurationSet?.subscribe(ingest);
  }
}
