import type * as z from 'zod';
import { eventCatalogue } from './event-catalogue.ts';
import { type JsonSchema, jsonSchemas } from './openapi/json-schema.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const base = '#/$defs/';

/** JSON Schema 2020-12 of an event's `detail`, complete in itself. */
const schemaOf = (type: string, description: string, schema: z.ZodType): JsonSchema => {
  const { schemas, named } = jsonSchemas([schema], 'output', base);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    description,
    ...schemas.get(schema),
    $defs: named,
  };
};

const resolved = (schema: JsonSchema, named: JsonSchema['$defs'] = {}): JsonSchema =>
  ({ ...named[schema.$ref?.slice(base.length) ?? ''], ...schema }) satisfies JsonSchema;

const typeOf = ({ $ref, const: only, enum: values, type }: JsonSchema): string => {
  if (only !== undefined) return `\`${only}\``;
  if ($ref !== undefined) return $ref.slice(base.length);
  return values ? values.map((value) => `\`${value}\``).join(', ') : String(type ?? 'any');
};

/** The rows of a table: each field with its path. */
const rowsOf = (schema: JsonSchema, named: JsonSchema['$defs'], path = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [];
    const full = resolved(field, named);
    const presence = schema.required?.includes(name) ? '' : 'optional. ';
    const row = `| \`${path}${name}\` | ${typeOf(field)} | ${presence}${full.description ?? ''} |`;
    return [row, ...rowsOf(field, named, `${path}${name}.`)];
  });

const pageOf = (type: string, description: string, schema: JsonSchema, example: unknown): string => `# ${type}

${description}

\`\`\`json
${json({ version: '0', source: 'sms-pipeline', 'detail-type': type, detail: example }).trim()}
\`\`\`

| field of \`detail\` | type | |
|---|---|---|
${rowsOf(resolved(schema, schema.$defs), schema.$defs).join('\n')}

[JSON Schema](${type}.schema.json) · [every event](README.md)
`;

const index = (): string => `# Events

Every event is in EventBridge's envelope, with \`source\` \`sms-pipeline\` and its type as \`detail-type\`. Subscribers see each at
least once, with the same \`id\` each time, and may see them out of order: see [statuses and events](../statuses.md).

| type | published when |
|---|---|
${Object.entries(eventCatalogue)
  .map(([type, { description }]) => `| [\`${type}\`](${type}.md) | ${description} |`)
  .join('\n')}
`;

/** The documentation of the events, by file name: an index, and a page and a schema for each. */
export const eventPages = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', index()],
    ...Object.entries(eventCatalogue).flatMap(([type, { description, schema, example }]) => {
      const detail = schemaOf(type, description, schema);
      return [
        [`${type}.md`, pageOf(type, description, detail, example)],
        [`${type}.schema.json`, json(detail)],
      ] as const;
    }),
  ]);
