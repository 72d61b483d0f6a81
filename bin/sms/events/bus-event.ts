import * as z from 'zod';
import { parseJson } from '../stack-outputs.ts';

/** What EventBridge hands on of an event of ours. Newer deployments may have types that this tool does not know. */
const Envelope = z.object({
  detail: z.looseObject({
    id: z.string(),
    type: z.string(),
    time: z.string(),
    data: z.looseObject({
      messageId: z.string().optional(),
      carrier: z.string().optional(),
      status: z.string().optional(),
      error: z.looseObject({ code: z.string() }).optional(),
    }),
  }),
});
export type BusEvent = z.infer<typeof Envelope>['detail'];

/** The event in what came from the bus; undefined where it is none of ours. */
export const busEvent = (text: string): BusEvent | undefined =>
  Envelope.safeParse(parseJson(text)).data?.detail;

/** An event in a line. */
export const showEvent = ({ time, type, data }: BusEvent): string =>
  [time, type.padEnd(23), data.messageId, data.carrier, data.error?.code].filter(Boolean).join('  ');
