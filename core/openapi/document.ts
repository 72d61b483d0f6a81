import * as z from 'zod';
import { needsKey, type Operation } from '../api/operation.ts';
import { operations } from '../api/operations.ts';
import { routes } from '../api/routes.ts';
import { Problem } from '../problem.ts';
import {
  type Converted,
  type Direction,
  type JsonSchema,
  jsonSchemas,
  type SchemaOf,
} from './json-schema.ts';
import { fieldsOf, parametersOf } from './parameters.ts';
import { exampleObjects, responsesOf } from './responses.ts';

const base = '#/components/schemas/';

const inputsOf = (operation: Operation): z.ZodType[] => [
  ...fieldsOf(operation).map(([, , field]) => field),
  ...(operation.body ? [operation.body.schema] : []),
];

const outputsOf = ({ answers }: Operation): z.ZodType[] =>
  Object.values(answers).flatMap(({ schema }) => schema ?? []);

const GatewayMessage = z.strictObject({ message: z.string() });

/** One namespace for both directions, so a name must mean the same in both. */
const merged = (input: Converted, output: Converted): Record<string, JsonSchema> => {
  for (const [id, schema] of Object.entries(input.named)) {
    const other = output.named[id];
    if (other && JSON.stringify(other) !== JSON.stringify(schema)) {
      throw new Error(`${id} is another schema in requests than in answers: give it two ids`);
    }
  }
  const all = Object.entries({ ...input.named, ...output.named });
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const operationObject = (operationId: string, operation: Operation, schemaOf: SchemaOf) => {
  const { tag, summary, description, access, body } = operation;
  const parameters = parametersOf(operation, schemaOf);
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: needsKey(access) ? [{ apiKey: [access] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schemaOf(body.schema, 'input'),
            examples: exampleObjects(body.examples),
          },
        },
      },
    }),
    responses: responsesOf(operation, schemaOf),
  };
};

const pathsOf = (schemaOf: SchemaOf) => {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, calls]) => [
      path,
      Object.fromEntries(
        calls.map(({ method, operationId }) => [
          method.toLowerCase(),
          operationObject(operationId, operations[operationId], schemaOf),
        ]),
      ),
    ]),
  );
};

/** The OpenAPI 3.1 document of the API: https://spec.openapis.org/oas/v3.1.1 */
export const openApiDocument = (version: string) => {
  const all = Object.values(operations);
  const converted: Record<Direction, Converted> = {
    input: jsonSchemas(all.flatMap(inputsOf), 'input', base),
    output: jsonSchemas([Problem, GatewayMessage, ...all.flatMap(outputsOf)], 'output', base),
  };
  const schemaOf: SchemaOf = (schema, io) => converted[io].schemas.get(schema) ?? {};
  return {
    openapi: '3.1.1',
    info: {
      title: 'SMS pipeline',
      version,
      description:
        'Send texts through any of several carriers, and know what became of each. JSON over HTTPS; every refusal ' +
        'is `application/problem+json` (RFC 9457) with a `code` for programs.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Messages', description: 'Texts, and what became of them.' },
      { name: 'Opt-outs', description: 'Who does not want your texts.' },
      { name: 'Keys', description: 'Who may call. For keys with the scope `admin`.' },
      { name: 'Carriers', description: 'What carriers call, not applications.' },
      { name: 'Service', description: 'The service itself.' },
    ],
    paths: pathsOf(schemaOf),
    components: {
      schemas: merged(converted.input, converted.output),
      responses: {
        Gateway: {
          description:
            "The gateway's own answer, before or instead of ours: too many requests (429), a body over 10 MB (413), " +
            'headers over 10 KB (431), or no answer in time (503).',
          content: {
            'application/json': {
              schema: schemaOf(GatewayMessage, 'output'),
              examples: exampleObjects({ throttled: { message: 'Too Many Requests' } }),
            },
          },
        },
      },
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'sms_<environment>_<key id>_<secret>',
          description: 'An API key, with the scope that the call names.',
        },
      },
    },
  };
};
