import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Carrier } from '../../../core/carrier.ts';
import { createAwsRequestHandler } from '../../http/aws-request-handler.ts';
import { type ReadError, submitByAws, watchOptions } from '../aws-submit.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failureOfEumError } from './error-codes.ts';
import type { AwsEumSettings } from './settings.ts';
import { textMessage } from './text-message.ts';
import { awsEumTraits } from './traits.ts';

/** The exception says what kind of refusal it is, its reason says why. */
const readError: ReadError = (error) => {
  const reason = 'Reason' in error && typeof error.Reason === 'string' ? error.Reason : undefined;
  return {
    carrierCode: reason === undefined ? error.name : `${error.name}/${reason}`,
    failureCode: failureOfEumError(error.name, reason),
  };
};

/** Submits through `SendTextMessage` of End User Messaging: one request per call, because it drops no duplicates. */
export const openCarrier = (settings: AwsEumSettings, { http, now }: CarrierDeps): Carrier => {
  const client = new PinpointSMSVoiceV2Client({
    maxAttempts: 1,
    requestHandler: createAwsRequestHandler(http),
  });

  return {
    name: 'aws-eum',
    traits: awsEumTraits,
    submit: (request) =>
      submitByAws(
        async (watch) => {
          const send = new SendTextMessageCommand(textMessage(request, settings));
          send.middlewareStack.add(watch, watchOptions);
          return (await client.send(send, { requestTimeout: request.deadlineMs })).MessageId;
        },
        readError,
        now,
      ),
  };
};
