import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import type { ScriptFor } from '../delivery-script.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import { createScriptedSubmits, type Refusals } from '../scripted-submits.ts';
import { deliveryRecord } from './delivery-log.ts';
import { readText } from './message.ts';

const kind = 'sns-delivery-log';
const Logged = z.object({ group: z.string(), stream: z.string(), message: z.string() });

/** SNS says how a text ended and nothing before. */
const isFinal = (status: string): boolean =>
  ['delivered', 'undelivered', 'failed', 'expired', 'rejected'].includes(status);

const refusals: Refusals = {
  reject: () =>
    new AwsError('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: is not valid to publish to'),
  throttle: () => new AwsError('Throttling', 'Rate exceeded', { status: 400 }),
  serverError: () => new AwsError('InternalError', 'Internal service error', { status: 500 }),
};

/**
 * SNS's Publish to a phone number. Delivery status logging is on for every text, as after
 * SetSMSAttributes with a success sampling rate of 100: a deployed account must be set so.
 */
export const createSnsEngine = (context: CloudContext, logs: LogGroups, scriptFor: ScriptFor): Engine => {
  const { jobs, clock, accountId, region } = context;
  const group = `sns/${region}/${accountId}/DirectPublishToPhoneNumber`;
  const submit = createScriptedSubmits(context, scriptFor, refusals);
  jobs.handle(kind, {
    run: async (payload) => {
      const { group, stream, message } = Logged.parse(payload);
      logs.append(group, stream, message);
    },
    retryAfterMs: () => 1000,
  });

  return {
    Publish: async (input, signal) => {
      const text = readText(input);
      const now = clock.now();
      const MessageId = await submit({
        text: { carrier: 'sns', ...text },
        signal,
        schedule: (messageId, receipts) => {
          for (const receipt of receipts.filter(({ status }) => isFinal(status))) {
            const message = JSON.stringify(deliveryRecord(messageId, text, now, receipt));
            const payload = {
              group: receipt.status === 'delivered' ? group : `${group}/Failure`,
              stream: randomUUID(),
              message,
            };
            jobs.add({ kind, dueAt: now + receipt.afterMs, payload });
          }
        },
      });
      return { MessageId };
    },
  };
};
