import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Limits } from '../../core/limits/limits.ts';
import { messageIndexes } from '../../core/message-indexes.ts';
import { Access } from '../blocks/access.ts';
import { encryptionKeyOf } from '../blocks/encryption.ts';
import { PipelineTable } from '../blocks/pipeline-table.ts';

export interface StorageProps {
  /** Whether tables and keys stay when the stack goes, and refuse to be deleted by hand. */
  readonly retained: boolean;

  /** How much keys and tenants may ask and send. */
  readonly limits: Limits;
}

/** What the pipeline remembers: who asked for what, what became of it, and who may ask. */
export class Storage extends Construct {
  /** One row a message, written once: recipient, body, policy. Found by its id, and by time, recipient and reference. */
  readonly messages: PipelineTable;

  /** One small, hot row a message, and one for each carrier reference that has no attempt id. */
  readonly statuses: PipelineTable;

  /** One row an API key, the secret part hashed. */
  readonly apiKeys: PipelineTable;

  /** What lets a function know who asks. */
  readonly access: Access;

  /** Keys the hash that stands for a recipient in events. */
  readonly recipientHashKey: Secret;

  /** What the auth tokens of the Twilio-compatible API are made of. */
  readonly accountTokenKey: Secret;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const removalPolicy = props.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const encryptionKey = encryptionKeyOf(this);
    const table = (name: string, key: string) =>
      new PipelineTable(this, name, {
        partitionKey: { name: key, type: AttributeType.STRING },
        billingMode: BillingMode.PAY_PER_REQUEST,
        ...(encryptionKey
          ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }
          : { encryption: TableEncryption.AWS_MANAGED }),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        timeToLiveAttribute: 'expiresAtEpoch',
        deletionProtection: props.retained,
        removalPolicy,
      });

    this.messages = table('Messages', 'messageId');
    for (const [indexName, { partition, sort }] of Object.entries(messageIndexes)) {
      this.messages.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        // Whoever finds a message reads its two rows: copies in an index would be more places to erase.
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
    this.statuses = table('Statuses', 'pk');
    this.apiKeys = table('ApiKeys', 'keyId');
    this.apiKeys.addGlobalSecondaryIndex({
      indexName: 'byTenant',
      partitionKey: { name: 'tenant', type: AttributeType.STRING },
      sortKey: { name: 'createdAt', type: AttributeType.STRING },
    });
    this.access = new Access(this.apiKeys, table('Usage', 'pk'), props.limits);
    this.recipientHashKey = new Secret(this, 'RecipientHashKey', {
      description:
        'Keys the hash that stands for a recipient in events. Changing it breaks the link to older events.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      ...(encryptionKey && { encryptionKey }),
      removalPolicy,
    });
    this.accountTokenKey = new Secret(this, 'AccountTokenKey', {
      description:
        'Makes the auth tokens of the Twilio-compatible API. After a change each has to be issued again.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      ...(encryptionKey && { encryptionKey }),
      removalPolicy,
    });
  }
}
