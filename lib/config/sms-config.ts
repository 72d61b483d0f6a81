import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { InboundSettings } from '../../core/inbound/inbound-settings.ts';
import { lanes } from '../../core/lanes.ts';
import { Limits } from '../../core/limits/limits.ts';
import { Policy } from '../../core/policy.ts';
import { RateCard } from '../../core/rate-card.ts';
import { Routing } from '../../core/routing/routing-table.ts';
import { Tenant } from '../../core/tenant.ts';
import { arn } from './arn.ts';
import { CarrierConfig } from './carrier-config.ts';

const days = z.int('give whole days').min(1, 'give at least 1 day').max(3_650, 'give at most 3650 days');
const host = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'give a host name such as sms.example.com');

const logDays = Object.values(RetentionDays).filter((value) => typeof value === 'number' && value < 9_999);

const lane = z.strictObject({
  memorySize: z.int().min(128, 'give at least 128 MB').max(10_240, 'give at most 10240 MB').exactOptional(),
  maxConcurrency: z.int().min(2, 'give at least 2').max(1_000, 'give at most 1000').exactOptional(),
});

/** Everything that a deployment from a clone may say of itself. docs/deploying.md explains each field. */
export const SmsConfig = z.strictObject({
  environment: z.enum(['production', 'development']).exactOptional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'give a region such as eu-west-1')
    .exactOptional(),
  removalPolicy: z.enum(['retain', 'destroy']).exactOptional(),
  carriers: z.array(CarrierConfig).min(1, 'give at least one carrier'),
  routing: Routing.exactOptional(),
  rateCard: RateCard.exactOptional(),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'give an ISO 3166-1 alpha-2 code such as US')
    .exactOptional(),
  maxSegments: z.int().min(1, 'give at least 1').max(255, 'give at most 255').exactOptional(),
  allowFixedLines: z.boolean().exactOptional(),
  lanes: z.partialRecord(z.enum(lanes), lane).exactOptional(),
  policies: z.partialRecord(z.enum(lanes), Policy).exactOptional(),
  firstTenant: Tenant.exactOptional(),
  limits: Limits.exactOptional(),
  dailySegmentBudget: z.int().positive('give a whole number over 0').exactOptional(),
  inbound: InboundSettings.exactOptional(),
  corsOrigins: z
    .array(
      z
        .string()
        .regex(/^(\*|https?:\/\/[^/*\s]+)$/, 'give an origin such as https://console.example.com, or *'),
    )
    .exactOptional(),
  retention: z
    .strictObject({
      messagesDays: days.exactOptional(),
      eventsDays: days.exactOptional(),
      logsDays: z
        .int()
        .refine(
          (value) => logDays.includes(value),
          `CloudWatch knows ${logDays.join(', ')}: give one of these`,
        )
        .exactOptional(),
      receiptHours: z
        .int('give whole hours')
        .min(1, 'give at least 1 hour')
        .max(336, 'give at most 336')
        .exactOptional(),
    })
    .exactOptional(),
  eventRecipient: z.enum(['hash', 'number']).exactOptional(),
  registerSchemas: z.boolean().exactOptional(),
  alarms: z
    .strictObject({
      topicArn: arn('sns').exactOptional(),
      emails: z.array(z.email('give an e-mail address')).min(1, 'give one, or leave it out').exactOptional(),
    })
    .refine(({ topicArn, emails }) => (topicArn === undefined) !== (emails === undefined), {
      error: 'give either topicArn or emails',
    })
    .exactOptional(),
  domain: z
    .strictObject({
      name: host,
      certificateArn: arn('acm'),
      hostedZone: z
        .strictObject({ id: z.string().min(1, 'give the id of the zone'), name: host })
        .exactOptional(),
    })
    .exactOptional(),
  edge: z
    .strictObject({
      webAclArn: arn('wafv2').exactOptional(),
      requestsPerAddress: z
        .int()
        .min(10, 'give at least 10')
        .max(2_000_000_000, 'give at most 2,000,000,000')
        .exactOptional(),
    })
    .exactOptional(),
  encryptionKey: z
    .string()
    .regex(/^(own|arn:aws[a-z-]*:kms:.+)$/, 'give "own" for a key that the stack makes, or the ARN of yours')
    .exactOptional(),
  dailySpendAlarm: z
    .strictObject({
      amount: z.number().positive('give a sum over 0'),
      currency: z.string().regex(/^[A-Z]{3}$/, 'give an ISO 4217 code such as USD'),
    })
    .exactOptional(),
  tracing: z.boolean().exactOptional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).exactOptional(),
});

/** What sms.config.ts holds. */
export type SmsConfig = z.input<typeof SmsConfig>;
export type CheckedConfig = z.output<typeof SmsConfig>;
