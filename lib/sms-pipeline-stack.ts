import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConfiguredCarriers } from './config/configured-carriers.ts';
import { isRetained, keyOf, pipelineProps } from './config/pipeline-props.ts';
import { readConfig } from './config/read-config.ts';
import type { SmsConfig } from './config/sms-config.ts';
import { SmsPipeline } from './sms-pipeline.ts';

export interface SmsPipelineStackProps extends StackProps {
  /** What sms.config.ts says. */
  readonly config: SmsConfig;
}

/** The pipeline as sms.config.ts describes it, and outputs of what its operator needs. */
export class SmsPipelineStack extends Stack {
  readonly pipeline: SmsPipeline;

  /** Throws with everything that is wrong with the configuration. */
  constructor(scope: Construct, id: string, { config: given, ...props }: SmsPipelineStackProps) {
    const config = readConfig(given);
    super(scope, id, { ...props, ...(config.region !== undefined && { env: { region: config.region } }) });
    const encryptionKey = keyOf(this, config);
    const encryption = encryptionKey && { encryptionKey };
    const carriers = new ConfiguredCarriers(this, {
      carriers: config.carriers,
      retained: isRetained(config),
      ...encryption,
    });
    const webhookHosts = new CfnParameter(this, 'WebhookHosts', {
      description:
        'Where status callbacks may be posted to. Only a run on one machine posts to its loopback.',
      default: 'public',
      allowedValues: ['public', 'loopback'],
    });
    const inboundTenant = new CfnParameter(this, 'InboundTenant', {
      description: 'Whose the numbers are that texts come in to: a STOP blocks the texts of this tenant.',
      default: config.inbound?.tenant ?? '',
      allowedPattern: '[A-Za-z0-9-]{0,40}',
    });
    const firstTenant = new CfnParameter(this, 'FirstTenant', {
      description: 'Whose the first API key is, which the stack makes.',
      default: config.firstTenant ?? 'main',
      allowedPattern: '[A-Za-z0-9-]{1,40}',
    });

    this.pipeline = new SmsPipeline(this, 'Pipeline', {
      ...pipelineProps(this, config),
      ...encryption,
      carriers: carriers.all,
      webhookHosts: webhookHosts.valueAsString,
      inbound: { ...config.inbound, tenant: inboundTenant.valueAsString },
      firstTenant: firstTenant.valueAsString,
    });

    const { api, storage, events, lanes, receipts, inbound, settlement, reconciliation, statusCallbacks } =
      this.pipeline;
    const outputs = {
      ApiUrl: api.url,
      // With the secrets' ARNs, not their values: what the doctor looks at.
      Carriers: this.pipeline.carriers.toJson(this),
      EventBusName: events.bus.eventBusName,
      MessagesTable: storage.messages.tableName,
      StatusesTable: storage.statuses.tableName,
      ApiKeysTable: storage.apiKeys.tableName,
      FirstKeySecretArn: this.pipeline.firstKey.secret.secretArn,
      // What to run next, where this clone has the stack's outputs in a file.
      FirstKeyCommand: 'npm run --silent sms -- keys first --outputs cdk.out/outputs.json',
      AccountTokenKeyArn: storage.accountTokenKey.secretArn,
      OtpQueueUrl: lanes.queues.otp.queueUrl,
      OtpDeadLetterQueueUrl: lanes.queues.otp.deadLetterQueue.queueUrl,
      TransactionalQueueUrl: lanes.queues.transactional.queueUrl,
      TransactionalDeadLetterQueueUrl: lanes.queues.transactional.deadLetterQueue.queueUrl,
      PromotionalQueueUrl: lanes.queues.promotional.queueUrl,
      PromotionalDeadLetterQueueUrl: lanes.queues.promotional.deadLetterQueue.queueUrl,
      ReceiptsQueueUrl: receipts.queue.queueUrl,
      ReceiptsDeadLetterQueueUrl: receipts.queue.deadLetterQueue.queueUrl,
      InboundQueueUrl: inbound.queue.queueUrl,
      InboundDeadLetterQueueUrl: inbound.queue.deadLetterQueue.queueUrl,
      ReconcileQueueUrl: settlement.queue.queueUrl,
      ReconcileDeadLetterQueueUrl: settlement.queue.deadLetterQueue.queueUrl,
      ClosingQueueUrl: reconciliation.closing.queueUrl,
      ClosingDeadLetterQueueUrl: reconciliation.closing.deadLetterQueue.queueUrl,
      StatusCallbacksQueueUrl: statusCallbacks.queue.queueUrl,
      StatusCallbacksDeadLetterQueueUrl: statusCallbacks.queue.deadLetterQueue.queueUrl,
      ...carriers.outputs,
      ...(api.domainTarget !== undefined && { DomainTarget: api.domainTarget }),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
