import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { type AnySecret, grantSecretValue } from '../blocks/grant-secret-value.ts';
import type { Carrier } from './carrier.ts';

/** A carrier outside AWS: one secret lets the senders in, and verifies what it posts to us. */
export class WebhookCarrier implements Carrier {
  readonly name: string;
  readonly settings: Carrier['settings'];
  private readonly secret: AnySecret;

  constructor(name: string, secret: AnySecret, settings: Carrier['settings']) {
    this.name = name;
    this.secret = secret;
    this.settings = { secretArn: secret.secretArn, ...settings };
  }

  grantSubmit(sender: IGrantable): void {
    grantSecretValue(this.secret, sender);
  }

  grantVerify(receiver: IGrantable): void {
    grantSecretValue(this.secret, receiver);
  }

  /** It has no receipts but its webhook's. */
  pushReceiptsTo(): void {}
}
