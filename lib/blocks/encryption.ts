import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

const keys = new WeakMap<IConstruct, IKey>();

/** From now on everything below the scope that stores something stores it under the key. */
export const encryptWith = (scope: IConstruct, key: IKey): void => {
  keys.set(scope, key);
};

/** The deployer's key for what is stored here; undefined where AWS's own keys do. */
export const encryptionKeyOf = (scope: IConstruct): IKey | undefined =>
  scope.node.scopes.reverse().flatMap((each) => keys.get(each) ?? [])[0];

/** Lets the grantee use what is stored under the deployer's key, where there is one: the service asks in its name. */
export const grantStored = (scope: IConstruct, grantee: IGrantable): void => {
  encryptionKeyOf(scope)?.grant(grantee, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey');
};

/** How a queue keeps its entries. */
export const queueEncryption = (
  scope: IConstruct,
): Pick<QueueProps, 'encryption' | 'encryptionMasterKey' | 'dataKeyReuse'> => {
  const key = encryptionKeyOf(scope);
  if (!key) return { encryption: QueueEncryption.SQS_MANAGED };
  // SQS asks for a key of its own so often, and KMS charges each time: the longest that AWS advises.
  return { encryption: QueueEncryption.KMS, encryptionMasterKey: key, dataKeyReuse: Duration.hours(1) };
};
