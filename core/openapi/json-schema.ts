import * as z from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;
export type Direction = 'input' | 'output';

/** What zod writes down although it says nothing to a reader: the bounds of doubles, and `format` once more in full. */
const plain = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
};

/** Schemas as they stand, and by their ids those that are named. */
export type Converted = {
  readonly schemas: ReadonlyMap<z.ZodType, JsonSchema>;
  readonly named: Readonly<Record<string, JsonSchema>>;
};

/**
 * JSON Schema 2020-12 of zod schemas. A schema with an id stands once, under its id, and everywhere else by
 * reference: `<base><id>`.
 */
export const jsonSchemas = (schemas: readonly z.ZodType[], io: Direction, base: string): Converted => {
  const all = z.object(Object.fromEntries(schemas.map((schema, i) => [`schema${i}`, schema])));
  const text = JSON.stringify(z.toJSONSchema(all, { io, override: plain }));
  const {
    properties = {},
    $defs = {},
  }: { properties?: Record<string, JsonSchema>; $defs?: Record<string, JsonSchema> } = JSON.parse(
    text.replaceAll('"#/$defs/', `"${base}`),
  );
  return {
    schemas: new Map(schemas.map((schema, i) => [schema, properties[`schema${i}`] ?? {}])),
    named: $defs,
  };
};

/** The schema of a JSON body or of a parameter, by reference where it has a name. */
export type SchemaOf = (schema: z.ZodType, io: Direction) => JsonSchema;
