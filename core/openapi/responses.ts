import { type Access, type Answer, needsKey, type Operation } from '../api/operation.ts';
import { problemExample } from '../api/problem-examples.ts';
import { type ProblemCode, problemCatalogue } from '../problem.ts';
import type { SchemaOf } from './json-schema.ts';

type ByName = Readonly<Record<string, unknown>>;

export const exampleObjects = (examples: ByName): ByName =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));

const headerObjects = (headers: Readonly<Record<string, string>>): ByName =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

const contentOf = ({ schema, examples, contentType }: Answer, schemaOf: SchemaOf): ByName | undefined => {
  if (contentType !== undefined) return { [contentType]: {} };
  if (!schema) return undefined;
  return {
    'application/json': {
      schema: schemaOf(schema, 'output'),
      ...(examples && { examples: exampleObjects(examples) }),
    },
  };
};

/** How a caller with a key learns what is left to it: draft-ietf-httpapi-ratelimit-headers. */
const limitHeaders = {
  'RateLimit-Policy': 'The limits of the key and its tenant: quota `q` in a window of `w` seconds.',
  RateLimit: 'What remains of each (`r`), and the seconds until there is more (`t`).',
};

const answerObject = (answer: Answer, access: Access, schemaOf: SchemaOf): ByName => {
  const content = contentOf(answer, schemaOf);
  const headers = { ...answer.headers, ...(needsKey(access) && limitHeaders) };
  return {
    description: answer.description,
    ...(Object.keys(headers).length > 0 && { headers: headerObjects(headers) }),
    ...(content && { content }),
  };
};

const keyProblems = ['missing_api_key', 'invalid_api_key', 'forbidden', 'rate_limited'] as const;

/** Every refusal that a call can meet. */
export const problemsOf = ({ access, body, problems }: Operation): ReadonlySet<ProblemCode> => {
  return new Set<ProblemCode>([
    ...problems,
    ...(needsKey(access) ? keyProblems : []),
    ...(body ? (['malformed_json', 'unsupported_media_type'] as const) : []),
    // Of a call that takes no body, too
    'body_too_large',
    'internal_error',
  ]);
};

/** The headers with which a status comes. */
const problemHeaders: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  429: { 'Retry-After': 'Seconds until there is room.' },
};

const problemObject = (status: number, codes: readonly ProblemCode[]): ByName => {
  const headers = problemHeaders[status];
  return {
    description: codes.map((code) => `\`${code}\`: ${problemCatalogue[code].title}.`).join(' '),
    ...(headers && { headers: headerObjects(headers) }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        examples: exampleObjects(Object.fromEntries(codes.map((code) => [code, problemExample(code)]))),
      },
    },
  };
};

/** All that a call can be answered with, by status. */
export const responsesOf = (operation: Operation, schemaOf: SchemaOf): ByName => {
  const answers = Object.entries(operation.answers).map(
    ([status, answer]) => [status, answerObject(answer, operation.access, schemaOf)] as const,
  );
  const byStatus = Map.groupBy(problemsOf(operation), (code) => problemCatalogue[code].status);
  const problems = [...byStatus].map(
    ([status, codes]) => [String(status), problemObject(status, codes)] as const,
  );
  return {
    ...Object.fromEntries([...answers, ...problems]),
    default: { $ref: '#/components/responses/Gateway' },
  };
};
