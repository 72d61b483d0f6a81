import type { Members } from './call.ts';

export const lastOf = (text: unknown, separator: string): string =>
  String(text).split(separator).at(-1) ?? '';

const busOf = (entry: unknown): string =>
  entry !== null && typeof entry === 'object' && 'EventBusName' in entry
    ? lastOf(entry.EventBusName, '/')
    : 'default';

/** The ids and the ARNs of origination identities say what they are; what is no id and no number is a sender id. */
const identityOf = (identity: string): string => {
  if (identity.startsWith('arn:')) return lastOf(identity, ':');
  if (/^pool-/.test(identity)) return `pool/${identity}`;
  return /^(phone-|\+|\d)/.test(identity) ? `phone-number/${identity}` : `sender-id/${identity}`;
};

export const tableResource = (table: unknown): string => `table/${lastOf(table, '/')}`;

/** What a call touches, as the last part of an ARN; a text to a phone number touches nothing that has one. */
export const resourcesOf: Readonly<Record<string, (input: Members) => readonly string[]>> = {
  dynamodb: ({ TableName, IndexName, RequestItems }) => {
    const index = IndexName === undefined ? '' : `/index/${IndexName}`;
    return (RequestItems ? Object.keys(RequestItems) : [TableName]).map(
      (table) => `${tableResource(table)}${index}`,
    );
  },
  sqs: ({ QueueUrl }) => [lastOf(QueueUrl, '/')],
  events: ({ Entries }) =>
    (Array.isArray(Entries) ? Entries : []).map((entry) => `event-bus/${busOf(entry)}`),
  secretsmanager: ({ SecretId }) => [`secret:${lastOf(SecretId, ':')}`],
  'sms-voice': ({ OriginationIdentity }) => [identityOf(String(OriginationIdentity ?? ''))],
  sns: ({ TopicArn }) => [TopicArn === undefined ? '' : lastOf(TopicArn, ':')],
};
