import * as z from 'zod';
import { InboundSettings } from './inbound/inbound-settings.ts';
import { jsonText } from './json-text.ts';
import { Lane } from './lanes.ts';
import { Limits } from './limits/limits.ts';
import { Pacing } from './pacing/pacing.ts';
import { Policies } from './policy.ts';
import { RateCard } from './rate-card.ts';
import { Routing } from './routing/routing-table.ts';

/**
 * The environment variables of each function, in one place: `lib` writes them from these types, the handlers read
 * them through these schemas, so that a variable cannot be missing on one side.
 */
const name = z.string().min(1);
const names = name.transform((text) => text.split(','));
const whole = z.coerce.number().int().positive();

/** Read by every function. */
export const CommonEnvironment = z.object({
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']),
  /** The deployed version of the product. */
  SERVICE_VERSION: name,
  /** Where the metrics of this deployment are, apart from those of others in the account. */
  METRICS_NAMESPACE: name,
});

/** Read by every function behind an API key. */
export const ApiEnvironment = CommonEnvironment.extend({
  API_KEYS_TABLE: name,
  /** Counts what keys and tenants use. */
  USAGE_TABLE: name,
  /** How much they may. */
  LIMITS: jsonText(Limits),
});

const CarriersEnvironment = z.object({
  /** JSON object: carrier name to its settings. */
  CARRIERS: name,
  /** `https://…`, without a slash at the end: where carriers post receipts to. */
  PUBLIC_URL: z.url(),
});

/** Read by every function that counts what carriers take. */
const SpendEnvironment = z.object({
  /** What segments cost. Without it, nobody counts the spend. */
  RATE_CARD: jsonText(RateCard).default([]),
});

/** Read by every function that a queue feeds. */
const ConsumerEnvironment = CommonEnvironment.extend({
  /** How often the queue hands an entry out before it sets it aside. */
  MAX_RECEIVE_COUNT: whole,
  STATUSES_TABLE: name,
});

/** What a deployment allows a message to be. */
const ComposeEnvironment = ApiEnvironment.extend({
  /** The names of the configured carriers, comma-separated. */
  CARRIER_NAMES: names,
  /** Who submits what. */
  ROUTING: jsonText(Routing),
  /** Where the carriers' health is kept. Without it, no rule draws one among several. */
  CARRIER_HEALTH_TABLE: name.optional(),
  /** ISO 3166-1 alpha-2 country of national numbers, or empty: only E.164 is taken. */
  DEFAULT_COUNTRY: z.string().transform((country) => (country === '' ? undefined : country)),
  /** Longest body, in segments. */
  MAX_SEGMENTS: whole,
  /** Whether fixed lines are taken as recipients. */
  ALLOW_FIXED_LINES: z.enum(['true', 'false']).transform((allowed) => allowed === 'true'),
});

export const PreviewMessageEnvironment = ComposeEnvironment.extend({
  RATE_CARD: jsonText(RateCard),
});

export const AcceptMessageEnvironment = ComposeEnvironment.extend({
  MESSAGES_TABLE: name,
  STATUSES_TABLE: name,
  OTP_QUEUE_URL: z.url(),
  TRANSACTIONAL_QUEUE_URL: z.url(),
  PROMOTIONAL_QUEUE_URL: z.url(),
  /** Secret that keys the recipient's hash in events. */
  RECIPIENT_HASH_SECRET_ARN: name,
  /** Days that messages and their statuses are kept. */
  RETENTION_DAYS: whole,
  /** What is done, by lane, with a text that may or may not have been taken. */
  POLICIES: jsonText(Policies),
  /** What events say of the recipient, beside the country. */
  EVENT_RECIPIENT: z.enum(['hash', 'number']).default('hash'),
});

/** Where customers' webhooks may be: `loopback` is for a run on one machine. */
const WebhookHostsName = z.string().pipe(z.enum(['public', 'loopback']));

export const TwilioMessagesEnvironment = AcceptMessageEnvironment.extend({
  EVENT_BUS_NAME: name,
  WEBHOOK_HOSTS: WebhookHostsName,
});

export const PostStatusCallbackEnvironment = ConsumerEnvironment.extend({
  API_KEYS_TABLE: name,
  MESSAGES_TABLE: name,
  /** Secret that the accounts' auth tokens are made of. */
  ACCOUNT_TOKEN_KEY_ARN: name,
  /** The queue that feeds this function: where repeats go. */
  STATUS_CALLBACKS_QUEUE_URL: z.url(),
  WEBHOOK_HOSTS: WebhookHostsName,
  /** Set by Lambda itself, and by nothing else. */
  AWS_LAMBDA_RUNTIME_API: z.string().optional(),
}).refine(
  ({ WEBHOOK_HOSTS, AWS_LAMBDA_RUNTIME_API }) => WEBHOOK_HOSTS === 'public' || !AWS_LAMBDA_RUNTIME_API,
  {
    path: ['WEBHOOK_HOSTS'],
    error: "In Lambda the loopback is Lambda's own: nobody may be sent there",
  },
);

