import { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { AnySecret } from '../blocks/grant-secret-value.ts';
import { AwsEumCarrier } from '../carriers/aws-eum-carrier.ts';
import { AwsEumConfigurationSet } from '../carriers/aws-eum-configuration-set.ts';
import { AwsEumDeliveryEvents } from '../carriers/aws-eum-delivery-events.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { HttpCarrier } from '../carriers/http-carrier.ts';
import { PlivoCarrier } from '../carriers/plivo-carrier.ts';
import { SandboxCarrier } from '../carriers/sandbox-carrier.ts';
import { SnsCarrier } from '../carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from '../carriers/sns-delivery-logs.ts';
import { TelnyxCarrier } from '../carriers/telnyx-carrier.ts';
import { TwilioCarrier } from '../carriers/twilio-carrier.ts';
import { TwilioCredentials } from '../carriers/twilio-credentials.ts';
import { VonageCarrier } from '../carriers/vonage-carrier.ts';
import type { CarrierConfig } from './carrier-config.ts';

type ConfigOf<Name extends CarrierConfig['carrier']> = Extract<CarrierConfig, { readonly carrier: Name }>;

export interface ConfiguredCarriersProps {
  readonly carriers: readonly CarrierConfig[];

  /** Whether the secrets stay when the stack goes. */
  readonly retained: boolean;

  /**
   * What the secrets are kept under.
   * @default - AWS's own key
   */
  readonly encryptionKey?: IKey;
}

/** The carriers that sms.config.ts names, with what each needs in the stack, and what its deployer has to know of that. */
export class ConfiguredCarriers {
  readonly all: readonly Carrier[];
  readonly outputs: Record<string, string> = {};
  private readonly scope: Construct;
  private readonly props: ConfiguredCarriersProps;

  constructor(scope: Construct, props: ConfiguredCarriersProps) {
    this.scope = scope;
    this.props = props;
    this.all = props.carriers.map((config) => this.carrier(config));
  }

  private carrier(config: CarrierConfig): Carrier {
    switch (config.carrier) {
      case 'twilio':
        return this.twilio(config);
      case 'vonage': {
        const { carrier: _, secretArn, ...settings } = config;
        return new VonageCarrier({ ...settings, secret: this.secret('Vonage', secretArn) });
      }
      case 'plivo': {
        const { carrier: _, secretArn, ...settings } = config;
        return new PlivoCarrier({ ...settings, secret: this.secret('Plivo', secretArn) });
      }
      case 'telnyx': {
        const { carrier: _, secretArn, ...settings } = config;
        return new TelnyxCarrier({ ...settings, secret: this.secret('Telnyx', secretArn) });
      }
      case 'sns': {
        const { carrier: _, deliveryLogs: logs, ...settings } = config;
        const deliveryLogs = new SnsDeliveryLogs(this.scope, 'SnsDeliveryLogs', logs);
        this.outputs.SnsDeliveryLogsRoleArn = deliveryLogs.role.roleArn;
        return new SnsCarrier({ ...settings, deliveryLogs });
      }
      case 'aws-eum':
        return this.awsEum(config);
      case 'http':
        return this.http(config);
      case 'sandbox':
        return new SandboxCarrier();
    }
  }

  /** A run on one machine says where its simulator is, and who sends. */
  private twilio({ carrier: _, secretArn, apiUrl, sender, ...settings }: ConfigOf<'twilio'>): Carrier {
    const url = new CfnParameter(this.scope, 'TwilioApiUrl', {
      description: "Where Twilio's API is. Only a simulator is elsewhere.",
      default: apiUrl ?? 'https://api.twilio.com',
      allowedPattern: 'https?://[^/]+',
    });
    const from = new CfnParameter(this.scope, 'TwilioSender', {
      description: 'Number, short code, alphanumeric sender or messaging service of texts that name none.',
      default: sender ?? '',
    });
    return new TwilioCarrier({
      ...settings,
      secret: this.secret('Twilio', secretArn),
      apiUrl: url.valueAsString,
      sender: from.valueAsString,
    });
  }

  /** A run on one machine has its simulator in place of the host. */
  private http({ carrier: _, secretArn, ...settings }: ConfigOf<'http'>): Carrier {
    const url = new CfnParameter(this.scope, 'HttpApiUrl', {
      description: 'Where the API is that the http carrier describes. Only a simulator is elsewhere.',
      default: /^https?:\/\/[^/?]+/.exec(settings.url)?.[0] ?? '',
      allowedPattern: 'https?://[^/]+',
    });
    return new HttpCarrier({
      ...settings,
      secret: this.secret('Http', secretArn),
      apiUrl: url.valueAsString,
    });
  }

  private awsEum(config: ConfigOf<'aws-eum'>): Carrier {
    const { carrier: _, originationPhoneNumbers, logEvents, ...settings } = config;
    const { protectConfigurationId } = settings;
    return new AwsEumCarrier({
      ...settings,
      deliveryEvents: new AwsEumDeliveryEvents(this.scope, 'AwsEumDeliveryEvents', {
        ...(originationPhoneNumbers && { originationPhoneNumbers }),
      }),
      ...(settings.configurationSetName === undefined && {
        configurationSet: new AwsEumConfigurationSet(this.scope, 'AwsEumConfigurationSet', {
          ...(logEvents !== undefined && { logEvents }),
          ...(protectConfigurationId !== undefined && { protectConfigurationId }),
        }),
      }),
    });
  }

  /** The secret that is named, or one that the stack makes and its deployer fills. */
  private secret(name: string, arn: string | undefined): AnySecret {
    const { retained, encryptionKey } = this.props;
    const id = `${name}Credentials`;
    if (arn !== undefined) return Secret.fromSecretCompleteArn(this.scope, id, arn);
    const secret =
      name === 'Twilio'
        ? new TwilioCredentials(this.scope, id, { retained, ...(encryptionKey && { encryptionKey }) })
        : new Secret(this.scope, id, {
            description: `Credentials of the account at ${name}. Fill it after the first deploy: docs/carriers.md`,
            removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
            ...(encryptionKey && { encryptionKey }),
          });
    this.outputs[`${name}SecretArn`] = secret.secretArn;
    return secret;
  }
}
