import { mkdirSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { createCustomResources } from './custom-resources/custom-resources.ts';
import { createEventSources } from './event-sources/event-sources.ts';
import { createFunctions, type Endpoint, type Functions } from './functions/functions.ts';
import type { ObserveInvocation } from './functions/invocation.ts';
import { createHttpApis } from './http-api/http-apis.ts';
import type { CloudContext, ResourceHandler } from './resource.ts';
import { createJobs } from './state/jobs.ts';
import { openStore } from './state/store.ts';
import { openAssembly } from './template/assembly.ts';
import { type Deployment, deploy } from './template/deploy.ts';
import { roleHandlers } from './template/role-resources.ts';
import { readTemplate } from './template/template.ts';

/** The AWS services behind the one endpoint, with the resource types that they bring. */
export type Services = Endpoint & {
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  /** Parameters that only the services know, such as where a simulator listens; for templates that have them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly stop?: () => Promise<void>;
};

export type LocalCloudOptions<S extends Services = Services> = {
  /** Folder that `cdk synth` wrote. */
  readonly templateDir: string;
  /** Which stack, when the folder holds several. */
  readonly stackName?: string;
  /** Folder of all state; what is in it survives a crash. */
  readonly dataDir: string;
  /** Port of the first HTTP API; 0: that of the last run if it is free, else any. */
  readonly port: number;
  readonly clock: Clock;
  readonly report: (line: string) => void;
  readonly services: (context: CloudContext) => Promise<S>;
  /** Called once all resources are there and before anything runs. */
  readonly onDeployed?: (deployment: Deployment, services: S) => Promise<void> | void;
  readonly onInvocation?: ObserveInvocation;
  /** Function environments at a time. @default 16 */
  readonly mostEnvironments?: number;
};

export type LocalCloud<S extends Services = Services> = Deployment & {
  readonly context: CloudContext;
  readonly services: S;
  /** `http://127.0.0.1:port` of the template's first HTTP API, if it has one. */
  readonly apiUrl: string | undefined;
  readonly functions: Pick<Functions, 'isBusy' | 'kill'>;
  /** Drains the HTTP APIs, lets batches and jobs finish, and ends the workers. */
  readonly stop: () => Promise<void>;
};

/** Runs undo steps in the opposite order of their making, each even if one before has failed. */
const createUndo = () => {
  const steps: (() => Promise<void> | void)[] = [];
  const run = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const step of steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'the local cloud did not stop cleanly');
  };
  return { later: (step: () => Promise<void> | void) => void steps.push(step), run };
};

/** Deploys a synthesized stack on this machine and runs it. */
export const startLocalCloud = async <S extends Services>(
  options: LocalCloudOptions<S>,
): Promise<LocalCloud<S>> => {
  const { dataDir, clock, report, port } = options;
  const assembly = openAssembly(options.templateDir, options.stackName);
  const template = readTemplate(assembly.templatePath);
  mkdirSync(dataDir, { recursive: true });
  const undo = createUndo();

  try {
    const store = openStore(dataDir);
    undo.later(() => store.close());
    const jobs = createJobs(store, clock);
    const base = { accountId: '000000000000', region: 'us-east-1', dataDir, clock, store, jobs, report };

    let started: S | undefined;
    const endpoint = (): Endpoint => {
      if (!started) throw new Error('the AWS endpoint has not started yet');
      return started;
    };
    const functions = createFunctions({
      ...base,
      endpoint,
      assetPath: assembly.assetPath,
      ...(options.onInvocation && { onInvocation: options.onInvocation }),
      ...(options.mostEnvironments && { mostEnvironments: options.mostEnvironments }),
    });
    const context: CloudContext = { ...base, functions: functions.invoker };
    const services = await options.services(context);
    started = services;
    undo.later(() => services.stop?.());
    undo.later(functions.stop);
    undo.later(jobs.stop);

    const eventSources = createEventSources(context, functions, {
      endpointUrl: services.url,
      credentials: services.credentialsFor('event-source-mapping'),
    });
    undo.later(eventSources.stop);
    const httpApis = createHttpApis(context, functions, port);
    undo.later(httpApis.stop);

    const customResources = createCustomResources(context, assembly.stackName);

    const handlers = {
      'AWS::CloudFormation::CustomResource': customResources.handler,
      ...services.handlers,
      ...functions.handlers,
      ...eventSources.handlers,
      ...httpApis.handlers,
      ...roleHandlers,
    };
    const { stackName } = assembly;
    const deployment = await deploy(template, handlers, context, {
      stackName,
      parameters: Object.fromEntries(
        Object.entries(services.parameters).filter(([name]) => Object.hasOwn(template.Parameters, name)),
      ),
      localUrl: httpApis.localUrl,
    });
    if (deployment.withoutEffect.length > 0)
      report(`without local effect: ${deployment.withoutEffect.join(', ')}`);
    await options.onDeployed?.(deployment, services);
    await customResources.make();

    httpApis.start();
    eventSources.start();
    jobs.start();

    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopped ??= undo.run();
      return stopped;
    };
    const [apiUrl] = httpApis.urls().values();
    return { ...deployment, context, services, functions, apiUrl, stop };
  } catch (error) {
    await undo.run().catch((failure: unknown) => report(String(failure)));
    throw error;
  }
};
