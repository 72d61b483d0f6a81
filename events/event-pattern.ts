import { eventSource } from '../core/events.ts';
import type { Lane } from '../core/lanes.ts';
import type { SmsEvent } from './sms-event.ts';

type OneOrMore<Value> = Value | readonly Value[];

/** Which events: each field must have one of the values given for it. */
export type EventFilter = {
  readonly type?: OneOrMore<SmsEvent['type']>;
  readonly tenant?: OneOrMore<string>;
  readonly lane?: OneOrMore<Lane>;
  readonly carrier?: OneOrMore<string>;
  /** ISO 3166-1 alpha-2, of the recipient. */
  readonly country?: OneOrMore<string>;
  readonly reference?: OneOrMore<string>;
};

type Values = string[];
type Data = {
  type?: Values;
  carrier?: Values;
  reference?: Values;
  recipient?: { country: Values };
};

/** As EventBridge's API takes it in JSON. */
export type EventPattern = {
  source: Values;
  'detail-type'?: Values;
  detail?: { tenant?: Values; data?: Data };
};

const listOf = (given: OneOrMore<string>): Values => [...new Set([given].flat())];

const field = <Name extends string>(name: Name, given: OneOrMore<string> | undefined) =>
  given === undefined ? {} : { [name]: listOf(given) };

const unlessEmpty = <Name extends string>(name: Name, value: object) =>
  Object.keys(value).length === 0 ? {} : { [name]: value };

/** The pattern of a rule that lets through the pipeline's events that fit. */
export const eventPattern = (filter: EventFilter = {}): EventPattern => {
  const data: Data = {
    ...field('type', filter.lane),
    ...field('carrier', filter.carrier),
    ...field('reference', filter.reference),
    ...(filter.country !== undefined && { recipient: { country: listOf(filter.country) } }),
  };
  const detail = { ...field('tenant', filter.tenant), ...unlessEmpty('data', data) };
  return {
    source: [eventSource],
    ...field('detail-type', filter.type),
    ...unlessEmpty('detail', detail),
  };
};
