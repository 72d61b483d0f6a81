import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RateCard } from '../core/rate-card.ts';
import { SnsCarrier } from './carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from './carriers/sns-delivery-logs.ts';
import { TwilioCarrier } from './carriers/twilio-carrier.ts';
import { TwilioCredentials } from './carriers/twilio-credentials.ts';
import { SmsPipeline } from './sms-pipeline.ts';

export interface SmsPipelineStackProps extends StackProps {
  /**
   * In production, tables and secrets outlive the stack and refuse to be deleted.
   * @default production
   */
  readonly environment?: 'production' | 'development';
}

/** Round figures for the previews of a first try: put in the rates of your own contracts. */
const rateCard: RateCard = [
  { carrier: 'twilio', country: 'US', pricePerSegment: '0.01', currency: 'USD' },
  { carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' },
  { carrier: 'sns', country: 'US', pricePerSegment: '0.01', currency: 'USD' },
  { carrier: 'sns', country: '*', pricePerSegment: '0.05', currency: 'USD' },
];

/** The pipeline with Twilio as the default carrier and SNS beside it: change here what your own should be. */
export class SmsPipelineStack extends Stack {
  readonly pipeline: SmsPipeline;

  constructor(scope: Construct, id: string, props: SmsPipelineStackProps = {}) {
    super(scope, id, props);
    const environment = props.environment ?? 'production';

    const twilioApiUrl = new CfnParameter(this, 'TwilioApiUrl', {
      description: "Where Twilio's API is. Only a simulator is elsewhere.",
      default: 'https://api.twilio.com',
      allowedPattern: 'https?://[^/]+',
    });
    const twilioSender = new CfnParameter(this, 'TwilioSender', {
      description: 'Number, short code, alphanumeric sender or messaging service of texts that name none.',
      default: '',
    });
    const webhookHosts = new CfnParameter(this, 'WebhookHosts', {
      description:
        'Where status callbacks may be posted to. Only a run on one machine posts to its loopback.',
      default: 'public',
      allowedValues: ['public', 'loopback'],
    });
    const twilioCredentials = new TwilioCredentials(this, 'TwilioCredentials', {
      retained: environment === 'production',
    });
    const snsDeliveryLogs = new SnsDeliveryLogs(this, 'SnsDeliveryLogs');

    this.pipeline = new SmsPipeline(this, 'Pipeline', {
      environment,
      rateCard,
      webhookHosts: webhookHosts.valueAsString,
      carriers: [
        new TwilioCarrier({
          secret: twilioCredentials,
          apiUrl: twilioApiUrl.valueAsString,
          sender: twilioSender.valueAsString,
        }),
        new SnsCarrier({ deliveryLogs: snsDeliveryLogs }),
      ],
    });

    const { api, storage, events, lanes, receipts, settlement, reconciliation, statusCallbacks } =
      this.pipeline;
    const outputs = {
      ApiUrl: api.url,
      EventBusName: events.bus.eventBusName,
      MessagesTable: storage.messages.tableName,
      StatusesTable: storage.statuses.tableName,
      ApiKeysTable: storage.apiKeys.tableName,
      AccountTokenKeyArn: storage.accountTokenKey.secretArn,
      OtpQueueUrl: lanes.queues.otp.queueUrl,
      OtpDeadLetterQueueUrl: lanes.queues.otp.deadLetterQueue.queueUrl,
      TransactionalQueueUrl: lanes.queues.transactional.queueUrl,
      TransactionalDeadLetterQueueUrl: lanes.queues.transactional.deadLetterQueue.queueUrl,
      PromotionalQueueUrl: lanes.queues.promotional.queueUrl,
      PromotionalDeadLetterQueueUrl: lanes.queues.promotional.deadLetterQueue.queueUrl,
      ReceiptsQueueUrl: receipts.queue.queueUrl,
      ReceiptsDeadLetterQueueUrl: receipts.queue.deadLetterQueue.queueUrl,
      ReconcileQueueUrl: settlement.queue.queueUrl,
      ReconcileDeadLetterQueueUrl: settlement.queue.deadLetterQueue.queueUrl,
      ClosingQueueUrl: reconciliation.closing.queueUrl,
      ClosingDeadLetterQueueUrl: reconciliation.closing.deadLetterQueue.queueUrl,
      StatusCallbacksQueueUrl: statusCallbacks.queue.queueUrl,
      StatusCallbacksDeadLetterQueueUrl: statusCallbacks.queue.deadLetterQueue.queueUrl,
      TwilioSecretArn: twilioCredentials.secretArn,
      SnsDeliveryLogsRoleArn: snsDeliveryLogs.role.roleArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
