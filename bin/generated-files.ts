import { eventPages } from '../core/event-pages.ts';
import { openApiDocument } from '../core/openapi/document.ts';
import { typeDeclarations } from '../core/openapi/type-declarations.ts';
import product from '../package.json' with { type: 'json' };

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every file that is made of the code, by its path in the repository. */
export const generatedFiles = (): ReadonlyMap<string, string> => {
  const document = openApiDocument(product.version);
  return new Map([
    ['docs/openapi.json', json(document)],
    ['client/api-types.ts', typeDeclarations(document.components.schemas)],
    ...[...eventPages()].map(([name, text]) => [`docs/events/${name}`, text] as const),
  ]);
};
