import type { Parameter } from './template.ts';

const check = (name: string, parameter: Parameter, text: string): void => {
  const refuse = (why: string): never => {
    throw new Error(`parameter ${name}: "${text}" ${parameter.ConstraintDescription ?? why}`);
  };
  const { AllowedValues, AllowedPattern, MinLength = 0, MaxLength = Number.POSITIVE_INFINITY } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(text)) refuse(`is none of ${AllowedValues}`);
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(text))
    refuse(`does not match ${AllowedPattern}`);
  if (parameter.Type === 'String' && (text.length < MinLength || text.length > MaxLength))
    refuse(`has not ${MinLength} to ${MaxLength} characters`);
  if (parameter.Type !== 'Number') return;
  const { MinValue = Number.NEGATIVE_INFINITY, MaxValue = Number.POSITIVE_INFINITY } = parameter;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!(number >= MinValue && number <= MaxValue)) refuse(`is not a number from ${MinValue} to ${MaxValue}`);
};

const listItems = (text: string): string[] => (text === '' ? [] : text.split(',').map((item) => item.trim()));

const resolve = (name: string, parameter: Parameter, override: string | undefined): (() => unknown) => {
  const given = override ?? parameter.Default;
  if (given === undefined) throw new Error(`parameter ${name} has no default: a value must be given`);
  const text = String(given);
  switch (parameter.Type) {
    case 'String':
    case 'Number':
      check(name, parameter, text);
      return () => text;
    case 'CommaDelimitedList':
    case 'List<Number>':
      return () => listItems(text);
    default:
      // CDK's BootstrapVersion is of such a type, and nothing refers to it.
      return () => {
        throw new Error(`parameter ${name}: type ${parameter.Type} is not supported by the local cloud`);
      };
  }
};

/** What `Ref` gives for each parameter. Like CloudFormation, an override of an unknown parameter is refused. */
export const resolveParameters = (
  parameters: Readonly<Record<string, Parameter>>,
  overrides: Readonly<Record<string, string>>,
): ReadonlyMap<string, () => unknown> => {
  const unknown = Object.keys(overrides).filter((name) => !Object.hasOwn(parameters, name));
  if (unknown.length > 0) throw new Error(`the template has no parameter ${unknown.join(', ')}`);
  return new Map(
    Object.entries(parameters).map(([name, parameter]) => [name, resolve(name, parameter, overrides[name])]),
  );
};