export const CheckOriginEnvironment = CommonEnvironment.extend({
  /** Secret that CloudFront shows. */
  ORIGIN_SECRET_ARN: name,
});

export const GetMessageEnvironment = ApiEnvironment.extend({ MESSAGES_TABLE: name, STATUSES_TABLE: name });

export const ListMessagesEnvironment = GetMessageEnvironment.extend({
  /** Secret that keys the recipient's hash. */
  RECIPIENT_HASH_SECRET_ARN: name,
  /** Days that messages and their statuses are kept. */
  RETENTION_DAYS: whole,
});

export const CancelMessageEnvironment = GetMessageEnvironment.extend({ EVENT_BUS_NAME: name });

export const ManageKeysEnvironment = ApiEnvironment;

export const MakeFirstKeyEnvironment = CommonEnvironment.extend({
  API_KEYS_TABLE: name,
  /** Secret that the key is put into. */
  FIRST_KEY_SECRET_ARN: name,
  /** Whose the key is. */
  FIRST_TENANT: name,
});

export const ReconcileEnvironment = CommonEnvironment.extend({
  MESSAGES_TABLE: name,
  STATUSES_TABLE: name,
  OTP_QUEUE_URL: z.url(),
  TRANSACTIONAL_QUEUE_URL: z.url(),
  PROMOTIONAL_QUEUE_URL: z.url(),
  /** Where messages are closed whose receipt will not come any more. */
  CLOSING_QUEUE_URL: z.url(),
  /** How long a receipt may take, in seconds. */
  RECEIPT_TIMEOUT_SECONDS: whole,
});

export const CloseMessageEnvironment = ConsumerEnvironment.extend({
  EVENT_BUS_NAME: name,
  /** How long a receipt may take, in seconds. */
  RECEIPT_TIMEOUT_SECONDS: whole,
});

export const HealthEnvironment = CommonEnvironment.extend({
  MESSAGES_TABLE: name,
  STATUSES_TABLE: name,
  OTP_QUEUE_URL: z.url(),
  TRANSACTIONAL_QUEUE_URL: z.url(),
  PROMOTIONAL_QUEUE_URL: z.url(),
  RECEIPTS_QUEUE_URL: z.url(),
});

export const SendMessageEnvironment = ConsumerEnvironment.extend(CarriersEnvironment.shape).extend({
  MESSAGES_TABLE: name,
  EVENT_BUS_NAME: name,
  LANE: Lane,
  /** The queue that feeds this function: where retries go. */
  LANE_QUEUE_URL: z.url(),
  /** Where the sandbox puts its receipts. */
  RECEIPTS_QUEUE_URL: z.url(),
  /** Where attempts of unknown outcome go. */
  RECONCILE_QUEUE_URL: z.url(),
  /** Segments a day and tenant. Without it, nobody counts. */
  DAILY_SEGMENT_BUDGET: whole.optional(),
  ...SpendEnvironment.shape,
  /** How fast each carrier takes texts. Without it, none is paced. */
  PACING: jsonText(Pacing).optional(),
});

export const ReceiveWebhookEnvironment = CommonEnvironment.extend(CarriersEnvironment.shape).extend({
  RECEIPTS_QUEUE_URL: z.url(),
  INBOUND_QUEUE_URL: z.url(),
  STATUSES_TABLE: name,
  /** Secret that keys the hash of who sent an incoming text. */
  RECIPIENT_HASH_SECRET_ARN: name,
  /** Whom incoming texts are for. */
  INBOUND: jsonText(InboundSettings),
});

export const IngestInboundEnvironment = ConsumerEnvironment.extend({
  EVENT_BUS_NAME: name,
});

export const IngestReceiptEnvironment = ConsumerEnvironment.extend({
  /** The names of the configured carriers, comma-separated. */
  CARRIER_NAMES: names,
  EVENT_BUS_NAME: name,
  RECEIPTS_QUEUE_URL: z.url(),
  ...SpendEnvironment.shape,
});

export const SettleMessageEnvironment = ConsumerEnvironment.extend(CarriersEnvironment.shape).extend({
  MESSAGES_TABLE: name,
  OTP_QUEUE_URL: z.url(),
  TRANSACTIONAL_QUEUE_URL: z.url(),
  PROMOTIONAL_QUEUE_URL: z.url(),
  /** Where a message goes that a look-up found. */
  RECEIPTS_QUEUE_URL: z.url(),
  /** The queue that feeds this function: where it puts what is still open. */
  RECONCILE_QUEUE_URL: z.url(),
});

export const ManageOptOutsEnvironment = ApiEnvironment.extend({
  STATUSES_TABLE: name,
  /** Secret that keys the recipient's hash. */
  RECIPIENT_HASH_SECRET_ARN: name,
});
