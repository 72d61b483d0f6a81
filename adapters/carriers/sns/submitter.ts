import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Carrier } from '../../../core/carrier.ts';
import { createAwsRequestHandler } from '../../http/aws-request-handler.ts';
import { type ReadError, submitByAws, watchOptions } from '../aws-submit.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failureOfSnsError } from './error-codes.ts';
import { messageAttributes } from './message-attributes.ts';
import type { SnsSettings } from './settings.ts';
import { snsTraits } from './traits.ts';

/** The SDK names an error after its code. */
const readError: ReadError = ({ name }) => ({ carrierCode: name, failureCode: failureOfSnsError(name) });

/** Submits through SNS `Publish` to a phone number: one request per call, because SNS drops no duplicates. */
export const openCarrier = (settings: SnsSettings, { http, now }: CarrierDeps): Carrier => {
  const client = new SNSClient({ maxAttempts: 1, requestHandler: createAwsRequestHandler(http) });

  return {
    name: 'sns',
    traits: snsTraits,
    submit: (request) =>
      submitByAws(
        async (watch) => {
          const publish = new PublishCommand({
            PhoneNumber: request.recipient,
            Message: request.text,
            MessageAttributes: messageAttributes(request, settings),
          });
          publish.middlewareStack.add(watch, watchOptions);
          return (await client.send(publish, { requestTimeout: request.deadlineMs })).MessageId;
        },
        readError,
        now,
      ),
  };
};
