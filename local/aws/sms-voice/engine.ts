import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import type { ScriptFor } from '../delivery-script.ts';
import type { EventBus } from '../events/bus.ts';
import { isoSecond } from '../iso-second.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import { createScriptedSubmits, type Refusals } from '../scripted-submits.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import { type DeliveryEvent, deliveryEvent } from './delivery-event.ts';
import { refusalOf } from './refusals.ts';
import { invalidField, readText } from './text.ts';

const kind = 'sms-voice-event';
const Told = z.object({
  configurationSet: z.string().optional(),
  event: z.looseObject({ eventType: z.string(), messageId: z.string() }),
});

const refusals: Refusals = {
  reject: refusalOf,
  throttle: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  serverError: () =>
    new AwsError('InternalServerException', 'Internal server error', {
      status: 500,
      members: { RequestId: randomUUID() },
    }),
};

type Parts = {
  readonly bus: EventBus;
  readonly logs: LogGroups;
  readonly configurationSets: ConfigurationSets;
  readonly scriptFor: ScriptFor;
};

/**
 * End User Messaging's `SendTextMessage`. Each event goes to the default bus, there without the number and without the
 * context, as the examples of the user guide have it, and whole to the log groups of the text's configuration set.
 */
export const createSmsVoiceEngine = (
  context: CloudContext,
  { bus, logs, configurationSets, scriptFor }: Parts,
): Engine => {
  const { jobs, clock, accountId, region } = context;
  const submit = createScriptedSubmits(context, scriptFor, refusals);

  const emit = (detail: Readonly<Record<string, unknown>>): void =>
    bus.put('default', {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Text Message Delivery Status Updated',
      source: 'aws.sms-voice',
      account: accountId,
      time: isoSecond(clock.now()),
      region,
      resources: [],
      detail,
    });

  jobs.handle(kind, {
    run: async (payload) => {
      const { event, configurationSet } = Told.parse(payload);
      const { destinationPhoneNumber: _number, context: _context, ...detail } = event;
      emit(detail);
      for (const group of configurationSets.logGroupsFor(configurationSet, event.eventType)) {
        logs.append(group, event.messageId, JSON.stringify(event));
      }
    },
    retryAfterMs: () => 1000,
  });

  return {
    SendTextMessage: async (input, signal) => {
      const text = readText(input);
      if (text.DryRun) return { MessageId: randomUUID() };
      if (text.MessageBody === undefined)
        throw invalidField('MessageBody', 'is required', 'MISSING_PARAMETER');
      const now = clock.now();
      const MessageId = await submit({
        text: {
          carrier: 'aws-eum',
          recipient: `+${text.DestinationPhoneNumber.replace('+', '')}`,
          sender: text.OriginationIdentity,
          body: text.MessageBody,
          token: text.Context.attemptId,
        },
        signal,
        schedule: (messageId, receipts) => {
          for (const receipt of receipts) {
            const event: DeliveryEvent = deliveryEvent(messageId, text, now, receipt);
            const payload = { event, configurationSet: text.ConfigurationSetName };
            jobs.add({ kind, dueAt: now + receipt.afterMs, payload });
          }
        },
      });
      return { MessageId };
    },
  };
};
