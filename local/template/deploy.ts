import type { CloudContext, Created, Resource, ResourceHandler } from '../resource.ts';
import { evaluate } from './intrinsics.ts';
import { dependencyOrder } from './order.ts';
import { createScope, type ScopeOptions } from './scope.ts';
import type { Template, TemplateResource } from './template.ts';
import { handlerWithoutEffect } from './without-effect.ts';

export type DeployedResource = Resource & { readonly created: Created };

export type Deployment = {
  /** By logical id, in the order of their creation. */
  readonly resources: ReadonlyMap<string, DeployedResource>;
  readonly outputs: Readonly<Record<string, string>>;
  /** The resource types of the template that change nothing locally. */
  readonly withoutEffect: readonly string[];
};

/** Any type that begins so has the name that its author gave it. */
const customResource = 'AWS::CloudFormation::CustomResource';

const handlerOf = (
  type: string,
  handlers: Readonly<Record<string, ResourceHandler>>,
): ResourceHandler | undefined => {
  if (Object.hasOwn(handlers, type)) return handlers[type];
  return type.startsWith('Custom::') && !handlerWithoutEffect(type) ? handlers[customResource] : undefined;
};

const named = <T>(place: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
};

/** Every unsupported type at once: a person who ports a template wants the whole list, not the first entry. */
const refuseUnknownTypes = (
  wanted: ReadonlyMap<string, TemplateResource>,
  handlers: Readonly<Record<string, ResourceHandler>>,
): void => {
  const unknown = [...wanted].filter(
    ([, { Type }]) => !handlerOf(Type, handlers) && !handlerWithoutEffect(Type),
  );
  if (unknown.length === 0) return;
  const names = unknown.map(([logicalId, { Type }]) => `${logicalId} (${Type})`).join(', ');
  throw new Error(`the local cloud does not support: ${names}`);
};

const refuseUnknownNeeds = ({ Resources }: Template): void => {
  for (const [logicalId, { DependsOn }] of Object.entries(Resources)) {
    const unknown = DependsOn.find((needed) => !Object.hasOwn(Resources, needed));
    if (unknown !== undefined)
      throw new Error(`${logicalId} depends on ${unknown}, which the template does not have`);
  }
};

/** Creates the resources of a template in the order of their dependencies. */
export const deploy = async (
  template: Template,
  handlers: Readonly<Record<string, ResourceHandler>>,
  context: CloudContext,
  options: ScopeOptions,
): Promise<Deployment> => {
  const created = new Map<string, Created>();
  const resources = new Map<string, DeployedResource>();
  const withoutEffect = new Set<string>();
  const scope = createScope(template, created, context, options);
  const isWanted = ({ Condition }: { Condition?: string | undefined }): boolean =>
    Condition === undefined || scope.condition(Condition);
  const wanted = new Map(Object.entries(template.Resources).filter(([, resource]) => isWanted(resource)));
  refuseUnknownTypes(wanted, handlers);
  refuseUnknownNeeds(template);

  for (const logicalId of dependencyOrder(wanted, scope.condition)) {
    const type = wanted.get(logicalId)?.Type ?? '';
    const properties = named(`${logicalId} (${type})`, () =>
      Object.fromEntries(Object.entries(Object(evaluate(wanted.get(logicalId)?.Properties, scope)))),
    );
    const own = handlerOf(type, handlers);
    const handler = own ?? handlerWithoutEffect(type);
    if (!handler) throw new Error(`${logicalId}: no handler for ${type}`);
    if (!own) withoutEffect.add(type);
    const resource = { logicalId, type, properties };
    const result = await handler(resource, context);
    created.set(logicalId, result);
    resources.set(logicalId, { ...resource, created: result });
  }

  const outputs = Object.entries(template.Outputs)
    .filter(([, output]) => isWanted(output))
    .map(([name, { Value }]) => [name, String(named(`output ${name}`, () => evaluate(Value, scope)))]);
  return { resources, outputs: Object.fromEntries(outputs), withoutEffect: [...withoutEffect].sort() };
};
