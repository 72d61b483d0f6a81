import * as z from 'zod';
import type { Operation } from '../api/operation.ts';
import type { SchemaOf } from './json-schema.ts';

type Place = 'path' | 'query' | 'header';

/** The fields of each place in which a call takes parameters. */
export const fieldsOf = ({
  pathParameters,
  query,
  headers,
}: Operation): readonly [Place, string, z.ZodType][] =>
  (
    [
      ['path', pathParameters],
      ['query', query],
      ['header', headers],
    ] as const
  ).flatMap(([place, object]) =>
    Object.entries(object?.shape ?? {}).map(([name, field]): [Place, string, z.ZodType] => [
      place,
      name,
      z.instanceof(z.ZodType).parse(field),
    ]),
  );

export const parametersOf = (operation: Operation, schemaOf: SchemaOf) =>
  fieldsOf(operation).map(([place, name, field]) => {
    const { description = field.description, examples, ...schema } = schemaOf(field, 'input');
    return {
      name,
      in: place,
      required: !field.safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: { ...schema, ...(examples && { examples }) },
    };
  });
