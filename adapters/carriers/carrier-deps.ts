import type { ReceiptSchedule } from '../../core/ports.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** What a carrier's adapter may use of the outside. */
export type CarrierDeps = {
  readonly http: HttpClient;
  readonly secrets: SecretStore;
  /** The receipts queue, for a carrier that has no network to report from. */
  readonly receipts: ReceiptSchedule;
  /** Where carriers post receipts to: `https://…`, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
};
