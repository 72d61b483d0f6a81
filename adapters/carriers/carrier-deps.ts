import type { HttpClient } from '../http/http-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** What a carrier's adapter may use of the outside. */
export type CarrierDeps = {
  readonly http: HttpClient;
  readonly secrets: SecretStore;
  /** Where carriers post receipts to: `https://…`, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
};
