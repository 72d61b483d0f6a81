import type { AnySecret } from '../blocks/grant-secret-value.ts';
import type { CarrierPacing } from './carrier.ts';
import { WebhookCarrier } from './webhook-carrier.ts';

export interface TelnyxCarrierProps {
  /** The account's credentials: JSON `{ "apiKey": "KEY…", "publicKey": "…" }`, the key as the portal shows it. */
  readonly secret: AnySecret;

  /**
   * Where Telnyx's API is, without a slash at the end.
   * @default https://api.telnyx.com
   */
  readonly apiUrl?: string;

  /**
   * The number, short code, alphanumeric sender or messaging profile with a number pool (UUID) of texts that name none.
   * @default - every text has to name its sender
   */
  readonly sender?: string;

  /**
   * The messaging profile that alphanumeric senders belong to.
   * @default - Telnyx refuses alphanumeric senders
   */
  readonly messagingProfileId?: string;

  /**
   * How fast Telnyx takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Telnyx's Messaging API, with receipts by webhook. */
export class TelnyxCarrier extends WebhookCarrier {
  constructor({ secret, pacing, ...settings }: TelnyxCarrierProps) {
    super('telnyx', secret, settings, pacing);
  }
}
