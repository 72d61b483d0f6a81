import { type Duration, Stack } from 'aws-cdk-lib';
import {
  Archive,
  CfnArchive,
  CfnEventBus,
  EventBus,
  type IRuleTarget,
  Match,
  Rule,
} from 'aws-cdk-lib/aws-events';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { eventSource } from '../../core/events.ts';
import type { AnyBus } from '../blocks/any-bus.ts';
import { encryptionKeyOf } from '../blocks/encryption.ts';
import { EventSchemas } from './event-schemas.ts';

export interface EventsProps {
  /**
   * Where they are published.
   * @default - a bus is made
   */
  readonly bus?: AnyBus;

  /** How long published events can be replayed. */
  readonly archiveRetention: Duration;

  /** Whether the events are described in a schema registry of EventBridge. */
  readonly registerSchemas: boolean;
}

/** What the bus and its archive ask of a key. */
const keeping = (scope: Construct): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt', 'kms:ReEncrypt*'],
    // In a key's policy, the key.
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });

/** Where every change of a message's status is published. */
export class Events extends Construct {
  readonly bus: AnyBus;
  private readonly rules = new Map<string, Rule>();

  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id);
    const kmsKey = encryptionKeyOf(this);
    this.bus =
      props.bus ?? new EventBus(this, 'Bus', { description: 'Every change of the status of a message' });
    const archive = new Archive(this, 'Archive', {
      sourceEventBus: this.bus,
      description: 'Events of the SMS pipeline, to be replayed to a subscriber that was down or came late',
      eventPattern: { source: [eventSource], detailType: Match.prefix('sms.') },
      retention: props.archiveRetention,
    });
    if (kmsKey) {
      kmsKey.addToResourcePolicy(keeping(this));
      // Given as a property, it would get a policy that names the bus, which is made after the key.
      for (const { node } of [this.bus, archive]) {
        const { defaultChild: kept } = node;
        if (kept instanceof CfnEventBus || kept instanceof CfnArchive) kept.kmsKeyIdentifier = kmsKey.keyArn;
      }
    }
    if (props.registerSchemas) new EventSchemas(this, 'Schemas');
  }

  /**
   * Sends each event of a type to the target, for instance
   * `pipeline.events.on('sms.message.delivered', new LambdaFunction(fn))`.
   */
  on(detailType: `sms.${string}`, target: IRuleTarget): Rule {
    const rule = this.rules.get(detailType) ?? this.rule(detailType);
    rule.addTarget(target);
    return rule;
  }

  /** Lets the grantee publish events. */
  grantPublish(grantee: IGrantable): void {
    this.bus.grantPutEventsTo(grantee);
  }

  private rule(detailType: string): Rule {
    const rule = new Rule(this, detailType, {
      eventBus: this.bus,
      eventPattern: { source: [eventSource], detailType: [detailType] },
    });
    this.rules.set(detailType, rule);
    return rule;
  }
}
