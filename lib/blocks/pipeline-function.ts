import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type IDestination,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import product from '../../package.json' with { type: 'json' };
import { bundledCode } from './bundled-code.ts';
import type { CommonVariables, FunctionEnvironment, FunctionName, LogLevel } from './function-environment.ts';
import { metricsNamespace } from './metrics-namespace.ts';

/** How the functions log. */
export interface LogSettings {
  /** How long log lines are kept. */
  readonly retention: RetentionDays;

  /** The least important line that is written. */
  readonly level: LogLevel;
}

export interface PipelineFunctionProps<Name extends FunctionName> {
  /** The folder in `lambdas/` whose `handler.ts` this function runs. */
  readonly name: Name;

  /** What the function does, in one sentence for the console. */
  readonly description: string;

  /** The function's variables beside the common ones. */
  readonly environment: FunctionEnvironment<Name>;

  /** How the function logs. */
  readonly logs: LogSettings;

  /**
   * Memory in MB; Lambda gives CPU in proportion.
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Whether the function puts entries into the queue that feeds it, to try them again later.
   * @default false
   */
  readonly requeues?: boolean;

  /**
   * Where an asynchronous event goes that the function failed on three times.
   * @default - it is dropped
   */
  readonly onFailure?: IDestination;
}

/** No invocation runs longer: queues and claims count on it. */
export const functionTimeout = Duration.seconds(10);

const applicationLogLevels: Readonly<Record<LogLevel, ApplicationLogLevel>> = {
  debug: ApplicationLogLevel.DEBUG,
  info: ApplicationLogLevel.INFO,
  warn: ApplicationLogLevel.WARN,
  error: ApplicationLogLevel.ERROR,
};

/** A function of the pipeline: one small bundle, one role of its own, one log group with an end. */
export class PipelineFunction<Name extends FunctionName> extends LambdaFunction {
  constructor(scope: Construct, id: string, props: PipelineFunctionProps<Name>) {
    const common: CommonVariables = {
      LOG_LEVEL: props.logs.level,
      SERVICE_VERSION: product.version,
      METRICS_NAMESPACE: metricsNamespace(scope),
    };
    // The default role carries a managed policy that may write every log of the account: this one starts empty.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logs.retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    super(scope, id, {
      description: props.description,
      code: bundledCode(props.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: functionTimeout,
      environment: { ...common, ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: applicationLogLevels[props.logs.level],
      // A start and a report line for each invocation cost more than they tell beside the metrics.
      systemLogLevelV2: SystemLogLevel.WARN,
      // Lambda takes entries that come around for a runaway loop and stops them after about 16 rounds.
      recursiveLoop: props.requeues ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
      ...(props.onFailure && { onFailure: props.onFailure, retryAttempts: 2 }),
    });
    logGroup.grantWrite(role);
  }
}
