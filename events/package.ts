// What `sms-pipeline/events` gives.
export { type EventFilter, type EventPattern, eventPattern } from './event-pattern.ts';
export { parseEvent, SmsEventError } from './parse-event.ts';
export type { SmsEvent } from './sms-event.ts';
export { smsEvents } from './sms-events.ts';
