import type { AnySecret } from '../blocks/grant-secret-value.ts';
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
}

/** Twilio Programmable Messaging, with receipts by webhook. */
export class TwilioCarrier extends WebhookCarrier {
  constructor({ secret, apiUrl = 'https://api.twilio.com', sender }: TwilioCarrierProps) {
    super('twilio', secret, { apiUrl, sender });
  }
}
