import * as z from 'zod';
import { FailureCode } from './failures.ts';
import type { CarrierHealth } from './health/carrier-health.ts';
import { OpenReason } from './health/carrier-health.ts';

/** The `detail` of an event about a carrier on the bus. */
export const CarrierEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z
      .string()
      .meta({ description: '`carrier:name:version`: the same event published again has the same id.' }),
    type: z.enum(['sms.carrier.opened', 'sms.carrier.closed']),
    time: z.iso.datetime(),
    data: z.strictObject({
      carrier: z.string(),
      version: z.number().int().positive().meta({ description: 'Counts the openings and closings.' }),
      reason: OpenReason.optional(),
      error: z.strictObject({ code: FailureCode }).optional(),
    }),
  })
  .meta({
    id: 'CarrierEvent',
    description:
      'The breaker of a carrier opened (texts go elsewhere or wait) or closed (they go to it again).',
  });
export type CarrierEvent = z.infer<typeof CarrierEvent>;

/** The event of the last opening or closing, the same whenever it is made; undefined where there was none. */
export const carrierEventOf = ({ carrier, breaker, version }: CarrierHealth): CarrierEvent | undefined => {
  if (version === 0) return undefined;
  const isClosed = breaker.state === 'closed';
  const { reason, failureCode } = breaker;
  return {
    specversion: '1.0',
    id: `carrier:${carrier}:${version}`,
    type: isClosed ? 'sms.carrier.closed' : 'sms.carrier.opened',
    time: breaker.since,
    data: {
      carrier,
      version,
      ...(!isClosed && reason !== undefined && { reason }),
      ...(!isClosed && failureCode !== undefined && { error: { code: failureCode } }),
    },
  };
};
