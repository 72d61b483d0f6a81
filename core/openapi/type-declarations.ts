import type { JsonSchema } from './json-schema.ts';

/** `true` and `false` are schemas, too. */
type Schema = JsonSchema | boolean;

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

const commentOf = ({ description }: JsonSchema, indent: string): string =>
  description === undefined ? '' : `${indent}/** ${description} */\n`;

const objectOf = (
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  indent: string,
): string => {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, given]) => {
    const schema: Schema = given;
    const comment = typeof schema === 'object' ? commentOf(schema, inner) : '';
    const type = typeOf(schema, inner);
    return `${comment}${inner}readonly ${name}${required.includes(name) ? `: ${type}` : `?: ${type} | undefined`};\n`;
  });
  if (fields.length > 0) return `{\n${fields.join('')}${indent}}`;
  return `Readonly<Record<string, ${typeOf(additionalProperties ?? true, indent)}>>`;
};

const unionOf = (schemas: readonly Schema[], operator: ' | ' | ' & ', indent: string): string =>
  schemas.map((schema) => typeOf(schema, indent)).join(operator);

/** The TypeScript type of the values that a schema takes, as far as a type can say it. */
const typeOf = (schema: Schema, indent: string): string => {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf ?? schema.oneOf) return unionOf(schema.anyOf ?? schema.oneOf ?? [], ' | ', indent);
  if (schema.allOf) return unionOf(schema.allOf, ' & ', indent);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return `readonly (${Array.isArray(schema.items) ? 'unknown' : typeOf(schema.items ?? true, indent)})[]`;
    case 'object':
      return objectOf(schema, indent);
    default:
      return 'unknown';
  }
};

/** A TypeScript module with one exported type a schema, under its name: no code, so nothing at run time. */
export const typeDeclarations = (schemas: Readonly<Record<string, JsonSchema>>): string =>
  [
    '// Written by `npm run docs` from the schemas of the API.\n',
    ...Object.entries(schemas).map(
      ([name, schema]) => `${commentOf(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`,
    ),
  ].join('\n');
