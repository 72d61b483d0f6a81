import type { AnySecret } from '../blocks/grant-secret-value.ts';
import type { CarrierPacing } from './carrier.ts';
import { WebhookCarrier } from './webhook-carrier.ts';

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
export class TwilioCarrier extends WebhookCarrier {
  constructor({ secret, apiUrl = 'https://api.twilio.com', sender, pacing }: TwilioCarrierProps) {
    super('twilio', secret, { apiUrl, sender }, pacing);
  }
}
