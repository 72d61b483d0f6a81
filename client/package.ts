// What `sms-pipeline/client` gives.
export type * from './api-types.ts';
export type { BatchResult } from './send-batch.ts';
export {
  type CallOptions,
  createSmsClient,
  type ListFilters,
  type SendOptions,
  type SmsClient,
  type SmsClientOptions,
} from './sms-client.ts';
export { type ErrorCode, SmsPipelineError } from './sms-pipeline-error.ts';
