import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { type AnySecret, grantSecretValue } from '../blocks/grant-secret-value.ts';
import type { Carrier, CarrierPacing } from './carrier.ts';

/** A carrier outside AWS: one secret lets the senders in, and verifies what it posts to us. */
export class WebhookCarrier implements Carrier {
  readonly name: string;
  readonly settings: Carrier['settings'];
  readonly pacing?: CarrierPacing;
  readonly defaultSender?: string;
  private readonly secret: AnySecret;

  constructor(name: string, secret: AnySecret, settings: Carrier['settings'], pacing?: CarrierPacing) {
    this.name = name;
    this.secret = secret;
    this.settings = { secretArn: secret.secretArn, ...settings };
    if (pacing) this.pacing = pacing;
    if (typeof settings.sender === 'string') this.defaultSender = settings.sender;
  }

  grantSubmit(sender: IGrantable): void {
    grantSecretValue(this.secret, sender);
  }

  grantSettle(settler: IGrantable): void {
    grantSecretValue(this.secret, settler);
  }

  grantVerify(receiver: IGrantable): void {
    grantSecretValue(this.secret, receiver);
  }

  /** It has no receipts but its webhook's. */
  pushReceiptsTo(): void {}
}
