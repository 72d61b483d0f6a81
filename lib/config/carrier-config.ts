import * as z from 'zod';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';
import { arn } from './arn.ts';

const text = z.string({ error: 'give a text' }).min(1, 'give a text, or leave it out');
const rate = z.number().positive('give a number over 0').max(1_000, 'give at most 1000');

const pacing = z
  .strictObject({
    segmentsPerSecond: rate.exactOptional(),
    burstSegments: z.int().positive('give a whole number over 0').exactOptional(),
    overflowSeconds: z.number().nonnegative('give 0 or more seconds').exactOptional(),
    senders: z.record(text, rate).exactOptional(),
  })
  .refine(({ segmentsPerSecond, senders }) => segmentsPerSecond !== undefined || senders !== undefined, {
    error: 'give segmentsPerSecond, or senders with their rates, or leave the pacing out',
  });

const apiUrl = z
  .string()
  .regex(/^https?:\/\/[^/]+$/, 'give the origin alone, such as https://api.example.com');

/** A secret that is there already; without it the stack makes one, for you to fill. */
const secretArn = arn('secretsmanager').exactOptional();
const paced = { pacing: pacing.exactOptional() };
const dlt = { dltEntityId: text.exactOptional(), dltTemplateId: text.exactOptional() };
const webhookCarrier = { secretArn, apiUrl: apiUrl.exactOptional(), sender: text.exactOptional(), ...paced };
const maxPriceUsd = z.number().positive('give a number of dollars over 0').exactOptional();

const Described = z.strictObject(HttpCarrierSettings.shape).omit({ secretArn: true });

/** A carrier of sms.config.ts, told apart by its name. The fields are those of the construct of that carrier. */
export const CarrierConfig = z.discriminatedUnion(
  'carrier',
  [
    z.strictObject({ carrier: z.literal('twilio'), ...webhookCarrier }),
    z.strictObject({
      carrier: z.literal('vonage'),
      ...webhookCarrier,
      api: z.enum(['sms', 'messages']).exactOptional(),
      signatureMethod: z.enum(['md5hash', 'md5', 'sha1', 'sha256', 'sha512']).exactOptional(),
      ...dlt,
    }),
    z.strictObject({
      carrier: z.literal('plivo'),
      ...webhookCarrier,
      ...dlt,
      dltTemplateCategory: z
        .enum(['service_implicit', 'service_explicit', 'promotional', 'transactional'])
        .exactOptional(),
    }),
    z.strictObject({
      carrier: z.literal('telnyx'),
      ...webhookCarrier,
      messagingProfileId: text.exactOptional(),
    }),
    z.strictObject({
      carrier: z.literal('sns'),
      senderId: z
        .string()
        .regex(/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/, 'give 1 to 11 letters, digits and hyphens')
        .exactOptional(),
      originationNumber: z
        .string()
        .regex(/^\+[1-9]\d{6,14}$/, 'give an E.164 number such as +15557654321')
        .exactOptional(),
      maxPriceUsd,
      ...dlt,
      ...paced,
      deliveryLogs: z
        .strictObject({
          existing: z.boolean().exactOptional(),
          configureAccount: z.boolean().exactOptional(),
        })
        .exactOptional(),
    }),
    z.strictObject({
      carrier: z.literal('aws-eum'),
      originationIdentity: text,
      originationPhoneNumbers: z.array(text).min(1, 'name one, or leave it out').exactOptional(),
      configurationSetName: text.exactOptional(),
      logEvents: z.boolean().exactOptional(),
      protectConfigurationId: text.exactOptional(),
      maxPriceUsd,
      topicArn: arn('sns').exactOptional(),
      indiaEntityId: text.exactOptional(),
      indiaTemplateId: text.exactOptional(),
      ...paced,
    }),
    z.strictObject({ carrier: z.literal('http'), secretArn, ...Described.shape, ...paced }),
    z.strictObject({ carrier: z.literal('sandbox') }),
  ],
  { error: 'give one of twilio, vonage, plivo, telnyx, sns, aws-eum, http, sandbox' },
);
export type CarrierConfig = z.output<typeof CarrierConfig>;
