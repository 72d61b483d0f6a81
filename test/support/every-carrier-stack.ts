import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AwsEumCarrier } from '../../lib/carriers/aws-eum-carrier.ts';
import { AwsEumConfigurationSet } from '../../lib/carriers/aws-eum-configuration-set.ts';
import { AwsEumDeliveryEvents } from '../../lib/carriers/aws-eum-delivery-events.ts';
import { HttpCarrier } from '../../lib/carriers/http-carrier.ts';
import { PlivoCarrier } from '../../lib/carriers/plivo-carrier.ts';
import { SandboxCarrier } from '../../lib/carriers/sandbox-carrier.ts';
import { SnsCarrier } from '../../lib/carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from '../../lib/carriers/sns-delivery-logs.ts';
import { TelnyxCarrier } from '../../lib/carriers/telnyx-carrier.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { VonageCarrier } from '../../lib/carriers/vonage-carrier.ts';
import { SmsPipeline } from '../../lib/sms-pipeline.ts';
import { documentedApi } from './documented-api.ts';

const { secretArn: _, lookup, ...described } = documentedApi();

export interface EveryCarrierStackProps extends StackProps {
  /**
   * Whether all that is stored is kept under a key of the stack.
   * @default false
   */
  readonly encrypted?: boolean;
}

/** A stack with all carriers that there are, each with all that it may have. */
export class EveryCarrierStack extends Stack {
  readonly pipeline: SmsPipeline;

  constructor(scope: Construct, id: string, { encrypted = false, ...props }: EveryCarrierStackProps = {}) {
    super(scope, id, props);
    // Where a run on one machine has a simulator
    const simulatorUrl = new CfnParameter(this, 'SimulatorUrl', { default: 'https://api.example.com' });
    const apiUrl = simulatorUrl.valueAsString;
    const encryption = encrypted && {
      encryptionKey: new Key(this, 'EncryptionKey', { enableKeyRotation: true }),
    };
    const secret = (name: string) =>
      new Secret(this, name, { description: `Credentials: ${name}`, ...encryption });
    this.pipeline = new SmsPipeline(this, 'Pipeline', {
      environment: 'development',
      corsOrigins: ['https://console.example.com'],
      registerSchemas: true,
      ...encryption,
      carriers: [
        new SandboxCarrier(),
        new TwilioCarrier({ secret: secret('TwilioCredentials'), sender: '+15005550006' }),
        new VonageCarrier({ secret: secret('VonageCredentials'), api: 'messages', sender: 'Shop' }),
        new PlivoCarrier({ secret: secret('PlivoCredentials'), sender: '+15005550006', apiUrl }),
        new TelnyxCarrier({ secret: secret('TelnyxCredentials'), sender: '+15005550006', apiUrl }),
        new SnsCarrier({
          deliveryLogs: new SnsDeliveryLogs(this, 'SnsDeliveryLogs'),
          senderId: 'Shop',
          maxPriceUsd: 0.5,
        }),
        new AwsEumCarrier({
          deliveryEvents: new AwsEumDeliveryEvents(this, 'DeliveryEvents'),
          configurationSet: new AwsEumConfigurationSet(this, 'ConfigurationSet', { logEvents: true }),
          originationIdentity: 'Shop',
          maxPriceUsd: 0.5,
          indiaEntityId: '1101',
          indiaTemplateId: '1107',
        }),
        new HttpCarrier({
          ...described,
          ...(lookup && { lookup: { ...lookup, settleSeconds: 1 } }),
          secret: secret('HttpCredentials'),
          apiUrl,
        }),
      ],
    });
  }
}
