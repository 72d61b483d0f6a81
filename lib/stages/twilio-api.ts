import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { PipelineFunction } from '../blocks/pipeline-function.ts';
import { type AcceptProps, acceptEnvironment, grantAccept } from './accept.ts';
import type { Events } from './events.ts';

export interface TwilioApiProps extends AcceptProps {
  readonly events: Events;

  /** Where status callbacks may be posted to. */
  readonly webhookHosts: string;
}

/** Twilio's Messages API in front of this pipeline, for applications that have Twilio's SDK. */
export class TwilioApi extends Construct {
  constructor(scope: Construct, id: string, props: TwilioApiProps) {
    super(scope, id);
    const { api, storage } = props;

    const twilioMessages = new PipelineFunction(this, 'TwilioMessages', {
      name: 'twilio-messages',
      description: "Accepts, shows, cancels and deletes messages in the form of Twilio's API",
      environment: {
        ...acceptEnvironment(props),
        EVENT_BUS_NAME: props.events.bus.eventBusName,
        WEBHOOK_HOSTS: props.webhookHosts,
      },
      logs: props.logs,
    });

    // Every path, so that each refusal is in Twilio's form
    api.on(HttpMethod.ANY, '/2010-04-01/{proxy+}', twilioMessages);
    grantAccept(props, twilioMessages);
    storage.messages.grantQuery(twilioMessages, 'byTime', 'byRecipient');
    storage.messages.grant(twilioMessages, 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem');
    storage.statuses.grant(twilioMessages, 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem');
    props.events.grantPublish(twilioMessages);
  }
}
