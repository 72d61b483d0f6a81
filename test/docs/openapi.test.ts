import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { routes } from '../../core/api/routes.ts';
import { problemCatalogue } from '../../core/problem.ts';
import document from '../../docs/openapi.json' with { type: 'json' };
import { describedCalls, faultsAt } from '../support/api-document.ts';
import { checkExchange } from '../support/check-exchange.ts';

const open = routes.filter(({ path, method }) => {
  const item: Record<string, { security: unknown[] }> = document.paths[path];
  return item[method.toLowerCase()]?.security.length === 0;
});

describe('docs/openapi.json', () => {
  test('is an OpenAPI 3.1 document', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toMatchObject({ valid: true });
  });

  test('describes every route and no other', () => {
    const described = describedCalls.map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test('asks for an API key everywhere but at what is on this list', () => {
    expect(open.map(({ operationId }) => operationId).sort()).toEqual([
      'getDocument',
      'getExplorer',
      'getHealth',
      'getReference',
      'receiveWebhook',
      'receiveWebhookByGet',
    ]);
  });

  test('names every refusal that the API has', () => {
    // Only what no route takes is answered so.
    const unrouted = ['method_not_allowed'];
    const text = JSON.stringify(document.paths);
    const named = Object.keys(problemCatalogue).filter((code) => text.includes(`:problem:${code}"`));
    expect([...named, ...unrouted].sort()).toEqual(Object.keys(problemCatalogue).sort());
  });

  const examples = describedCalls.flatMap(({ operationId, request, responses }) =>
    [...request, ...[...responses.values()].flat()].flatMap(({ place, examples }) =>
      examples.map(({ name, value }) => ({ operationId, name, place, value })),
    ),
  );

  test.each(examples)('$operationId: the example $name is as its schema says', ({ place, value }) => {
    expect(faultsAt(place, value)).toEqual([]);
  });
});

describe('an answer', () => {
  const health = { method: 'GET', path: '/v1/health', contentType: 'application/json' };
  const good = { status: 'ok', version: '1', dependencies: {} };

  test('as documented passes', () => {
    expect(() => checkExchange({ ...health, status: 200, text: JSON.stringify(good) })).not.toThrow();
  });

  test.each([
    ['a field that is not documented', 200, { ...good, more: 1 }],
    ['a status that is not documented', 418, good],
  ])('with %s does not', (_, status, body) => {
    expect(() => checkExchange({ ...health, status, text: JSON.stringify(body) })).toThrow(
      'not as documented',
    );
  });
});
