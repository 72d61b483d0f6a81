import type { AnySecret } from '../blocks/grant-secret-value.ts';
import type { CarrierPacing } from './carrier.ts';
import { WebhookCarrier } from './webhook-carrier.ts';

export interface PlivoCarrierProps {
  /**
   * The account's credentials: JSON `{ "authId": "MA…", "authToken": "…" }`. For a subaccount, `mainAuthToken` beside
   * them verifies callbacks that only the main account signed.
   */
  readonly secret: AnySecret;

  /**
   * Where Plivo's API is, without a slash at the end.
   * @default https://api.plivo.com
   */
  readonly apiUrl?: string;

  /**
   * The number, short code, alphanumeric sender or Powerpack (UUID) of texts that name none.
   * @default - every text has to name its sender
   */
  readonly sender?: string;

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
   * Category of that template.
   * @default - texts to India name none
   */
  readonly dltTemplateCategory?: 'service_implicit' | 'service_explicit' | 'promotional' | 'transactional';

  /**
   * How fast Plivo takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Plivo's Message API, with receipts by webhook. */
export class PlivoCarrier extends WebhookCarrier {
  constructor({ secret, pacing, ...settings }: PlivoCarrierProps) {
    super('plivo', secret, settings, pacing);
  }
}
