import type { IGrantable } from 'aws-cdk-lib/aws-iam';

import { type AnySecret, grantSecretValue } from '../blocks/grant-secret-value.ts';
import type { Carrier, CarrierPacing } from './carrier.ts';

export interface TwilioCarrierProps {
  /** The account's credentials: JSON `{ "accountSid": "AC…", "authToken": "…" }`. */
  readonly secret: AnySecret;

  /**
   * Where Twilio's API is, without a slash at the end.
   * @default https://api.twilio.com
   */
  readonly apiUrl?: string;

  /**
   * The number, short code or alphanumeric sender of texts that name none.
   * @default - every text has to name its sender
   */
  readonly sender?: string;

  /**
   * How fast Twilio takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Twilio Programmable Messaging, with receipts by webhook. */
export class TwilioCarrier implements Carrier {
  readonly name = 'twilio';
  readonly settings: Carrier['settings'];
  readonly pacing?: CarrierPacing;
  readonly defaultSender?: string;
  private readonly secret: AnySecret;

  constructor({ secret, apiUrl = 'https://api.twilio.com', sender, pacing }: TwilioCarrierProps) {
    this.secret = secret;
    this.settings = { secretArn: secret.secretArn, apiUrl, sender };
    if (pacing) this.pacing = pacing;
    if (sender !== undefined) this.defaultSender = sender;
  }

  grantSubmit(sender: IGrantable): void {
    grantSecretValue(this.secret, sender);
  }

  /** The token that signs a webhook is the one that authenticates us. */
  grantVerify(receiver: IGrantable): void {
    grantSecretValue(this.secret, receiver);
  }

  /** Twilio has no receipts but its webhook's. */
  pushReceiptsTo(): void {}
}
