import { openApiDocument } from '../core/openapi/document.ts';
import product from '../package.json' with { type: 'json' };

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every file that is made of the code, by its path in the repository. */
export const generatedFiles = (): ReadonlyMap<string, string> =>
  new Map([['docs/openapi.json', json(openApiDocument(product.version))]]);
