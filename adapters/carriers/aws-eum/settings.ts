import * as z from 'zod';
import { snsHostOf } from './topic-message.ts';

const resource = /^[A-Za-z0-9_:/-]{1,256}$/;
const dltId = z.string().regex(/^\S{1,64}$/, '1 to 64 characters without spaces');

/** How the deployer configures texts through AWS End User Messaging. The patterns are those of `SendTextMessage`. */
export const AwsEumSettings = z
  .strictObject({
    originationIdentity: z
      .string()
      .regex(
        /^[A-Za-z0-9_:/+-]{1,256}$/,
        'a number, sender id or pool of the account, by name, id or ARN: letters, digits and _ : / + -',
      )
      .meta({ description: 'Where texts come from that name no sender.' }),
    configurationSetName: z
      .string()
      .regex(resource, 'the name or the ARN of a configuration set')
      .optional()
      .meta({ description: 'Configuration set whose rules and event destinations apply.' }),
    protectConfigurationId: z
      .string()
      .regex(resource, 'the id or the ARN of a protect configuration')
      .optional()
      .meta({ description: 'Protect configuration that says which countries may be sent to.' }),
    maxPriceUsd: z
      .number()
      .min(0.000_01)
      .max(99.999_99)
      .optional()
      .meta({ description: 'Most that one text may cost, in USD.' }),
    topicArn: z
      .string()
      .refine((arn) => snsHostOf(arn) !== undefined, 'the ARN of an SNS topic')
      .optional()
      .meta({ description: 'SNS topic that posts events and incoming texts to our webhook.' }),
    indiaEntityId: dltId.optional().meta({ description: 'DLT principal entity id for texts to India.' }),
    indiaTemplateId: dltId.optional().meta({ description: 'DLT template id for texts to India.' }),
  })
  .meta({ id: 'AwsEumSettings' });
export type AwsEumSettings = z.infer<typeof AwsEumSettings>;
