import { asCall } from './call.ts';
import { substitute } from './substitution.ts';

/** What the intrinsic functions look up. `undefined` stands for AWS::NoValue. */
export type Scope = {
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, name: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly mapping: (map: string, first: string, second: string) => unknown;
  /** Turns a URL that a template puts together from an id into the one that answers on this machine. */
  readonly localUrl: (text: string) => string;
};

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const text = (value: unknown, where: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Error(`${where}: expected a string, got ${JSON.stringify(value)}`);
};

const list = (value: unknown, where: string, length?: number): unknown[] => {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  const wanted = length === undefined ? 'a list' : `a list of ${length}`;
  throw new Error(`${where}: expected ${wanted}, got ${JSON.stringify(value)}`);
};

const truth = (value: unknown, where: string): boolean => {
  if (typeof value === 'boolean') return value;
  throw new Error(`${where}: expected a condition, got ${JSON.stringify(value)}`);
};

const getAtt: Intrinsic = (argument, scope) => {
  const [logicalId, ...name] =
    typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt', 2);
  const attribute = name.map((part) => text(evaluate(part, scope), 'Fn::GetAtt')).join('.');
  return scope.attribute(text(logicalId, 'Fn::GetAtt'), attribute);
};

const sub: Intrinsic = (argument, scope) => {
  const [template, variables] = Array.isArray(argument) ? list(argument, 'Fn::Sub', 2) : [argument, {}];
  const values = new Map(Object.entries(Object(evaluate(variables, scope))));
  const filled = substitute(text(template, 'Fn::Sub'), (name) => {
    if (values.has(name)) return text(values.get(name), 'Fn::Sub');
    return text(name.includes('.') ? getAtt(name, scope) : scope.ref(name), `Fn::Sub of ${name}`);
  });
  return scope.localUrl(filled);
};

const select: Intrinsic = (argument, scope) => {
  const [index, items] = list(evaluate(argument, scope), 'Fn::Select', 2);
  const chosen = list(items, 'Fn::Select')[Number(index)];
  if (chosen === undefined)
    throw new Error(`Fn::Select: there is no item ${index} in ${JSON.stringify(items)}`);
  return chosen;
};

const conditions = (argument: unknown, scope: Scope, name: string): boolean[] =>
  list(argument, name).map((one) => truth(evaluateCondition(one, scope), name));

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(evaluate(argument, scope), 'Fn::Join', 2);
    const texts = list(items, 'Fn::Join').map((item) => text(item, 'Fn::Join'));
    return scope.localUrl(texts.join(text(separator, 'Fn::Join')));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(evaluate(argument, scope), 'Fn::Split', 2);
    return text(whole, 'Fn::Split').split(text(separator, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(evaluate(argument, scope), 'Fn::FindInMap', 3);
    const where = 'Fn::FindInMap';
    return scope.mapping(text(map, where), text(first, where), text(second, where));
  },
  'Fn::If': (argument, scope) => {
    const [name, then, otherwise] = list(argument, 'Fn::If', 3);
    return evaluate(scope.condition(text(name, 'Fn::If')) ? then : otherwise, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, 'Fn::Equals', 2).map((side) => evaluate(side, scope));
    return text(left, 'Fn::Equals') === text(right, 'Fn::Equals');
  },
  'Fn::And': (argument, scope) => conditions(argument, scope, 'Fn::And').every(Boolean),
  'Fn::Or': (argument, scope) => conditions(argument, scope, 'Fn::Or').some(Boolean),
  'Fn::Not': (argument, scope) => !conditions(argument, scope, 'Fn::Not').some(Boolean),
};

/** Resolves every intrinsic function in a value; what is AWS::NoValue is left out of its list or object. */
export const evaluate = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value))
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const call = asCall(value);
  if (!call) {
    const entries = Object.entries(value).map(([key, item]) => [key, evaluate(item, scope)]);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }
  const intrinsic = intrinsics[call.name];
  if (!intrinsic) throw new Error(`${call.name} is not supported by the local cloud`);
  return intrinsic(call.argument, scope);
};

/** As `evaluate`, inside of the Conditions section, where `{ Condition: name }` names another condition. */
export const evaluateCondition = (value: unknown, scope: Scope): unknown => {
  if (typeof value === 'object' && value !== null && 'Condition' in value)
    return scope.condition(text(value.Condition, 'Condition'));
  return evaluate(value, scope);
};
