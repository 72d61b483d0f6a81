import { asCall } from './call.ts';
import { placeholders } from './substitution.ts';
import type { TemplateResource } from './template.ts';

type Condition = (name: string) => boolean;

const beforeDot = (name: string): string => name.split('.')[0] ?? name;

const subReferences = (argument: unknown, condition: Condition): string[] => {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = new Set(Object.keys(Object(variables)));
  const names = typeof template === 'string' ? placeholders(template) : [];
  return [...names.filter((name) => !own.has(name)).map(beforeDot), ...references(variables, condition)];
};

/** The names that a value needs: by Ref, Fn::GetAtt and Fn::Sub, and only in the branches that are taken. */
export const references = (value: unknown, condition: Condition): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => references(item, condition));
  if (typeof value !== 'object' || value === null) return [];
  const call = asCall(value);
  if (!call) return Object.values(value).flatMap((item) => references(item, condition));
  const { name, argument } = call;
  if (name === 'Ref') return [String(argument)];
  if (name === 'Fn::GetAtt') {
    const [logicalId, ...rest] = Array.isArray(argument) ? argument : [beforeDot(String(argument))];
    return [String(logicalId), ...references(rest, condition)];
  }
  if (name === 'Fn::Sub') return subReferences(argument, condition);
  if (name === 'Fn::If' && Array.isArray(argument))
    return references(condition(String(argument[0])) ? argument[1] : argument[2], condition);
  return references(argument, condition);
};

/** Logical ids, each after all that it needs. Throws a sentence that names the members of a cycle. */
export const dependencyOrder = (
  resources: ReadonlyMap<string, TemplateResource>,
  condition: Condition,
): string[] => {
  const done = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    const resource = resources.get(logicalId);
    if (done.has(logicalId) || !resource) return;
    if (path.includes(logicalId)) {
      const cycle = [...path.slice(path.indexOf(logicalId)), logicalId];
      throw new Error(`circular dependency between resources: ${cycle.join(' -> ')}`);
    }
    for (const needed of [...resource.DependsOn, ...references(resource.Properties, condition)])
      visit(needed, [...path, logicalId]);
    done.add(logicalId);
  };
  for (const logicalId of resources.keys()) visit(logicalId, []);
  return [...done];
};
