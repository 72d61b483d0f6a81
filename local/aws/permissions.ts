import type { Statement } from '../template/permissions.ts';
import { AwsError } from './aws-error.ts';
import type { AwsCall, Members } from './call.ts';
import type { Gate } from './gates.ts';

/** Batches are allowed by the action of their entries. */
const actionOf = (action: string): string =>
  action.replace(/^((Send|Delete)Message|ChangeMessageVisibility)Batch$/, '$1');

const lastOf = (text: unknown, separator: string): string => String(text).split(separator).at(-1) ?? '';

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

/** What a call touches, as the last part of an ARN; a text to a phone number touches nothing that has one. */
const resourcesOf: Readonly<Record<string, (input: Members) => readonly string[]>> = {
  dynamodb: ({ TableName, IndexName, RequestItems }) => {
    const index = IndexName === undefined ? '' : `/index/${IndexName}`;
    return (RequestItems ? Object.keys(RequestItems) : [TableName]).map(
      (table) => `table/${lastOf(table, '/')}${index}`,
    );
  },
  sqs: ({ QueueUrl }) => [lastOf(QueueUrl, '/')],
  events: ({ Entries }) =>
    (Array.isArray(Entries) ? Entries : []).map((entry) => `event-bus/${busOf(entry)}`),
  secretsmanager: ({ SecretId }) => [`secret:${lastOf(SecretId, ':')}`],
  'sms-voice': ({ OriginationIdentity }) => [identityOf(String(OriginationIdentity ?? ''))],
  sns: ({ TopicArn }) => [TopicArn === undefined ? '' : lastOf(TopicArn, ':')],
};

const globs = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 'is').test(text);
  });

/** There is one account and one region here, and another emulator may call them otherwise: service and name decide. */
const covers = (arns: readonly string[], service: string, resource: string): boolean =>
  arns.some((arn) => {
    if (arn === '*') return true;
    const [, , ofService = '', , , ...rest] = arn.split(':');
    return resource !== '' && globs([ofService], service) && globs([rest.join(':')], resource);
  });

/** Whether the statement has something to say about the action on the resource. */
export const applies = (statement: Statement, service: string, action: string, resource: string): boolean => {
  const { Action, NotAction, Resource, NotResource } = statement;
  const name = `${service}:${action}`;
  const ofAction = Action ? globs(Action, name) : !globs(NotAction ?? [], name);
  return (
    ofAction &&
    (Resource ? covers(Resource, service, resource) : !covers(NotResource ?? [], service, resource))
  );
};

const isAllowed = (
  statements: readonly Statement[],
  service: string,
  action: string,
  resource: string,
): boolean => {
  const found = statements.filter((statement) => applies(statement, service, action, resource));
  return found.length > 0 && found.every(({ Effect }) => Effect === 'Allow');
};

const denied = ({ caller, service }: AwsCall, action: string, resource: string): AwsError =>
  new AwsError(
    service === 'sns' ? 'AuthorizationError' : 'AccessDeniedException',
    `User: ${caller} is not authorized to perform: ${service}:${action} on resource: ${resource || '*'} ` +
      `because no identity-based policy allows the ${service}:${action} action`,
    { status: service === 'sns' ? 403 : 400 },
  );

/** A call of a function, as its role was asked about it. */
export type PermissionUse = {
  /** Logical id. */
  readonly caller: string;
  readonly service: string;
  /** As policies name it. */
  readonly action: string;
  /** Last part of an ARN; empty: it touches nothing that has one. */
  readonly resource: string;
  readonly allowed: boolean;
};

/**
 * Lets a function do what its role in the template allows and nothing else, so that a missing permission shows here and
 * not in the customer's account. Callers that are no functions of the template may do everything.
 */
export const enforcePermissions =
  (
    permissions: () => ReadonlyMap<string, readonly Statement[]>,
    onUse: (use: PermissionUse) => void = () => {},
  ): Gate =>
  async (call, next) => {
    const { caller = '', service } = call;
    const statements = permissions().get(caller);
    if (!statements) return next(call);
    const action = actionOf(call.action);
    const resources = resourcesOf[service]?.(call.input) ?? [''];
    const isRefused = (resource: string): boolean => {
      const allowed = isAllowed(statements, service, action, resource);
      onUse({ caller, service, action, resource, allowed });
      return !allowed;
    };
    const refused = resources.find(isRefused);
    if (refused !== undefined) throw denied(call, action, refused);
    return next(call);
  };
