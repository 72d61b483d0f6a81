import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Handler = (event: unknown, context: unknown) => unknown;

const extensions = ['.mjs', '.js', '.cjs'];

class HandlerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const pick = (module: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (Object(value) === value ? Reflect.get(Object(value), key) : undefined),
    module,
  );

/** Loads `file.export` from the code of a function, as the Node.js runtime of Lambda does. */
export const loadHandler = async (codePath: string, handlerName: string): Promise<Handler> => {
  const [file = '', ...path] = handlerName.split('.');
  const found = extensions.map((extension) => join(codePath, file + extension)).find(existsSync);
  if (!found) throw new HandlerError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  const module: unknown = await import(pathToFileURL(found).href);
  const handler = pick(module, path) ?? pick(pick(module, ['default']), path);
  if (typeof handler !== 'function')
    throw new HandlerError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  if (handler.length > 2)
    throw new HandlerError(
      'Runtime.CallbackHandlerDeprecated',
      `${handlerName} takes a callback, which Lambda does not support from Node.js 24 on`,
    );
  return (event, context) => handler(event, context);
};
