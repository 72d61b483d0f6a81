import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export interface TwilioCredentialsProps {
  /** Whether the secret stays when the stack goes. */
  readonly retained: boolean;

  /**
   * What it is kept under.
   * @default - AWS's own key
   */
  readonly encryptionKey?: IKey;
}

/**
 * A secret in the shape of Twilio's credentials, for the deployer to fill. Until then the token is random rather than
 * empty: Twilio refuses it, and nobody can sign a webhook with it.
 */
export class TwilioCredentials extends Secret {
  constructor(scope: Construct, id: string, props: TwilioCredentialsProps) {
    super(scope, id, {
      description: 'Credentials of the Twilio account. Replace the placeholders after the first deploy.',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ accountSid: `AC${'0'.repeat(32)}` }),
        generateStringKey: 'authToken',
        passwordLength: 32,
        excludePunctuation: true,
      },
      ...(props.encryptionKey && { encryptionKey: props.encryptionKey }),
      removalPolicy: props.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
