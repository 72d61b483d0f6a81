import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { AnySecret } from '../blocks/grant-secret-value.ts';
import type { CarrierPacing } from './carrier.ts';
import { WebhookCarrier } from './webhook-carrier.ts';

export interface VonageCarrierProps {
  /**
   * The account's credentials: for the SMS API JSON `{ "apiKey": "…", "apiSecret": "…", "signatureSecret": "…" }`, for
   * the Messages API `{ "applicationId": "…", "privateKey": "-----BEGIN…", "signatureSecret": "…" }`.
   */
  readonly secret: AnySecret;

  /**
   * Which of Vonage's APIs takes the texts. The SMS API needs signed webhooks, by POST, switched on for the account.
   * @default sms
   */
  readonly api?: 'sms' | 'messages';

  /**
   * Where the API is, without a slash at the end.
   * @default - https://rest.nexmo.com for the SMS API, https://api.nexmo.com for the Messages API
   */
  readonly apiUrl?: string;

  /**
   * The number, short code or alphanumeric sender of texts that name none.
   * @default - every text has to name its sender
   */
  readonly sender?: string;

  /**
   * How the account signs the SMS API's receipts, as its settings at Vonage say: `md5hash`, or the hash of an HMAC.
   * @default sha256
   */
  readonly signatureMethod?: 'md5hash' | 'md5' | 'sha1' | 'sha256' | 'sha512';

  /**
   * Entity id of your registration in India, which its networks ask for.
   * @default - texts to India name none
   */
  readonly dltEntityId?: string;

  /**
   * Id of the registered template that your texts to India follow.
   * @default - texts to India name none
   */
  readonly dltTemplateId?: string;

  /**
   * How fast Vonage takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Vonage's SMS API or Messages API, with receipts by webhook. */
export class VonageCarrier extends WebhookCarrier {
  constructor({ secret, pacing, ...settings }: VonageCarrierProps) {
    super('vonage', secret, settings, pacing);
  }

  /** Reports are for who sends by the SMS API: of other texts there is nothing to ask. */
  override grantSettle(settler: IGrantable): void {
    if (this.settings.api !== 'messages') super.grantSettle(settler);
  }
}
