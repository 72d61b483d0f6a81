import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import { readInput } from '../input.ts';
import { isoSecond } from '../iso-second.ts';
import type { EventBus } from './bus.ts';
import type { BusEvent } from './events-table.ts';

const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970. */
  Time: z.number().optional(),
});
export type Entry = z.infer<typeof Entry>;

export const PutEvents = z.object({ Entries: z.array(Entry) });

/** The most that one PutEvents call may carry: entries, and bytes of all of them. */
const maxEntries = 10;
const maxBytes = 262_144;

/** As the user guide counts it: 14 bytes for a time, and the UTF-8 bytes of the texts. */
const sizeOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number =>
  (Time === undefined ? 0 : 14) + Buffer.byteLength([Source, DetailType, Detail, ...Resources].join(''));

const readDetail = (text: string): BusEvent['detail'] | undefined => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const missing = (name: string) => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});

type Place = Pick<CloudContext, 'accountId' | 'region' | 'clock'>;

/** Why EventBridge refuses one entry of a call that it takes, or the event that the entry becomes. */
export const eventOf = ({ accountId, region, clock }: Place, entry: Entry, id: string) => {
  const { Source, DetailType, Detail, Resources, Time } = entry;
  if (!Source) return { refused: missing('Source') };
  if (!DetailType) return { refused: missing('DetailType') };
  if (!Detail) return { refused: missing('Detail') };
  if (Source.startsWith('aws.')) {
    const ErrorMessage = 'Not authorized for the source.';
    return { refused: { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage } };
  }
  const detail = readDetail(Detail);
  if (!detail) return { refused: { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' } };
  const time = isoSecond(Time === undefined ? clock.now() : Time * 1000);
  const fixed = { version: '0', account: accountId, region } as const;
  const event: BusEvent = {
    ...fixed,
    id,
    'detail-type': DetailType,
    source: Source,
    time,
    resources: Resources,
    detail,
  };
  return { event };
};

export const busName = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

/** The actions that functions use: rules and buses come from the template. */
export const createEventsEngine = (context: Place & Pick<CloudContext, 'report'>, bus: EventBus): Engine => ({
  PutEvents: (input) => {
    const { Entries } = readInput(PutEvents, input, 'ValidationException');
    if (Entries.length < 1 || Entries.length > maxEntries) {
      const bound = Entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${maxEntries}`;
      const message = `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`;
      throw new AwsError('ValidationException', message);
    }
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > maxBytes) {
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    }
    const results = Entries.map((entry) => {
      const id = randomUUID();
      const { event, refused } = eventOf(context, entry, id);
      if (!event) return refused;
      const name = busName(entry.EventBusName);
      // AWS takes an event for a bus that does not exist, and drops it; here at least somebody is told.
      if (bus.hasBus(name)) bus.put(name, event);
      else
        context.report(`PutEvents: no event bus is named ${name}; AWS drops such an event without an error`);
      return { EventId: id };
    });
    return { Entries: results, FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length };
  },
});
