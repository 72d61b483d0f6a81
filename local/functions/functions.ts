import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { CloudContext, FunctionInvoker, ResourceHandler } from '../resource.ts';
import { localSqsClient, queueUrlOf } from '../sqs-client.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { readEventInvokeConfig } from './event-invoke-config.ts';
import { createFleet } from './fleet.ts';
import { FunctionError, largestPayload, RequestTooLargeError } from './function-error.ts';
import { type FunctionLog, openFunctionLog } from './function-log.ts';
import type { ObserveInvocation } from './invocation.ts';
import { type LambdaFunction, readFunction } from './lambda-function.ts';
import { type Permission, permits, readPermission } from './permissions.ts';
import { type Credentials, processEnvironment } from './process-environment.ts';

export type Endpoint = {
  readonly url: string;
  /** Credentials by which the endpoint knows its caller: the logical id of a function, or a service's name. */
  readonly credentialsFor: (caller: string) => Credentials;
};

export type FunctionsOptions = Omit<CloudContext, 'functions'> & {
  /** The AWS endpoint. It is asked for when a function first runs: it starts after the functions are known. */
  readonly endpoint: () => Endpoint;
  readonly assetPath: (objectKey: string) => string | undefined;
  /** Worker threads at a time, over all functions. */
  readonly mostEnvironments?: number;
  /** Told of every invocation once it is over. */
  readonly onInvocation?: ObserveInvocation;
};

export type Functions = {
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  readonly invoker: FunctionInvoker;
  /** The function behind an ARN or a name, with or without `:$LATEST`. */
  readonly find: (arnOrName: string) => LambdaFunction;
  /** Whether the template lets this service invoke the function, on behalf of this resource. */
  readonly permits: (functionArn: string, principal: string, sourceArn: string) => boolean;
  readonly isBusy: () => boolean;
  /** Ends the environment whose calls carry this session token, in the middle of whatever it does. */
  readonly kill: (sessionToken: string) => void;
  readonly stop: () => Promise<void>;
};

/** The Lambda service: functions of the template in worker threads. */
export const createFunctions = (options: FunctionsOptions): Functions => {
  const { region, dataDir, endpoint, mostEnvironments = 16 } = options;
  const compileCache = join(dataDir, 'compiled');
  const functions = new Map<string, LambdaFunction>();
  const permissions = new Map<LambdaFunction, Permission[]>();
  const logs = new Map<LambdaFunction, FunctionLog>();
  const bySessionToken = new Map<string, Environment>();

  const logOf = (fn: LambdaFunction): FunctionLog => {
    const log = logs.get(fn) ?? openFunctionLog(dataDir, fn.logicalId);
    logs.set(fn, log);
    return log;
  };
  const fleet = createFleet(
    (fn) => {
      const { url, credentialsFor } = endpoint();
      const credentials = credentialsFor(fn.logicalId);
      const sessionToken = randomUUID();
      const environment = startEnvironment(
        fn,
        {
          ...processEnvironment(fn, { region, endpointUrl: url, credentials, sessionToken }),
          NODE_COMPILE_CACHE: compileCache,
        },
        logOf(fn),
        options.clock.ahead,
      );
      for (const [token, { isAlive }] of bySessionToken) if (!isAlive()) bySessionToken.delete(token);
      bySessionToken.set(sessionToken, environment);
      return environment;
    },
    mostEnvironments,
    options.clock,
  );

  const find = (arnOrName: string): LambdaFunction => {
    const name =
      arnOrName
        .replace(/:\$LATEST$/, '')
        .split(':')
        .at(-1) ?? '';
    const fn = functions.get(name);
    if (!fn) throw new Error(`there is no function ${arnOrName}`);
    return fn;
  };

  const run = async (
    fn: LambdaFunction,
    environment: Environment,
    invocation: Parameters<Environment['invoke']>[0],
  ) => {
    const from = performance.now();
    let answer = '';
    try {
      answer = await environment.invoke(invocation);
      return answer;
    } finally {
      const milliseconds = performance.now() - from;
      options.onInvocation?.({ fn, event: invocation.event, answer, milliseconds });
    }
  };

  const invoke = async (functionArn: string, event: unknown, requestId: string): Promise<unknown> => {
    const fn = find(functionArn);
    const text = JSON.stringify(event) ?? 'null';
    const bytes = Buffer.byteLength(text);
    if (bytes > largestPayload) throw new RequestTooLargeError(bytes);
    const context = {
      awsRequestId: requestId,
      functionName: fn.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: fn.arn,
      memoryLimitInMB: String(fn.memoryMegabytes),
      logGroupName: `/aws/lambda/${fn.name}`,
      logStreamName: 'local',
    };
    try {
      const json = await fleet.use(fn, (environment) => run(fn, environment, { event: text, context }));
      if (Buffer.byteLength(json) <= largestPayload) return JSON.parse(json);
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestPayload} bytes).`;
      throw new FunctionError({ errorType: 'Function.ResponseSizeTooLarge', errorMessage });
    } catch (error) {
      if (error instanceof FunctionError)
        logOf(fn).line(JSON.stringify({ level: 'ERROR', requestId, ...error.report }));
      throw error;
    }
  };

  const sendToQueue = async (functionArn: string, queueArn: string, body: string): Promise<void> => {
    // As in AWS, the function's own role must be allowed to send to its destination.
    const { url, credentialsFor } = endpoint();
    const credentials = credentialsFor(find(functionArn).logicalId);
    const client = localSqsClient({ endpointUrl: url, region, credentials });
    const QueueUrl = await queueUrlOf(client, queueArn);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    client.destroy();
  };

  const asynchronous = createAsyncInvocations({ ...options, invoke, sendToQueue });

  return {
    find,
    permits: (functionArn, principal, sourceArn) =>
      (permissions.get(find(functionArn)) ?? []).some((one) => permits(one, principal, sourceArn)),
    isBusy: fleet.isBusy,
    kill: (sessionToken) => bySessionToken.get(sessionToken)?.kill(),
    stop: fleet.stop,
    invoker: {
      invoke: (functionArn, event) => invoke(functionArn, event, randomUUID()),
      invokeAsync: (functionArn, event) => asynchronous.invokeAsync(find(functionArn).arn, event),
    },
    handlers: {
      'AWS::Lambda::Function': async (resource, context) => {
        const fn = readFunction(resource, context, options.assetPath);
        functions.set(fn.name, fn);
        return { ref: fn.name, attributes: { Arn: fn.arn } };
      },
      'AWS::Lambda::Permission': async (resource) => {
        const permission = readPermission(resource);
        const fn = find(permission.FunctionName);
        permissions.set(fn, [...(permissions.get(fn) ?? []), permission]);
        return { ref: resource.logicalId };
      },
      'AWS::Lambda::EventInvokeConfig': async (resource) => {
        const { functionName, ...settings } = readEventInvokeConfig(resource);
        asynchronous.configure(find(functionName).arn, settings);
        return { ref: resource.logicalId };
      },
    },
  };
};
