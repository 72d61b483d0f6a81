/**
 * Every metric that the functions write, and what it is counted by. Functions, alarms and the dashboard read it. Each
 * value of a dimension is a metric that is paid for: carriers, lanes and currencies are few, tenants are not.
 */
export const metrics = {
  /** Texts that were taken over from applications. */
  accepted: { name: 'Accepted', unit: 'Count', dimensions: ['lane'] },
  /** Texts that expired or were blocked before a submit. */
  notSubmitted: { name: 'NotSubmitted', unit: 'Count', dimensions: ['lane'] },
  /** From the acceptance of a text to the carrier's. Not for scheduled ones. */
  sendLatency: { name: 'SendLatency', unit: 'Milliseconds', dimensions: ['lane'] },
  /** Submits that ended, whichever way. */
  submits: { name: 'Submits', unit: 'Count', dimensions: ['carrier'] },
  /** Those that the carrier surely did not take. */
  submitsRefused: { name: 'SubmitsRefused', unit: 'Count', dimensions: ['carrier'] },
  /** Those of which nobody knew whether the carrier took them. */
  submitsAmbiguous: { name: 'SubmitsAmbiguous', unit: 'Count', dimensions: ['carrier'] },
  /** Texts that were unknown and are not any more. */
  settled: { name: 'Settled', unit: 'Count', dimensions: ['carrier'] },
  /** Receipts that were merged into a status. */
  receipts: { name: 'Receipts', unit: 'Count', dimensions: ['carrier'] },
  delivered: { name: 'Delivered', unit: 'Count', dimensions: ['carrier'] },
  /** Texts that a carrier or a handset did not take: undelivered, failed or expired. */
  undelivered: { name: 'Undelivered', unit: 'Count', dimensions: ['carrier'] },
  /** From the carrier's acceptance to the receipt that says delivered. */
  deliveryLatency: { name: 'DeliveryLatency', unit: 'Milliseconds', dimensions: ['carrier'] },
  /** Segments that the carrier took. */
  segments: { name: 'Segments', unit: 'Count', dimensions: ['carrier'] },
  /** What these cost by the rate card. */
  spend: { name: 'Spend', unit: 'None', dimensions: ['carrier', 'currency'] },
  /** Webhooks whose signature is not the carrier's. */
  forgedWebhooks: { name: 'ForgedWebhooks', unit: 'Count', dimensions: ['carrier'] },
  /** A breaker opened, or a probe found its carrier as ill as before. */
  carrierUnhealthy: { name: 'CarrierUnhealthy', unit: 'Count', dimensions: ['carrier'] },
} as const;

export type Metric = (typeof metrics)[keyof typeof metrics];

/** What a metric is counted by: names of ours, never a number, a text or a tenant. */
export type MetricDimensions<M extends Metric> = Readonly<Record<M['dimensions'][number], string>>;
