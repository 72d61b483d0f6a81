import type { CloudContext, Created } from '../resource.ts';
import { evaluateCondition, type Scope } from './intrinsics.ts';
import { resolveParameters } from './parameters.ts';
import type { Template } from './template.ts';

export type ScopeOptions = {
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** See Scope; @default texts stay as they are. */
  readonly localUrl?: (text: string) => string;
};

const pseudoParameters = (
  { region, accountId }: Pick<CloudContext, 'region' | 'accountId'>,
  stackName: string,
): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ['AWS::Region', region],
    ['AWS::AccountId', accountId],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', undefined],
  ]);

/** What the intrinsic functions of a template see, with the resources that were created so far. */
export const createScope = (
  template: Template,
  created: ReadonlyMap<string, Created>,
  context: Pick<CloudContext, 'region' | 'accountId'>,
  options: ScopeOptions,
): Scope => {
  const pseudo = pseudoParameters(context, options.stackName);
  const parameters = resolveParameters(template.Parameters, options.parameters);
  const conditions = new Map<string, boolean>();

  const resource = (logicalId: string): Created => {
    const found = created.get(logicalId);
    if (found) return found;
    throw new Error(`${logicalId} is neither a parameter nor a resource that this deployment creates`);
  };

  const scope: Scope = {
    localUrl: options.localUrl ?? ((text) => text),
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const parameter = parameters.get(name);
      return parameter ? parameter() : resource(name).ref;
    },
    attribute: (logicalId, name) => {
      const attributes = resource(logicalId).attributes ?? {};
      if (Object.hasOwn(attributes, name)) return attributes[name];
      const known = Object.keys(attributes).join(', ') || 'none';
      throw new Error(
        `Fn::GetAtt of ${logicalId}: no attribute ${name} in the local cloud (known: ${known})`,
      );
    },
    condition: (name) => {
      const known = conditions.get(name);
      if (known !== undefined) return known;
      if (!Object.hasOwn(template.Conditions, name)) throw new Error(`the template has no condition ${name}`);
      const value = evaluateCondition(template.Conditions[name], scope) === true;
      conditions.set(name, value);
      return value;
    },
    mapping: (map, first, second) => {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value !== undefined) return value;
      throw new Error(`Fn::FindInMap: there is no ${map}.${first}.${second}`);
    },
  };
  return scope;
};
