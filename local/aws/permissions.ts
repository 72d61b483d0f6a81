import type { Statement } from '../template/permissions.ts';
import { AwsError } from './aws-error.ts';
import type { AwsCall } from './call.ts';
import type { Gate } from './gates.ts';
import { keyActionsOf } from './keys.ts';
import { resourcesOf } from './touched.ts';

/** Batches are allowed by the action of their entries. */
const actionOf = (action: string): string =>
  action.replace(/^((Send|Delete)Message|ChangeMessageVisibility)Batch$/, '$1');

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

const denied = ({ caller, service }: AwsCall, { service: of, action, resource }: PermissionUse): AwsError =>
  new AwsError(
    service === 'sns' ? 'AuthorizationError' : 'AccessDeniedException',
    `User: ${caller} is not authorized to perform: ${of}:${action} on resource: ${resource || '*'} ` +
      `because no identity-based policy allows the ${of}:${action} action`,
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

/** What the template says of who may do what. */
export type Policies = {
  /** Of each function, by its logical id. */
  readonly permissions: ReadonlyMap<string, readonly Statement[]>;
  /** The key of what is kept under one: `keysOf`. */
  readonly keys: ReadonlyMap<string, string>;
};

/**
 * Lets a function do what its role in the template allows and nothing else, so that a missing permission shows here and
 * not in the customer's account: on what the call touches, and on the key under which that is kept. Callers that are no
 * functions of the template may do everything.
 */
export const enforcePermissions =
  (policies: () => Policies, onUse: (use: PermissionUse) => void = () => {}): Gate =>
  async (call, next) => {
    const { caller = '', service } = call;
    const { permissions, keys } = policies();
    const statements = permissions.get(caller);
    if (!statements) return next(call);
    const action = actionOf(call.action);
    const require = (ofService: string, ofAction: string, resource: string): void => {
      const allowed = isAllowed(statements, ofService, ofAction, resource);
      const use = { caller, service: ofService, action: ofAction, resource, allowed };
      onUse(use);
      if (!allowed) throw denied(call, use);
    };
    for (const resource of resourcesOf[service]?.(call.input) ?? ['']) {
      require(service, action, resource);
      // An index is kept as its table is.
      const key = keys.get(`${service} ${resource.replace(/\/index\/.*$/, '')}`);
      if (key === undefined) continue;
      for (const keyAction of keyActionsOf(service, action)) require('kms', keyAction, key);
    }
    return next(call);
  };
