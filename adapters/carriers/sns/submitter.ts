import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Carrier } from '../../../core/carrier.ts';
import { createAwsRequestHandler } from '../../http/aws-request-handler.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failed } from '../failure.ts';
import { classifyError, classifyPreparation } from './error-class.ts';
import { messageAttributes } from './message-attributes.ts';
import type { SnsSettings } from './settings.ts';
import { snsTraits } from './traits.ts';

/** Submits through SNS `Publish` to a phone number: one request per call, because SNS drops no duplicates. */
export const openCarrier = (settings: SnsSettings, { http, now }: CarrierDeps): Carrier => {
  const client = new SNSClient({ maxAttempts: 1, requestHandler: createAwsRequestHandler(http) });

  return {
    name: 'sns',
    traits: snsTraits,
    submit: async (request) => {
      const publish = new PublishCommand({
        PhoneNumber: request.recipient,
        Message: request.text,
        MessageAttributes: messageAttributes(request, settings),
      });
      // What fails before this step, such as the credentials, surely sent nothing
      let handedOver = false;
      publish.middlewareStack.add(
        (next) => (args) => {
          handedOver = true;
          return next(args);
        },
        { step: 'deserialize', name: 'noteHandOver' },
      );
      try {
        const { MessageId } = await client.send(publish, { requestTimeout: request.deadlineMs });
        if (MessageId) return { ok: true, value: { carrierMessageId: MessageId } };
        return failed('outcome_unknown', { carrierCode: 'no MessageId' });
      } catch (error) {
        return handedOver ? classifyError(error, now()) : classifyPreparation(error);
      }
    },
  };
};
