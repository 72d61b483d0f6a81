import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../call.ts';

const resource = z.string().regex(/^[A-Za-z0-9_:/-]{1,256}$/);

/** `SendTextMessage`, with the limits of its API reference. */
const Input = z.strictObject({
  DestinationPhoneNumber: z.string().regex(/^\+?[1-9][0-9]{1,18}$/),
  OriginationIdentity: z
    .string()
    .regex(/^[A-Za-z0-9_:/+-]{1,256}$/)
    .optional(),
  MessageBody: z
    .string()
    .max(1600)
    .regex(/^(?!\s*$)[\s\S]+$/)
    .optional(),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).default('TRANSACTIONAL'),
  Keyword: z
    .string()
    .regex(/^[ \S]{1,30}$/)
    .optional(),
  ConfigurationSetName: resource.optional(),
  MaxPrice: z
    .string()
    .regex(/^(?=.{2,8}$)[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().regex(/^\S{1,100}$/), z.string().regex(/^(?!\s)[\s\S]{1,800}(?<!\s)$/))
    .refine((context) => Object.keys(context).length <= 5)
    .default({}),
  DestinationCountryParameters: z
    .partialRecord(z.enum(['IN_TEMPLATE_ID', 'IN_ENTITY_ID']), z.string().regex(/^\S{1,64}$/))
    .optional(),
  DryRun: z.boolean().default(false),
  ProtectConfigurationId: resource.optional(),
  MessageFeedbackEnabled: z.boolean().optional(),
});
export type SentText = z.infer<typeof Input>;

/** The service's refusal of one field. */
export const invalidField = (Name: string, Message: string, Reason = 'INVALID_PARAMETER'): AwsError =>
  new AwsError('ValidationException', `${Name}: ${Message}`, {
    members: { Reason, Fields: [{ Name, Message }] },
  });

/** Checks a text as End User Messaging does. A text without a body has nothing to send. */
export const readText = (input: Members): SentText => {
  const read = Input.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw invalidField(String(field), issue?.message ?? 'is not valid', 'FIELD_VALIDATION_FAILED');
};
