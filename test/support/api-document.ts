import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import document from '../../docs/openapi.json' with { type: 'json' };

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'api');

/** The document's parts in which an answer or a body is described, as far as this test reads them. */
const Content = z.record(
  z.string(),
  z.object({ examples: z.record(z.string(), z.object({ value: z.unknown() })).optional() }),
);
const Described = z.object({ content: Content.optional() });
const DescribedOperation = z.object({
  operationId: z.string(),
  requestBody: Described.optional(),
  responses: z.record(z.string(), z.union([Described, z.object({ $ref: z.string() })])),
});
const Paths = z.record(z.string(), z.record(z.string(), DescribedOperation));
const paths = Paths.parse(document.paths);

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (...parts: readonly string[]): string => `#/${parts.map(escaped).join('/')}`;

/** What is wrong with a value by the schema at the place of the document; empty: nothing. */
export const faultsAt = (place: string, value: unknown): string[] => {
  const validate = ajv.getSchema(`api${place}`);
  if (!validate) throw new Error(`the document has nothing at ${place}`);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const describedIn = (at: readonly string[], { content = {} }: z.infer<typeof Described>) =>
  Object.entries(content).map(([type, { examples }]) => ({
    type,
    place: pointer(...at, 'content', type, 'schema'),
    examples: Object.entries(examples ?? {}).map(([name, { value }]) => ({ name, value })),
  }));

/** What an operation takes and answers: where its schemas are, and their examples. */
export const describedCalls = Object.entries(paths).flatMap(([path, calls]) =>
  Object.entries(calls).map(([method, { operationId, requestBody, responses }]) => ({
    path,
    method: method.toUpperCase(),
    operationId,
    request: requestBody ? describedIn(['paths', path, method, 'requestBody'], requestBody) : [],
    responses: new Map(
      Object.entries(responses).map(([status, response]) => [
        status,
        '$ref' in response
          ? describedIn(['components', 'responses', 'Gateway'], document.components.responses.Gateway)
          : describedIn(['paths', path, method, 'responses', status], response),
      ]),
    ),
  })),
);
