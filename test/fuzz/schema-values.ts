import fc from 'fast-check';
import * as z from 'zod';
import document from '../../docs/openapi.json' with { type: 'json' };
import { harmfulTime } from './json-values.ts';

/** JSON Schema, as far as the API's document uses it. */
const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

const numbers = [
  '+447700900001',
  '+15005550006',
  '+33612345678',
  '+919876543210',
  '07700 900001',
  '+442079460000',
];
const soon = () => new Date(Date.now() + 600_000).toISOString();

/** What a field of this name means, so that many values come through to where the work is done. */
const meant: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  to: fc.constantFrom(...numbers),
  from: fc.constantFrom('ACME', '+447700900100', '60777', 'Twelve letters'),
  body: fc.oneof(
    fc.constantFrom('Your code is 482913.', 'It’s here', 'Привет', '😀', 'x'.repeat(161), '{}^€'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  ),
  sendAt: fc.constantFrom(soon(), '2020-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '9999-12-31T23:59:59Z'),
  carrier: fc.constantFrom('twilio', 'sandbox', 'pigeon'),
  defaultCountry: fc.constantFrom('GB', 'US', 'IN', 'ZZ'),
  countries: fc.constantFrom(['GB'], ['GB', 'US']),
  recipients: fc.constantFrom(['+447700900001']),
  expiresAt: fc.oneof(fc.constantFrom('2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z'), harmfulTime),
};

const referred = (ref: string): unknown => {
  const steps = ref.replace('#/', '').split('/');
  return steps.reduce<unknown>((node, step) => Object(node)[step], document);
};

const stringOf = ({ pattern, format, minLength = 0, maxLength = 30, examples }: Schema) => {
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) };
  const plain = fc.string({ unit: 'grapheme', ...length });
  const formed =
    format === 'date-time'
      ? harmfulTime
      : pattern === undefined
        ? plain
        : fc.stringMatching(new RegExp(pattern));
  return examples ? fc.oneof(fc.constantFrom(...examples), formed) : formed;
};

const objectOf = ({ properties = {}, required, additionalProperties }: Schema): fc.Arbitrary<unknown> => {
  if (Object.keys(properties).length === 0) {
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 10 }), valuesOf(additionalProperties ?? {}), {
      maxKeys: 3,
    });
  }
  const fields = Object.entries(properties).map(([name, field]): [string, fc.Arbitrary<unknown>] => {
    const own = Object.hasOwn(meant, name) ? meant[name] : undefined;
    const bySchema = valuesOf(field);
    return [
      name,
      own ? fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: bySchema }) : bySchema,
    ];
  });
  const optional = fields.map(([name]) => name).filter((name) => !required.includes(name));
  // Few at a time: with many, one of them is nearly always refused.
  return fc
    .subarray(optional, { maxLength: Math.min(3, optional.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries(fields.filter(([name]) => [...required, ...chosen].includes(name)))),
    );
};

/** Values that fit a schema of the document, or nearly: it cannot say everything that the API asks for. */
export const valuesOf = (given: unknown): fc.Arbitrary<unknown> => {
  const schema = Schema.parse(given);
  if (schema.$ref !== undefined) return valuesOf(referred(schema.$ref));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array': {
      const { minItems = 0, maxItems = 3 } = schema;
      return fc.array(valuesOf(schema.items), { minLength: minItems, maxLength: Math.min(maxItems, 5) });
    }
    case 'string':
      return stringOf(schema);
    case 'integer':
    case 'number': {
      const { minimum = -1_000, maximum = 300_000 } = schema;
      return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
    }
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
};
